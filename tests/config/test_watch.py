"""The operators' page: each part that is not well says what to do, and comes first; nobody else sees it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django_tasks_db.models import DBTaskResult

from bookings.models import OutsideCalendar
from config.backups import LAST
from config.parts import FURTHER, OK, PARTS, Part, seen
from config.version import version
from config.work import BEAT, FAILED
from home.models import DailyRun, Purge, SiteImage
from messaging.models import InboundState, Message, MessageState
from payments.models import EventState, StripeEvent
from tests.factories.calendars import outside_calendar
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory
from tests.factories.payments import BillFactory, PaymentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=3)
LOOKS = PARTS | FURTHER


@pytest.fixture(autouse=True)
def well(db):
    """Everything at rest."""
    cache.clear()
    cache.set(BEAT, NOW.isoformat(), timeout=None)
    cache.set(LAST, NOW, timeout=None)
    daily_run()


def daily_run(at: datetime = NOW, **fields: object) -> None:
    DailyRun.objects.all().delete()
    DailyRun.objects.create(begun_at=at, as_of=at, ended_at=at, **fields)


def mail(**fields: object) -> None:
    times = {"created_at": LONG_AGO, "next_at": LONG_AGO}
    Message.objects.create(key="x", dedupe_key="x", to="guest@example.org", subject="S", **times | fields)


def came_in(**fields: object) -> None:
    InboundFactory(**{"received_at": LONG_AGO, "next_at": LONG_AGO} | fields)


def calendar(**fields: object) -> None:
    made = outside_calendar(RoomFactory())
    OutsideCalendar.objects.filter(pk=made.pk).update(**{"created_at": NOW - timedelta(days=1)} | fields)
    # The room's page is for the search index; nobody works here.
    DBTaskResult.objects.all().delete()


def event(**fields: object) -> None:
    values = {"event_id": "evt_1", "kind": "x", "payload": {}, "received_at": LONG_AGO, "next_at": NOW}
    StripeEvent.objects.create(**values | fields)


def task() -> None:
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x",
        backend_name="default",
        run_after=datetime(2026, 1, 1, tzinfo=UTC),
    )
    DBTaskResult.objects.update(enqueued_at=LONG_AGO)


def test_all_is_well_where_nothing_waits():
    parts = dict(seen(LOOKS, now=NOW))

    assert {key: part.state for key, part in parts.items()} == dict.fromkeys(LOOKS, OK)
    assert {key for key, part in parts.items() if part.advice} == set()
    assert {key for key, part in parts.items() if not part.told} == set()


@pytest.mark.parametrize(
    ("key", "happens", "state"),
    [
        ("worker", lambda: cache.delete(BEAT), "late"),
        ("worker", lambda: cache.set(BEAT, LONG_AGO.isoformat()), "late"),
        ("worker", lambda: cache.set(FAILED, ["bookings.actions.expiry.remind"]), "failing"),
        ("outbox", mail, "warn"),
        ("outbox", lambda: mail(attempts=3, next_at=NOW + timedelta(hours=1)), "warn"),
        ("inbound", came_in, "warn"),
        ("inbound", lambda: came_in(attempts=2, error="It broke.", next_at=NOW + timedelta(hours=1)), "warn"),
        ("events", event, "warn"),
        ("events", lambda: event(state=EventState.UNMATCHED), "warn"),
        ("edge", lambda: Purge.objects.create(url="x", asked_at=LONG_AGO, next_at=NOW), "warn"),
        ("backup", lambda: cache.delete(LAST), "none"),
        ("backup", lambda: cache.set(LAST, NOW - timedelta(hours=27)), "late"),
        ("daily", lambda: DailyRun.objects.all().delete(), "none"),
        ("daily", lambda: daily_run(NOW - timedelta(hours=27)), "late"),
        ("daily", lambda: daily_run(failures=[["payments.daily.reconciled", "It broke."]]), "late"),
        ("given_up", lambda: mail(state=MessageState.FAILED), "warn"),
        ("given_up", lambda: came_in(state=InboundState.FAILED), "warn"),
        ("given_up", lambda: event(state=EventState.FAILED), "warn"),
        ("money", lambda: PaymentFactory(bill=BillFactory(), created_at=LONG_AGO, applied_at=None), "warn"),
        (
            "pictures",
            lambda: SiteImage.objects.bulk_create(
                [SiteImage(title="x", file="x.jpg", width=1, height=1, attempts=3, next_at=NOW)]
            ),
            "warn",
        ),
        ("tasks", task, "warn"),
        ("calendars", calendar, "warn"),
        ("calendars", lambda: calendar(read_at=NOW, doubted_at=NOW), "warn"),
    ],
)
def test_what_is_not_well_says_what_to_do(key, happens, state, settings):
    settings.EDGE = True

    happens()

    parts = dict(seen(LOOKS, now=NOW))
    assert {name: part.state for name, part in parts.items() if not part.is_well} == {key: state}
    assert parts[key].advice


def test_mail_that_came_in_tells_of_what_holds_it_back():
    came_in(attempts=2, error="It broke.", next_at=NOW + timedelta(hours=1))
    came_in(received_at=NOW)

    part = PARTS["inbound"](NOW)

    assert part.told == ["The oldest has waited for 3\xa0hours.", "An error holds 1 back."]
    assert part.figures == {"inbound_seconds": 10_800}


@pytest.mark.parametrize(
    "happens",
    [
        lambda: mail(next_at=NOW + timedelta(hours=1)),
        lambda: mail(created_at=NOW, next_at=NOW),
        # An operator has it worked on again.
        lambda: came_in(next_at=NOW),
        lambda: came_in(received_at=NOW, attempts=1, error="It broke.", next_at=NOW + timedelta(hours=1)),
        lambda: came_in(state=InboundState.HELD),
        lambda: calendar(read_at=NOW),
        lambda: calendar(removed_at=NOW),
        lambda: event(state=EventState.UNMATCHED, received_at=NOW - timedelta(minutes=30)),
        lambda: event(state=EventState.FAILED, received_at=NOW - timedelta(days=8)),
        lambda: event(state=EventState.DONE),
    ],
)
def test_what_waits_for_good_reason_is_no_fault(happens):
    happens()

    assert [key for key, part in seen(LOOKS, now=NOW) if not part.is_well] == []


def test_a_look_that_fails_hides_no_other(caplog):
    def breaks(now: datetime) -> Part:
        raise ZeroDivisionError("planted")

    parts = dict(seen({"first": breaks, "second": PARTS["database"]}, now=NOW))

    assert [part.state for part in parts.values()] == ["unknown", OK]
    assert "first could not be looked at" in caplog.text


def test_page_names_every_part_and_the_bad_ones_first(client):
    mail()

    with time_machine.travel(NOW, tick=False):
        client.force_login(UserFactory(is_superuser=True))
        page = BeautifulSoup(client.get("/admin/watch/").content, "html.parser")

    titles = [heading.get_text(" ", strip=True) for heading in page.select(".desk-lines h2")]
    assert titles[:2] == ["Outbox look here", "Database well"]
    assert len(titles) == len(LOOKS)
    assert "One thing needs somebody" in page.select_one(".desk-sentence").get_text()
    assert "What to do:" in page.select_one(".desk-lines li").get_text()
    assert len(page.select(".desk-lines strong")) == 1


def test_page_is_the_operators_alone(client):
    client.force_login(StewardFactory(house=HouseFactory()))

    assert client.get("/admin/watch/").status_code == 404
    assert "/admin/watch/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"HEROKU_RELEASE_VERSION": "v42"}, "v42"),
        ({"HEROKU_RELEASE_VERSION": "v42", "HEROKU_BUILD_COMMIT": "1a2b3c4d5e6f7a8b"}, "v42 (1a2b3c4d5e6f)"),
        ({"HEROKU_SLUG_COMMIT": "1a2b3c4d"}, "(1a2b3c4d)"),
    ],
)
def test_version_is_what_the_host_says(monkeypatch, given, expected):
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert version() == expected
