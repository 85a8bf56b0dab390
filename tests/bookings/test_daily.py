"""Letters of the day by any schedule, in any zone: each goes once, or is shown as skipped."""

import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings import daily
from bookings.actions import letters
from bookings.emails import days as letter_words
from bookings.models import Booking
from config.daily import Outcome, run
from locations.models import House
from messaging.models import Message, MessageState, Readers
from messaging.send import deliver_due
from tests.factories.bare_bookings import BareBookingFactory, put
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory

DAILY = [f"bookings.daily.{name}" for name in ("welcomes", "farewells", "stewards_news", "peoples_news")]
# From one end of the calendar to the other, with nights that are changed in these weeks, one at midnight.
ZONES = ["Pacific/Kiritimati", "Africa/Cairo", "America/Santiago", "America/Los_Angeles"]
ARRIVE, DEPART = date(2027, 3, 13), date(2027, 3, 16)
FIRST, LAST = date(2027, 3, 8), date(2027, 3, 19)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def only_letters(settings) -> None:
    settings.DAILY = DAILY


def stays(zones=("America/Los_Angeles",), *, arrive=ARRIVE, depart=DEPART, **fields) -> list[Booking]:
    """One confirmed stay in a house of each zone, with a steward and a guest who is named."""
    made = []
    for number, zone in enumerate(zones):
        room = RoomFactory(house__time_zone=zone, house__slug=f"house-in-{number}")
        StewardFactory(house=room.house, name="Sam")
        given = {"number": f"STAY{number:04}", "guest": UserFactory(name=f"Ann {number}", is_named=True)}
        made.append(
            BareBookingFactory(
                **(given | fields), room=room, arrive=arrive, depart=depart, state="CONFIRMED", lines=()
            )
        )
    return made


def run_at(now: datetime) -> Outcome:
    outcome = Outcome()
    run(outcome, now=lambda: now, tell=lambda *step: None)
    return outcome


def at(day: date, hour: int = 11) -> datetime:
    """As Heroku's scheduler counts: in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def every(step: timedelta) -> list[datetime]:
    moments = [at(FIRST)]
    while moments[-1] < at(LAST):
        moments.append(moments[-1] + step)
    return moments


WELCOME = ("bookings.welcome", ARRIVE)
FAREWELL = ("bookings.farewell", DEPART)
NEWS = {("bookings.house_day", day) for day in (ARRIVE, DEPART)}
MISSED = [date(2027, 3, day) for day in range(10, 15)]
# When it runs, and which letters are shown as skipped in the end.
SCHEDULES = [
    ("daily, each run twice", [moment for moment in every(DAY) for _time in range(2)], set()),
    ("hourly", every(HOUR), set()),
    (
        "five days missed",
        [moment for moment in every(DAY) if moment.date() not in MISSED],
        {("bookings.house_day", ARRIVE)},
    ),
    ("missed until all was over", [at(FIRST), at(LAST)], {WELCOME, FAREWELL, *NEWS}),
]


def about(row: Message) -> tuple[str, str, date]:
    """In which zone a letter of which kind is about which day."""
    return row.house.time_zone, row.key, date.fromisoformat(row.dedupe_key.split(":")[1][-10:])


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "moments", "skipped"), SCHEDULES)
def test_each_letter_is_written_once_or_shown_as_skipped_in_any_zone(name, moments, skipped):
    """The guest alone in the house has nobody to hear of, so the people's news say nothing."""
    stays(ZONES)

    for moment in moments:
        assert run_at(moment).failures == []

    told = Counter(map(about, Message.objects.select_related("house")))
    assert told == dict.fromkeys([(zone, *what) for zone in ZONES for what in (WELCOME, FAREWELL, *NEWS)], 1)
    past = list(Message.objects.filter(state=MessageState.SKIPPED).select_related("house"))
    assert {about(row) for row in past} == {(zone, *what) for zone in ZONES for what in skipped}
    assert {(row.text, row.html) for row in past} <= {("", "")}
    for house in House.objects.all():
        days = sorted(house.digests.filter(readers=Readers.STEWARDS).values_list("day", flat=True))
        assert days == [days[0] + number * DAY for number in range(len(days))]


@pytest.mark.django_db
def test_letters_are_written_on_the_houses_day_and_go_out_in_its_morning(mail_files):
    """At 11:00 UTC it is 3 o'clock in San Francisco, and one has still to get up."""
    stays(["America/Los_Angeles", "Europe/Amsterdam"])
    run_at(at(ARRIVE - 3 * DAY, 0))
    [early] = Message.objects.filter(key="bookings.welcome")
    assert early.house.time_zone == "Europe/Amsterdam"
    assert early.next_at == at(ARRIVE - 3 * DAY, 5)

    run_at(at(ARRIVE - 3 * DAY))

    late = Message.objects.get(key="bookings.welcome", house__time_zone="America/Los_Angeles")
    assert late.next_at == at(ARRIVE - 3 * DAY, 14)
    while deliver_due(at(ARRIVE - 3 * DAY, 13)):
        pass
    assert Message.objects.get(pk=late.pk).state == MessageState.WAITING
    while deliver_due(at(ARRIVE - 3 * DAY, 14)):
        pass
    assert Message.objects.get(pk=late.pk).state == MessageState.SENT


@pytest.fixture
def mail_files(settings, tmp_path):
    settings.DELIVERY_BACKEND, settings.EMAIL_FILE_PATH = "messaging.gateway.Files", tmp_path
    return tmp_path


@pytest.mark.django_db
def test_one_stay_or_house_that_fails_stops_no_other(monkeypatch):
    broken, well = stays(["UTC", "UTC"])
    planted = letter_words.company

    def company(booking):
        if booking.pk == broken.pk:
            raise ZeroDivisionError("planted")
        return planted(booking)

    monkeypatch.setattr(letter_words, "company", company)

    outcome = run_at(at(ARRIVE))

    assert outcome.failures == [(f"Welcome of {broken.number}, house-in-0", "ZeroDivisionError: planted")]
    assert [row.thread for row in Message.objects.filter(key="bookings.welcome")] == [well.thread]
    assert Message.objects.filter(key="bookings.house_day").count() == 2
    monkeypatch.undo()
    assert run_at(at(ARRIVE)).failures == []
    assert Message.objects.filter(key="bookings.welcome").count() == 2


@pytest.mark.django_db
def test_another_day_of_arrival_is_told_again_and_another_departure_parted_from_then():
    [booking] = stays(["UTC"])
    run_at(at(ARRIVE - DAY))
    booking.refresh_from_db()
    booking.arrive, booking.depart = ARRIVE + 2 * DAY, DEPART + 2 * DAY
    booking.save()

    for day in (0, 4, 5):
        run_at(at(ARRIVE + day * DAY))

    told = Message.objects.filter(thread=booking.thread).order_by("pk")
    assert [(row.key, row.created_at.date()) for row in told] == [
        ("bookings.welcome", ARRIVE - DAY),
        ("bookings.welcome", ARRIVE),
        ("bookings.farewell", DEPART + 2 * DAY),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "left_on", "keys"),
    [
        ("REQUESTED", None, []),
        ("APPROVED", None, []),
        ("CANCELLED", None, []),
        ("NO_SHOW", None, []),
        ("CONFIRMED", None, ["farewell", "welcome"]),
        ("CHECKED_IN", None, ["farewell", "welcome"]),
        ("CHECKED_OUT", DEPART, ["farewell", "welcome"]),
        ("CHECKED_OUT", ARRIVE + DAY, ["welcome"]),
    ],
)
def test_only_whoever_stays_is_written_to(state, left_on, keys):
    """Who had left before the first run is shown a welcome that was skipped."""
    [booking] = stays(["UTC"])
    put(booking, state)
    Booking.objects.filter(pk=booking.pk).update(left_on=left_on)

    for day in range(3):
        run_at(at(DEPART - DAY + day * DAY))

    told = Message.objects.filter(thread=booking.thread)
    assert sorted(row.key.removeprefix("bookings.") for row in told) == keys


@pytest.mark.django_db
def test_stays_of_long_ago_are_let_be():
    stays(["UTC"])

    assert run_at(at(DEPART + 11 * DAY)).done == 0
    assert run_at(at(DEPART + 10 * DAY)).done == 2


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_each_letter_costs_the_same_whatever_else_is_due(number, django_assert_num_queries):
    room = RoomFactory(house__time_zone="UTC", kind="SHARED", sleeps=9, beds=9)
    StewardFactory(house=room.house)
    for one in range(number):
        guest = UserFactory(name=f"Ann {one}", is_named=True)
        BareBookingFactory(number=f"S{one}", guest=guest, room=room, arrive=ARRIVE, depart=DEPART,
                           state="CONFIRMED", lines=())  # fmt: skip
    now = at(ARRIVE)
    with django_assert_num_queries(4):
        due = [
            list(getattr(daily, name)(now))
            for name in ("welcomes", "farewells", "stewards_news", "peoples_news")
        ]
    assert [len(items) for items in due] == [number, 0, 1, 1]

    costs = {}
    for name, item in zip(
        ("welcome", "house_news", "people_news"), (due[0][0], due[2][0], due[3][0]), strict=True
    ):
        with CaptureQueriesContext(connection) as queries:
            item.work()
        costs[name] = len(queries)
    # With one guest alone there is nobody to tell of anybody.
    assert costs == COSTS | {"people_news": COSTS["people_news"] + (PER_READER * number if number > 1 else 0)}


COSTS, PER_READER = {"welcome": 18, "house_news": 21, "people_news": 11}, 6


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_each_letter_once():
    [booking] = stays(["UTC"])
    now, gate, failed = at(ARRIVE), threading.Barrier(2), []

    def work() -> None:
        gate.wait()
        failed.extend(run_at(now).failures)
        connection.close()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert Counter(Message.objects.values_list("key", flat=True)) == {
        "bookings.welcome": 1,
        "bookings.house_day": 1,
    }
    assert letters.welcome(booking.pk, now=now) == 0
