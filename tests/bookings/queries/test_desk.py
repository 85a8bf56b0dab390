"""The desk's tabs agree with what each booking is as of now, in a fixed number of queries."""

from datetime import timedelta

import pytest

from bookings.models import Booking
from bookings.queries.desk import arriving, desk_bookings, found, in_tab, rows, tab_counts
from bookings.queries.dossier import dossier
from bookings.rules.desk import Tab, Verb
from bookings.rules.states import State
from locations.models import House
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MOMENTS = [NOW, NOW + timedelta(hours=49), NOW + 4 * DAY, NOW + 8 * DAY, NOW + 11 * DAY, NOW + 12 * DAY]


@pytest.fixture
def bookings():
    room = SharedRoomFactory(beds=9)
    for state in (
        State.REQUESTED, State.APPROVED, State.DECLINED, State.CONFIRMED, State.CHECKED_IN, State.CHECKED_OUT,
    ):  # fmt: skip
        BookingFactory(room=room, state=state)
    return desk_bookings(House.objects.all())


@pytest.mark.parametrize("now", MOMENTS)
def test_every_booking_lies_in_the_one_tab_its_row_says(bookings, now) -> None:
    listed = {row.booking.pk: row.tab for row in rows(bookings, now=now)}

    in_tabs = {tab: set(in_tab(bookings, tab, now=now).values_list("pk", flat=True)) for tab in Tab}

    assert in_tabs == {tab: {pk for pk, lies in listed.items() if lies == tab} for tab in Tab}
    assert tab_counts(bookings, now=now) == {tab: len(pks) for tab, pks in in_tabs.items()}


def test_rows_cost_three_queries_whatever_their_number(bookings, django_assert_num_queries) -> None:
    with django_assert_num_queries(1 + 3):
        assert len(rows(bookings, now=NOW)) == 6


def test_row_tells_what_may_be_done_as_of_now() -> None:
    booking = BookingFactory(state=State.APPROVED)
    (now,) = rows(desk_bookings(House.objects.all()), now=NOW)
    (later,) = rows(desk_bookings(House.objects.all()), now=booking.hold_until)

    assert (now.state, now.verbs) == (State.APPROVED, (Verb.MARK_PAID, Verb.CANCEL))
    assert (later.state, later.verbs) == (State.EXPIRED, (Verb.MORE_TIME,))
    assert (now.is_due, later.is_due) == (True, False)


def test_nothing_is_due_before_the_yes() -> None:
    BookingFactory()

    (row,) = rows(desk_bookings(House.objects.all()), now=NOW)

    assert (row.owed, row.is_due, row.waited) == (255, False, "0\xa0minutes")


@pytest.mark.parametrize("words", ["ANA", "ana@ex", "0101", "{number}"])
def test_found_by_name_mail_phone_or_number(words: str) -> None:
    ana = UserFactory(name="Ana Almeida", email="ana@example.org", phone="+1 415 555 0101")
    booking = BookingFactory(guest=ana)
    BookingFactory(guest=UserFactory(name="Bram"))

    asked = words.format(number=booking.number.lower())

    assert list(found(desk_bookings(House.objects.all()), asked)) == [booking]


def test_arriving_is_the_house_s_today() -> None:
    booking = BookingFactory(state=State.CONFIRMED)
    just_before, noon = NOW + 7 * DAY + timedelta(hours=10), NOW + 8 * DAY
    bookings = desk_bookings(House.objects.all())

    assert (noon.astimezone(booking.house.zone).date(), booking.arrive) == (ARRIVE, ARRIVE)
    assert [list(arriving(bookings, now=now)) for now in (just_before, noon)] == [[], [booking]]


def test_dossier_has_other_stays_of_this_house_only(django_assert_num_queries) -> None:
    guest = UserFactory()
    booking = BookingFactory(guest=guest, state=State.CONFIRMED)
    other = BookingFactory(guest=guest, room=booking.room, arrive=DEPART, depart=DEPART + DAY)
    BookingFactory(guest=guest)
    asked = desk_bookings(House.objects.all()).get(pk=booking.pk)

    with django_assert_num_queries(18):
        seen = dossier(asked, now=NOW)

    assert seen.earlier == [other]
    assert [line.text for line in seen.history] == [
        f"{guest} asked to stay",
        f"{Booking.objects.get(pk=booking.pk).moves.all()[1].by} approved it",
        "Confirmed: nothing was due any more",
    ]
    assert seen.sentence == f"It is settled: {guest} comes on Tue 10 March and leaves on Fri 13 March."
