"""What the program writes about itself: in production one JSON object a line, with its request's id."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
# Heroku's router gives each request an id of its own: https://devcenter.heroku.com/articles/http-request-id
GIVEN = re.compile(r"[\w-]{20,200}")
of_request: ContextVar[str] = ContextVar("of_request", default="-")


class WithRequest(logging.Filter):
    """Adds `request_id` to whatever is logged while a request is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = of_request.get()
        return True


class RequestLog:
    """One line for each request: its route rather than its path, which may hold tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        token = of_request.set(given if GIVEN.fullmatch(given) else uuid.uuid4().hex)
        begun = time.perf_counter()
        try:
            with connection.execute_wrapper(tell_slow):
                response = self.get_response(request)
            response.headers["X-Request-Id"] = of_request.get()
            said = {"status": response.status_code, "ms": round((time.perf_counter() - begun) * 1000)}
            logger.info("%s %s", request.method, _place(request), extra=said)
        finally:
            of_request.reset(token)
        return response


def tell_slow(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement and log it, without what it was given, when it took `SLOW_QUERY_MS` or longer."""
    begun = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        ms = round((time.perf_counter() - begun) * 1000)
        if ms >= settings.SLOW_QUERY_MS:
            logger.warning("slow query: %s", sql[:2000], extra={"ms": ms})


def _place(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or match.view_name == "wagtail_serve":
        return request.path[:200]
    return f"/{match.route}"


def configuration(*, json: bool) -> dict[str, Any]:
    """Django's `LOGGING`: JSON for a log drain, plain words for a terminal."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "config.logs.WithRequest"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": ["levelname", "name", "request_id", "message"],
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": True,
            },
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["request"],
                "formatter": "json" if json else "plain",
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Two lines for each of Wagtail's tasks, and one for each page written.
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
            # In a terminal gunicorn or runserver says it already.
            "config.logs": {"level": "INFO" if json else "WARNING"},
        },
    }
