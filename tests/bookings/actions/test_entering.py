"""A steward enters a stay that no guest asked for."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from bookings.actions import Entry, Refused, enter_stay
from bookings.actions.entering import preview
from bookings.models import BedNight, Booking
from bookings.queries import wrong_beds
from bookings.rules.states import State
from members.models import User
from messaging.models import Message
from payments.queries import balance, wrong_bills
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory(), rate=80)


@pytest.fixture
def steward():
    return UserFactory(is_superuser=True)


def entry(**given) -> Entry:
    return Entry(**{"email": "Ana@example.org", "name": "Ana", "arrive": ARRIVE, "depart": DEPART} | given)


def mails() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("to", "key"))


def test_stay_of_a_stranger_is_held_until_they_pay_and_they_are_told(room, steward) -> None:
    booking = enter_stay(room, entry(purpose="A talk"), by=steward, now=NOW)

    guest = User.objects.get(email="ana@example.org")
    assert (booking.guest, guest.name, booking.state, booking.purpose) == (
        guest,
        "Ana",
        State.APPROVED,
        "A talk",
    )
    assert booking.hold_until == NOW + timedelta(hours=room.house.hold_hours)
    assert set(BedNight.objects.values_list("booking", "until")) == {(booking.pk, booking.hold_until)}
    assert [(step.start, step.end, step.by) for step in booking.moves.all()] == [
        ("", State.APPROVED, steward)
    ]
    assert mails() == [("ana@example.org", "bookings.approved")]
    assert (booking.rules_accepted_at, wrong_beds(), wrong_bills()) == (None, [], [])


def test_certain_stay_stands_unpaid(room, steward) -> None:
    booking = enter_stay(room, entry(is_certain=True), by=steward, now=NOW)

    assert (booking.state, booking.hold_until) == (State.CONFIRMED, None)
    assert set(BedNight.objects.values_list("until", flat=True)) == {None}
    assert balance(booking.bill).owed == balance(booking.bill).total > 0
    assert ("ana@example.org", "bookings.confirmed") in mails()


@pytest.mark.parametrize(("rate", "state"), [("0", State.CONFIRMED), ("40", State.APPROVED)])
def test_stay_at_a_rate_of_its_own(room, steward, rate: str, state: State) -> None:
    usual = enter_stay(RoomFactory(house=room.house, rate=80), entry(), by=steward, now=NOW)
    given = entry(rate=Decimal(rate), reason="A friend of the house")

    booking = enter_stay(room, given, by=steward, now=NOW)

    assert booking.state == state
    assert balance(booking.bill).total == balance(usual.bill).total * Decimal(rate) / 80
    keys = [key for _to, key in mails()]
    assert (keys.count("bookings.confirmed") > 0) == (state == State.CONFIRMED)
    assert keys.count("bookings.approved") == (1 if state == State.CONFIRMED else 2)


def test_guest_who_is_known_keeps_name_and_language(room, steward) -> None:
    ana = UserFactory(email="ana@example.org", name="Ana Reis", language="de")

    booking = enter_stay(room, entry(name="Anna"), by=steward, now=NOW)

    ana.refresh_from_db()
    assert (booking.guest, ana.name, booking.language) == (ana, "Ana Reis", "de")


def test_rules_for_guests_do_not_bind_a_steward_nor_does_the_calendar(room, steward) -> None:
    past = entry(arrive=date(2026, 2, 1), depart=date(2026, 2, 3), is_certain=True)
    room.house.most_nights = 1
    room.house.save()

    assert enter_stay(room, past, by=steward, now=NOW).state == State.CONFIRMED


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"depart": ARRIVE}, "Choose a departure after the arrival."),
        ({"people": 9}, "sleeps"),
        ({"people": 0}, "sleeps"),
        ({"rate": Decimal(10)}, "Give a reason"),
        ({"rate": Decimal("10.001"), "reason": "Odd"}, "no more decimal places"),
        ({"email": "closed@example.org"}, "its account is closed"),
    ],
)
def test_what_can_t_be_is_refused_and_leaves_nothing(room, steward, given, why: str) -> None:
    UserFactory(email="closed@example.org", is_active=False)

    with pytest.raises(Refused, match=why):
        enter_stay(room, entry(**given), by=steward, now=NOW)

    assert (Booking.objects.count(), BedNight.objects.count(), Message.objects.count()) == (0, 0, 0)
    assert not User.objects.filter(email="ana@example.org").exists()


def test_bed_that_is_sold_is_not_sold_again(room, steward) -> None:
    BookingFactory(room=room, state=State.CONFIRMED)

    with pytest.raises(Refused, match="is full on the night of"):
        enter_stay(room, entry(), by=steward, now=NOW)


def test_form_that_is_sent_twice_enters_one_stay(room, steward) -> None:
    key = uuid4()

    both = [enter_stay(room, entry(), by=steward, now=NOW, key=key) for _time in range(2)]

    assert both[0] == both[1]
    assert Booking.objects.count() == 1


def test_look_at_a_stay_changes_nothing(room, steward) -> None:
    seen = preview(room, entry(), by=steward, now=NOW)

    assert (seen.booking.state, seen.balance.total) == (
        State.APPROVED,
        sum(line.amount for line in seen.lines),
    )
    assert (Booking.objects.count(), BedNight.objects.count(), Message.objects.count()) == (0, 0, 0)
    assert not User.objects.filter(email="ana@example.org").exists()
