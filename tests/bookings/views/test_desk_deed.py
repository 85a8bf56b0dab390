"""What a steward does to a booking: said before, done by POST, refused in words."""

from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bookings.actions import approve
from bookings.models import BedNight, Booking
from bookings.queries import wrong_beds
from bookings.rules.states import State
from payments.models import Payment
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory())


@pytest.fixture
def steward(room):
    return StewardFactory(house=room.house)


@pytest.fixture
def desk(client: Client, steward) -> Client:
    client.force_login(steward)
    return client


def address(booking: Booking, verb: str) -> str:
    return reverse("desk:do", args=[booking.house.slug, booking.number, verb])


def said(response) -> str:
    return " ".join(unescape(str(message)).strip() for message in get_messages(response.wsgi_request))


def state_of(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_approve_holds_the_bed_and_says_so(desk: Client, room, steward) -> None:
    booking = BookingFactory(room=room, guest=UserFactory(name="Ana"))

    response = desk.post(address(booking, "approve"))

    assert (response.status_code, response.url) == (
        302,
        f"/admin/bookings/{room.house.slug}/{booking.number}/",
    )
    assert said(response) == "Approved. Ana gets a mail."
    assert state_of(booking) == State.APPROVED
    assert BedNight.objects.filter(booking=booking).count() == 3
    assert booking.moves.last().by == steward


def test_deed_leads_back_to_where_one_came_from_on_this_site_only(desk: Client, room) -> None:
    first, second = BookingFactory(room=room), BookingFactory(room=room)
    back = reverse("desk:bookings") + "?tab=waiting"

    here = desk.post(address(first, "decline"), {"reason": "Painters", "next": back})
    there = desk.post(address(second, "decline"), {"reason": "Painters", "next": "https://evil.example/"})

    assert (here.url, there.url) == (back, f"/admin/bookings/{room.house.slug}/{second.number}/")


def test_approve_of_a_full_room_is_refused_in_words(desk: Client, room) -> None:
    BookingFactory(room=room, state=State.CONFIRMED)
    booking = Booking.objects.get(pk=_second_request(room).pk)

    response = desk.post(address(booking, "approve"))

    assert "is full on the night of" in said(response)
    assert state_of(booking) == State.REQUESTED


def _second_request(room) -> Booking:
    """A request for nights that were free when it came."""
    elsewhere = BookingFactory(room=RoomFactory(house=room.house))
    elsewhere.room = room
    elsewhere.save()
    return elsewhere


def test_approve_twice_says_what_it_is_by_now(desk: Client, room, steward) -> None:
    booking = BookingFactory(room=room)
    approve(booking, by=steward, now=NOW)

    response = desk.post(address(booking, "approve"))

    assert "can't be done any more" in said(response)


def test_decline_needs_a_reason_and_keeps_what_was_typed(desk: Client, room) -> None:
    booking = BookingFactory(room=room)

    empty = desk.post(address(booking, "decline"), {"reason": " "}).content.decode()
    done = desk.post(address(booking, "decline"), {"reason": "Painters, sorry"})

    assert "Give a reason: the guest reads it." in empty
    assert (done.status_code, state_of(booking)) == (302, State.DECLINED)
    assert booking.moves.last().why == "Painters, sorry"


def test_decline_of_what_is_declined_comes_back_with_the_words(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.DECLINED)

    page = desk.post(address(booking, "decline"), {"reason": "Painters, sorry"}).content.decode()

    assert "can&#x27;t be done any more" in page
    assert "Painters, sorry</textarea>" in page


def test_cancel_says_what_happens_and_gives_back_what_is_entered(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED)

    page = desk.get(address(booking, "cancel")).content.decode()
    done = desk.post(address(booking, "cancel"), {"refund": "100.00", "reason": "A pipe burst"})

    assert "255.00 USD was paid." in page
    assert 'value="255.00"' in page
    assert (done.status_code, state_of(booking)) == (302, State.CANCELLED)
    money = balance(booking.bill)
    assert (money.total, money.refunded, money.owed) == (Decimal("155"), Decimal("100"), Decimal("0"))
    assert not BedNight.objects.filter(booking=booking).exists()


@pytest.mark.parametrize("refund", ["255.01", "-1", "much", ""])
def test_cancel_refuses_a_refund_out_of_bounds(desk: Client, room, refund: str) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED)

    page = desk.post(address(booking, "cancel"), {"refund": refund, "reason": "A pipe burst"})

    assert (page.status_code, state_of(booking)) == (200, State.CONFIRMED)
    assert page.context["form"].errors["refund"]
    assert "A pipe burst</textarea>" in page.content.decode()


def test_cancel_before_anything_is_paid_asks_for_no_amount(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.APPROVED)

    page = desk.get(address(booking, "cancel"))
    desk.post(address(booking, "cancel"), {"reason": ""})

    assert list(page.context["form"].fields) == ["reason"]
    assert (state_of(booking), balance(booking.bill).owed) == (State.CANCELLED, 0)


def paid_in(**changed) -> dict[str, str]:
    return {"amount": "255.00", "source": "CASH", "received_on": "2026-03-02", "reference": "No. 7"} | changed


def test_mark_paid_confirms_once_nothing_is_owed(
    desk: Client, room, steward, django_capture_on_commit_callbacks
) -> None:
    booking = BookingFactory(room=room, state=State.APPROVED)

    form = desk.get(address(booking, "mark-paid")).context["form"]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(booking, "mark-paid"), paid_in(amount="100"))
    after_some = state_of(booking)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(booking, "mark-paid"), paid_in(amount="155", source="TRANSFER"))

    assert (form["amount"].value(), form["source"].value()) == (Decimal("255.00"), "CASH")
    assert (after_some, state_of(booking)) == (State.APPROVED, State.CONFIRMED)
    rows = Payment.objects.order_by("pk").values_list("amount", "source", "reference", "by")
    assert list(rows) == [(100, "CASH", "No. 7", steward.pk), (155, "TRANSFER", "No. 7", steward.pk)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "255.01"),
        ("amount", "0"),
        ("amount", "1.005"),
        ("source", "STRIPE"),
        ("received_on", "2026-03-03"),
        ("received_on", ""),
    ],
)
def test_mark_paid_says_what_is_wrong_and_takes_nothing(desk: Client, room, field: str, value: str) -> None:
    booking = BookingFactory(room=room, state=State.APPROVED)

    page = desk.post(address(booking, "mark-paid"), paid_in(**{field: value}))

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Payment.objects.exists()


def test_second_thought_opens_a_declined_request_again(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.DECLINED)

    desk.post(address(booking, "think-again"))

    assert (state_of(booking), balance(booking.bill).owed) == (State.REQUESTED, 255)


def test_more_time_takes_the_beds_again(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.APPROVED)

    with time_machine.travel(booking.hold_until, tick=False):
        page = desk.get(address(booking, "more-time"))
        desk.post(address(booking, "more-time"))

    assert page.status_code == 200
    assert state_of(booking) == State.APPROVED
    assert BedNight.objects.filter(booking=booking).count() == 3
    assert wrong_beds() == []


def test_bring_back_is_refused_where_the_bed_is_sold(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.APPROVED)
    desk.post(address(booking, "cancel"), {"reason": ""})
    BookingFactory(room=room, state=State.CONFIRMED)

    response = desk.post(address(booking, "bring-back"))

    assert "is full on the night of" in said(response)
    assert state_of(booking) == State.CANCELLED


def test_looking_at_what_can_t_be_done_leads_to_the_booking(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED)

    response = desk.get(address(booking, "approve"))

    assert (response.status_code, "can't be done now" in said(response)) == (302, True)


def test_get_changes_nothing_and_nonsense_is_404(desk: Client, room) -> None:
    booking = BookingFactory(room=room)

    assert desk.get(address(booking, "approve")).status_code == 200
    assert desk.get(address(booking, "explode")).status_code == 404
    assert state_of(booking) == State.REQUESTED
