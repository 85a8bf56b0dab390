"""Calendars from elsewhere, read as nights."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.calendars import Entry, Health, NotACalendar, Reading, believe, health, match, read

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = date(2026, 3, 1), date(2028, 3, 1)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def nights(*events: str, last_night: bool = False, zone: ZoneInfo = PARIS) -> list[tuple[str, str]]:
    found = taken(calendar(*events), last_night=last_night, zone=zone)
    return [(f"{entry.start:%m-%d}", f"{entry.end:%m-%d}") for entry in found.entries]


def taken(data: bytes, *, last_night: bool = False, zone: ZoneInfo = PARIS) -> Reading:
    return read(data, zone=zone, first=FIRST, last=LAST, last_night=last_night, own="ours.example")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260313",
            [("03-10", "03-13")],
            id="all day",
        ),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20260310", [("03-10", "03-11")], id="no end"),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260310",
            [("03-10", "03-11")],
            id="end repeats",
        ),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20260310\nDURATION:P2D", [("03-10", "03-12")], id="duration"),
        pytest.param(
            "UID:1\nDTSTART:20260310T140000\nDTEND:20260312T110000",
            [("03-10", "03-12")],
            id="timed, floating",
        ),
        pytest.param(
            "UID:1\nDTSTART:20260310T233000Z\nDTEND:20260312T100000Z", [("03-11", "03-12")], id="in our zone"
        ),
        pytest.param(
            "UID:1\nDTSTART;TZID=America/New_York:20260310T200000\nDTEND;TZID=America/New_York:20260312T110000",
            [("03-11", "03-12")],
            id="in another zone",
        ),
        pytest.param("UID:1\nDTSTART:20260310T140000\nDTEND:20260310T160000", [], id="within a day"),
        pytest.param(
            "UID:1\nDTSTART:20260310T140000\nDTEND:20260311T000000", [("03-10", "03-11")], id="midnight"
        ),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20260310\nSTATUS:CANCELLED", [], id="cancelled"),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20260310\nTRANSP:TRANSPARENT", [], id="free"),
        pytest.param("UID:1@ours.example\nDTSTART;VALUE=DATE:20260310", [], id="our own, come back"),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20260227\nDTEND;VALUE=DATE:20260301", [], id="over"),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260227\nDTEND;VALUE=DATE:20260303",
            [("02-27", "03-03")],
            id="under way",
        ),
        pytest.param("UID:1\nDTSTART;VALUE=DATE:20280301", [], id="too far ahead"),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260312\nRRULE:FREQ=WEEKLY;COUNT=3\n"
            "EXDATE;VALUE=DATE:20260317",
            [("03-10", "03-12"), ("03-24", "03-26")],
            id="a series with one left out",
        ),
        pytest.param("SUMMARY:Nameless\nDTSTART;VALUE=DATE:20260310", [("03-10", "03-11")], id="no UID"),
        pytest.param(
            "UID:1\nSUMMARY:A very\n  long name\nDTSTART;VALUE=DATE:20260310",
            [("03-10", "03-11")],
            id="folded",
        ),
    ],
)
def test_an_event_is_the_nights_it_says(event, expected) -> None:
    assert nights(event) == expected


def test_the_last_night_is_one_more_where_a_calendar_ends_with_it() -> None:
    event = "UID:1\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260312"

    assert nights(event, last_night=True) == [("03-10", "03-13")]


def test_the_night_the_clocks_change_is_one_night() -> None:
    event = "UID:1\nDTSTART;TZID=Europe/Paris:20260328T230000\nDTEND;TZID=Europe/Paris:20260329T100000"

    assert nights(event) == [("03-28", "03-29")]


def test_a_changed_occurrence_takes_the_place_of_the_one_it_changes() -> None:
    series = "UID:1\nDTSTART;VALUE=DATE:20260310\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20260317\nDTSTART;VALUE=DATE:20260319"

    assert nights(series, moved) == [("03-10", "03-11"), ("03-19", "03-20")]


def test_the_same_stay_told_twice_counts_once_as_it_was_told_last() -> None:
    first = "UID:1\nSEQUENCE:0\nDTSTART;VALUE=DATE:20260310"
    second = "UID:1\nSEQUENCE:1\nDTSTART;VALUE=DATE:20260311"

    assert nights(second, first) == [("03-11", "03-12")]


def test_what_can_not_be_read_is_named_and_stops_nothing_else() -> None:
    found = taken(
        calendar(
            "UID:undated\nSUMMARY:x",
            "UID:wrong\nDTSTART:yesterday",
            "UID:flood\nDTSTART:20260310T100000\nRRULE:FREQ=SECONDLY",
            "UID:burst\nDTSTART:20260310T100000\nRRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3",
            "UID:fine\nDTSTART;VALUE=DATE:20260310",
        )
    )

    assert [entry.key for entry in found.entries] == ["fine"]
    assert found.unread == {"undated", "wrong", "flood", "burst"}


def test_bytes_that_are_no_text_are_read_as_far_as_they_are() -> None:
    data = calendar("UID:1\nDTSTART;VALUE=DATE:20260310\nSUMMARY:Caf?").replace(b"?", b"\xe9")

    assert taken(b"\xef\xbb\xbf" + data).entries[0].summary == "Caf\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sign in</html>",
        calendar("UID:1\nDTSTART;VALUE=DATE:20260310")[:-20],
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VCALENDAR\r\n",
        b"\x00\xff" * 50,
        calendar(*["UID:1\nDTSTART;VALUE=DATE:20260310"] * 5001),
    ],
    ids=["nothing", "a page", "cut off", "an event without end", "no text", "too many"],
)
def test_what_is_no_whole_calendar_is_not_believed_in_part(data) -> None:
    with pytest.raises(NotACalendar):
        taken(data)


SAMPLES = sorted(
    path
    for library in (icalendar, recurring_ical_events)
    for path in Path(library.__file__).parent.rglob("*.ics")
)


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
def test_every_sample_of_the_libraries_is_read_or_refused() -> None:
    read_whole = entries = 0
    for path in SAMPLES:
        try:
            found = read(
                path.read_bytes(),
                zone=PARIS,
                first=date(2019, 1, 1),
                last=date(2019, 7, 1),
                last_night=False,
                own="",
            )
        except NotACalendar:
            continue
        read_whole += 1
        entries += len(found.entries)
        assert all(entry.start < entry.end for entry in found.entries), path

    assert len(SAMPLES) > 200
    assert read_whole > len(SAMPLES) * 0.7
    assert entries > 100


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 30)), max_size=20, unique_by=lambda stay: stay),
    st.booleans(),
)
def test_what_is_written_as_a_calendar_is_read_from_it(stays, last_night) -> None:
    out = icalendar.Calendar()
    for number, (day, length) in enumerate(stays):
        event = icalendar.Event()
        event.add("uid", f"stay-{number}")
        event.add("dtstart", FIRST + timedelta(days=day))
        event.add("dtend", FIRST + timedelta(days=day + length - last_night))
        out.add_component(event)
    expected = {(FIRST + timedelta(days=day), FIRST + timedelta(days=day + length)) for day, length in stays}

    found = taken(out.to_ical(), last_night=last_night)

    assert {(entry.start, entry.end) for entry in found.entries} == expected
    assert found.unread == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "doubted", "expected"),
    [
        (0, 0, None, True),
        (3, 1, None, True),
        (3, 0, None, False),
        (3, 0, timedelta(hours=23), False),
        (3, 0, timedelta(hours=24), True),
        (0, 2, timedelta(hours=1), True),
    ],
)
def test_a_calendar_that_lost_every_stay_is_believed_after_a_day(before, after, doubted, expected) -> None:
    doubted_at = NOW - doubted if doubted else None

    assert believe(before=before, after=after, doubted_at=doubted_at, now=NOW) == expected


def entry(key: str, start: int, nights: int = 1) -> Entry:
    return Entry(key, FIRST + timedelta(days=start), FIRST + timedelta(days=start + nights))


@pytest.mark.parametrize(
    ("known", "said", "expected"),
    [
        ({1: entry("a", 1)}, [entry("a", 5)], [1]),
        ({1: entry("a", 1)}, [entry("new", 1)], [1]),
        ({1: entry("a", 1)}, [entry("new", 2)], [None]),
        ({1: entry("a", 1), 2: entry("b", 1)}, [entry("b", 1), entry("c", 1)], [2, 1]),
        ({1: entry("a", 1)}, [entry("x", 1), entry("a", 4)], [None, 1]),
        ({1: entry("a", 1)}, [entry("x", 1), entry("y", 1)], [1, None]),
    ],
    ids=["moved", "renamed", "another", "by key first", "its dates are free again", "only one of two"],
)
def test_an_entry_is_the_stay_of_its_key_or_else_of_its_dates(known, said, expected) -> None:
    assert list(match(known, said).values()) == expected


@pytest.mark.parametrize(
    ("read_hours", "failures", "doubted", "expected"),
    [
        (None, 0, False, Health.NEW),
        (None, 1, False, Health.FAILING),
        (1, 0, False, Health.WELL),
        (1, 2, False, Health.WELL),
        (4, 2, False, Health.FAILING),
        (4, 0, False, Health.FAILING),
        (1, 0, True, Health.DOUBTED),
    ],
)
def test_a_calendar_is_as_well_as_its_last_reading_is_young(read_hours, failures, doubted, expected) -> None:
    read_at = None if read_hours is None else NOW - timedelta(hours=read_hours)
    found = health(
        added_at=NOW - timedelta(hours=1),
        read_at=read_at,
        doubted_at=NOW if doubted else None,
        failures=failures,
        now=NOW,
    )

    assert found == expected
