"""The log: JSON, the request's id on every line, slow statements named, nobody's words in it."""

import json
import logging
import logging.config
from io import StringIO

import pytest
from django.db import connection

from config import logs
from tests.factories.locations import HouseFactory

pytestmark = pytest.mark.django_db
FROM_THE_ROUTER = "0123456789abcdef-router-id"


def test_request_keeps_the_id_of_the_router_and_gets_one_without(client):
    given = client.get("/healthz", headers={"X-Request-Id": FROM_THE_ROUTER})
    made = client.get("/healthz")
    refused = client.get("/healthz", headers={"X-Request-Id": 'x" level="error'})

    assert given.headers["X-Request-Id"] == FROM_THE_ROUTER
    assert made.headers["X-Request-Id"] != refused.headers["X-Request-Id"]
    assert {len(answer.headers["X-Request-Id"]) for answer in (made, refused)} == {32}


def test_line_of_a_request_names_page_or_route_but_no_token(client, caplog):
    HouseFactory(slug="embassy-sf")

    with caplog.at_level(logging.INFO, "config.logs"):
        client.get("/embassy-sf/?arrive=2027-03-01")
        client.get("/stay/mine/SECRET12/")

    lines = [record.getMessage() for record in caplog.records if record.name == "config.logs"]
    assert lines == ["GET /embassy-sf/", "GET /stay/mine/<slug:number>/"]
    assert [record.status for record in caplog.records if record.name == "config.logs"] == [200, 302]


def test_lines_are_json_with_time_level_and_request():
    written = StringIO()
    formatter = logs.configuration(json=True)["formatters"]["json"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(formatter))
    handler.addFilter(logs.WithRequest())
    token = logs.of_request.set("here")

    handler.handle(
        logging.makeLogRecord({"name": "bookings", "levelname": "WARNING", "msg": "a bed", "ms": 3})
    )
    logs.of_request.reset(token)

    said = json.loads(written.getvalue())
    assert said.pop("timestamp")
    assert said == {
        "level": "WARNING",
        "logger": "bookings",
        "request_id": "here",
        "message": "a bed",
        "ms": 3,
    }


def test_slow_statement_is_told_without_what_it_was_given(settings, caplog):
    settings.SLOW_QUERY_MS = 20

    with connection.execute_wrapper(logs.tell_slow), connection.cursor() as cursor:
        cursor.execute("SELECT %s, pg_sleep(0.03)", ["ana@example.org"])
        cursor.execute("SELECT 1")

    assert [record.getMessage() for record in caplog.records] == ["slow query: SELECT %s, pg_sleep(0.03)"]
