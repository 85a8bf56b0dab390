"""Discount codes: their window, their uses, and who may take the last one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest

from bookings.actions import Refused, Words, amend_stay, cancel, decline, reinstate, request_stay, withdraw
from bookings.models import Booking
from locations.models import DiscountCode
from payments.queries import balance
from tests.bookings.actions.test_capacity_race import tried
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory


@pytest.fixture
def room(db):
    return RoomFactory(rate=Decimal(100))


def code_of(house, **given):
    return DiscountCode.objects.create(
        house=house, **{"code": "AUTUMN", "kind": "PERCENT", "value": 10} | given
    )


def ask(room, guest=None, code="autumn "):
    guest = guest or UserFactory()
    return request_stay(
        room, guest=guest, arrive=ARRIVE, depart=DEPART, words=Words(code=code), by=guest, now=NOW
    )


def test_a_code_lowers_the_bill_and_follows_the_stay(room):
    code_of(room.house)

    booking = ask(room)

    assert balance(booking.bill).total == 270
    assert booking.bill.lines.get(kind="DISCOUNT").label == "Code AUTUMN"
    amend = {"room": room, "arrive": ARRIVE, "depart": date(2026, 3, 14), "people": 1}
    booking = BookingFactory(room=RoomFactory(house=room.house, rate=Decimal(100)), state="APPROVED")
    booking.bill.reductions.create(
        kind="PERCENT",
        value=10,
        label="Code AUTUMN",
        code=DiscountCode.objects.get(),
        by=booking.guest,
        at=NOW,
    )
    amend_stay(booking, **{**amend, "room": booking.room}, by=UserFactory(is_superuser=True), now=NOW)
    assert balance(booking.bill).total == 360


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"start": date(2026, 3, 3)}, "does not hold today"),
        ({"end": date(2026, 3, 2)}, "does not hold today"),
        ({"code": "SPRING"}, "knows no such code"),
    ],
)
def test_a_code_that_does_not_hold_books_nothing(room, given, match):
    code_of(room.house, **given)

    with pytest.raises(Refused, match=match):
        ask(room)

    assert not Booking.objects.exists()


def test_another_house_s_code_is_unknown(room):
    code_of(HouseFactory())

    with pytest.raises(Refused, match="knows no such code"):
        ask(room)


def test_a_guest_uses_a_code_once_and_others_until_it_is_used_up(room):
    code_of(room.house, uses=2)
    guest = UserFactory()
    ask(room, guest)

    with pytest.raises(Refused, match="have used this code already"):
        ask(room, guest)
    ask(room)
    with pytest.raises(Refused, match="as often as it can be"):
        ask(room)


def test_a_stay_that_comes_to_nothing_gives_its_use_back_but_not_twice(room):
    code_of(room.house, uses=1)
    first = ask(room)
    withdraw(first, by=first.guest, now=NOW)

    second = ask(room)

    steward = UserFactory(is_superuser=True)
    with pytest.raises(Refused):
        ask(room)
    decline(second, reason="Full", by=steward, now=NOW)
    assert ask(room).state == "REQUESTED"


def test_a_cancelled_stay_does_not_come_back_with_a_code_that_others_used_up(room):
    steward = UserFactory(is_superuser=True)
    code_of(room.house, uses=1)
    booking = BookingFactory(room=room, state="CONFIRMED")
    booking.bill.reductions.create(
        kind="PERCENT", value=10, label="Code", code=DiscountCode.objects.get(), by=booking.guest, at=NOW
    )
    cancel(booking, by=steward, now=NOW)
    ask(room)

    with pytest.raises(Refused, match="AUTUMN was used by others"):
        reinstate(booking, by=steward, now=NOW)

    assert Booking.objects.get(pk=booking.pk).state == "CANCELLED"


@pytest.mark.django_db(transaction=True)
def test_two_guests_at_once_can_t_both_take_the_last_use():
    house = HouseFactory()
    for turn in range(4):
        code_of(house, code=f"LAST-{turn}", uses=1)
        rooms = [RoomFactory(house=house) for _room in range(2)]
        guests = [UserFactory() for _guest in range(2)]
        start = Barrier(2)

        with ThreadPoolExecutor(2) as pool:
            asked = [
                pool.submit(tried, start, lambda pair=pair, turn=turn: ask(*pair, code=f"LAST-{turn}"))
                for pair in zip(rooms, guests, strict=True)
            ]

        assert sorted(one.result() for one in asked) == [False, True]
        assert Booking.objects.filter(bill__reductions__code__code=f"LAST-{turn}").count() == 1
