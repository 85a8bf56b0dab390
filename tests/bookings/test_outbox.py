"""What stays put into the outbox on their way: each fact once, to both sides."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actions import approve, open_payment, request_stay
from bookings.actions.expiry import expire_holds, lapse_requests, remind
from bookings.models import Booking
from locations.models import Terms
from messaging.models import Message
from payments.actions.settle import run_due
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

ANN, MAYA, NOOR = "ann@example.org", "maya@example.org", "noor@example.org"


@pytest.fixture
def now():
    """The stand-in goes by the real clock, so this does too."""
    return timezone.now()


@pytest.fixture
def room(db):
    house = HouseFactory(name="Embassy SF")
    for email in (MAYA, NOOR):
        StewardFactory(house=house, email=email)
    return RoomFactory(house=house, name="Fog room", rate=Decimal("85"))


def ask(room, *, now):
    guest = UserFactory(name="Ann Smith", email=ANN)
    arrive = (now + timedelta(days=30)).date()
    return request_stay(
        room, guest=guest, by=guest, arrive=arrive, depart=arrive + timedelta(days=3), now=now
    )


def outbox() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("pk").values_list("key", "to")
    return [(key.removeprefix("bookings."), to) for key, to in rows]


def test_a_stay_asked_for_approved_and_paid_by_card_is_told_to_both_sides_once(
    room, now, standin, django_capture_on_commit_callbacks
):
    steward = room.house.roles.first().user

    booking = ask(room, now=now)
    assert outbox() == [("received", ANN), ("new_request", MAYA), ("new_request", NOOR)]

    booking = approve(booking, by=steward, now=now)
    assert outbox()[3:] == [("approved", ANN)]

    payment = open_payment(booking, by=booking.guest, now=now)
    standin.control("POST", f"sessions/{payment.session_id}/pay")
    for minutes in (11, 22):
        with django_capture_on_commit_callbacks(execute=True):
            run_due(now + timedelta(minutes=minutes))

    booking.refresh_from_db()
    assert booking.state == "CONFIRMED"
    assert outbox()[4:] == [("confirmed", ANN), ("confirmed_house", MAYA), ("confirmed_house", NOOR)]
    assert "You have paid $255; the receipt is below." in Message.objects.get(key="bookings.confirmed").text
    assert set(Message.objects.values_list("thread", flat=True)) == {booking.thread_id}


def test_a_request_nobody_answers_is_nudged_once_and_lapses_once(room, now):
    ask(room, now=now)

    for day in (1, 1, 2, 4, 4):
        remind(now + timedelta(days=day))
        lapse_requests(now + timedelta(days=day))

    assert outbox()[3:] == [
        ("nudge", MAYA),
        ("nudge", NOOR),
        ("lapsed", ANN),
        ("lapsed_house", MAYA),
        ("lapsed_house", NOOR),
    ]


def test_an_instant_hold_is_told_of_when_it_ends_and_when_it_is_over(room, now):
    room.house.terms = Terms.INSTANT
    room.house.save()
    booking = ask(room, now=now)
    assert (booking.state, outbox()) == ("HELD", [])

    for minutes in (24, 25, 26, 36, 37):
        remind(now + timedelta(minutes=minutes))
        expire_holds(now + timedelta(minutes=minutes))

    assert outbox() == [("hold_ending", ANN), ("expired", ANN)]


def test_a_yes_that_comes_late_is_of_use_while_the_hold_lasts(room, now, standin):
    booking = approve(ask(room, now=now), by=room.house.roles.first().user, now=now)
    mail = Message.objects.get(key="bookings.approved")
    assert mail.useful_until == booking.hold_until

    soon = now + timedelta(minutes=10)
    Booking.objects.filter(pk=booking.pk).update(hold_until=soon)
    Message.objects.filter(pk=mail.pk).update(useful_until=soon)
    open_payment(booking, by=booking.guest, now=now)

    mail.refresh_from_db()
    assert mail.useful_until == now + timedelta(minutes=36)
