"""Another house's desk is not there: every address of ours, GET and POST, and nothing changes."""

from datetime import date

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bookings.actions.blocks import block
from bookings.actions.feeds import open_feed
from bookings.actions.guests import add_house_note, link_guests
from bookings.actions.replies import take_reply
from bookings.models import (
    Block,
    Booking,
    Feed,
    HouseNote,
    Move,
    Note,
    OutsideCalendar,
    OutsideStay,
    SameGuest,
)
from bookings.rules.states import State
from bookings.views.desk_bill import CHANGES
from bookings.views.desk_prices import KINDS
from bookings.wagtail_hooks import add_the_desk
from locations.models import CapacityChange, DiscountCode, Fee, House, LengthDiscount, Residency, Role, Season
from locations.wagtail_hooks import add_our_screens
from messaging.models import Attachment, Post
from payments.actions import documents
from payments.models import BillLine, Dispute, Document, LegalDetails, Payment, PaymentLink, Refund
from payments.wagtail_hooks import add_figures_and_papers
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach
from tests.factories.payments import PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db

# Lists show the steward's own; every other address names something of a house.
LISTS = {
    "desk:outstanding", "desk:occupancy", "desk:stays", "money:payments", "money:nights", "money:taxes",
    "money:payouts", "money:documents", "desk:bookings", "houses:list", "houses:history",
    "houses:history_results",
}  # fmt: skip
TYPED = {
    "subject": "x", "key": "4f7c2a58-5e86-4b0f-9e1c-8a1d2f3b4c5d",
    "text": "x", "reason": "x", "refund": "0", "amount": "1", "source": "CASH", "received_on": "2026-03-02",
    "start_date": "2026-03-05", "beds": "1", "sure": "1",
    "pay_when": "ALL", "deposit_percent": "9", "rest_days": "9",
    "terms": "INSTANT", "answer_days": "9", "hold_hours": "9",
    "name": "x", "slug": "x", "currency": "EUR", "time_zone": "UTC", "language": "en", "kind": "PRIVATE",
    "sleeps": "1", "rate": "1", "max_nights": "9", "welcome_days": "1", "door_code": "1",
    "visibility": "PUBLIC", "rules": "x", "palette": "moss",
    "amenities": "PETS",
    "nights": "7", "percent": "5", "price": "9", "min_nights": "2",
    "email": "x@example.org", "start": "2026-03-05", "end": "2026-03-06",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path):
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4)


@pytest.fixture
def addresses(room) -> dict[str, list[str]]:
    """Every address of the desk and the house screens, with real ids of `room`'s house."""
    request = BookingFactory(room=room, guest=UserFactory(name="Marker Markson"))
    paid = BookingFactory(room=room, state=State.CONFIRMED)
    payment = PaymentFactory(bill=request.bill, amount=5)
    refund = RefundFactory(payment=payment, amount=5)
    failed = RefundFactory(payment=payment, amount=5, state="FAILED")
    dispute = Dispute.objects.create(
        payment=payment, dispute_id="du_1", amount=5, status="lost", created_at=NOW, changed_at=NOW
    )
    link = PaymentLink.objects.create(bill=request.bill, name="Aunt", by=request.guest, created_at=NOW)
    change = CapacityChange.objects.create(room=room, start_date="2026-06-01", beds=3)
    lives = Residency.objects.create(house=room.house, person=UserFactory(), start="2026-01-01")
    runs = Role.objects.create(house=room.house, user=UserFactory())
    kept = block(
        room, start=date(2026, 6, 1), end=date(2026, 6, 3), beds=1, reason="Paint", by=paid.guest, now=NOW
    )
    mail = InboundFactory(house=room.house, sender=request.guest.email)
    file = attach(mail, "plan.pdf")
    take_reply(mail, token=request.thread.token, now=NOW)
    house, number = room.house.slug, request.number
    feed = open_feed(room.house, room, by=paid.guest, now=NOW)
    read = outside_calendar(room, ("a", date(2026, 6, 1), date(2026, 6, 3)))
    invoice = write_invoice(paid)
    about = [house, request.guest_id]
    noted = add_house_note(room.house, request.guest, text="Marker Markson snores", by=paid.guest, now=NOW)
    link_guests(room.house, paid.guest, request.guest, by=paid.guest, now=NOW)
    priced = [(kind, row.pk) for kind, row in price_rows(room.house).items()]
    return {
        "desk:bookings": [reverse("desk:bookings")],
        "desk:booking": [reverse("desk:booking", args=[house, number])],
        "desk:note": [reverse("desk:note", args=[house, number])],
        "desk:write": [reverse("desk:write", args=[house, number])],
        "desk:file": [reverse("desk:file", args=[house, number, file.pk])],
        "desk:do": [
            reverse("desk:do", args=[house, booking.number, verb])
            for booking, verb in (
                (request, "approve"), (request, "decline"), (paid, "cancel"), (paid, "mark-paid"),
                (request, "think-again"), (request, "more-time"), (request, "bring-back"),
                (paid, "check-in"), (paid, "check-out"), (paid, "no-show"), (paid, "undo"),
            )
        ],
        "desk:dispute": [reverse("desk:dispute", args=[house, number, dispute.pk])],
        "desk:payment_link": [reverse("desk:payment_link", args=[house, number])],
        "desk:payment_link_revoke": [reverse("desk:payment_link_revoke", args=[house, number, link.pk])],
        "desk:reverse_payment": [reverse("desk:reverse_payment", args=[house, number, payment.pk])],
        "desk:refund_done": [reverse("desk:refund_done", args=[house, number, refund.pk])],
        "desk:refund_again": [reverse("desk:refund_again", args=[house, number, failed.pk])],
        "desk:refund_settled": [reverse("desk:refund_settled", args=[house, number, failed.pk])],
        "desk:capacity": [reverse("desk:capacity", args=[house, room.slug])],
        "desk:remove_change": [reverse("desk:remove_change", args=[house, room.slug, change.pk])],
        "desk:block": [reverse("desk:block", args=[house, room.slug])],
        "desk:unblock": [reverse("desk:unblock", args=[house, room.slug, kept.pk])],
        "desk:chart": [reverse("desk:chart", args=[house])],
        "desk:day": [reverse("desk:day", args=[house])],
        "desk:enter": [reverse("desk:enter", args=[house])],
        "desk:calendars": [reverse("desk:calendars", args=[house])],
        "desk:share_calendar": [reverse("desk:share_calendar", args=[house])],
        "desk:renew_calendar": [reverse("desk:renew_calendar", args=[house, feed.pk])],
        "desk:read_calendar": [reverse("desk:read_calendar", args=[house, read.pk])],
        "desk:remove_calendar": [reverse("desk:remove_calendar", args=[house, read.pk])],
        "desk:answer_clash": [reverse("desk:answer_clash", args=[house, read.stays.get().pk])],
        "desk:guests": [reverse("desk:guests", args=[house])],
        "desk:guest": [reverse("desk:guest", args=about)],
        "desk:add_note": [reverse("desk:add_note", args=about)],
        "desk:change_note": [reverse("desk:change_note", args=[*about, noted.pk])],
        "desk:link": [reverse("desk:link", args=about)],
        "desk:unlink": [reverse("desk:unlink", args=about)],
        "desk:cancelling": [reverse("desk:cancelling", args=[house])],
        "desk:change_bill": [reverse("desk:change_bill", args=[house, number, what]) for what in CHANGES],
        "desk:prices": [reverse("desk:prices", args=[house])],
        "desk:add_price": [reverse("desk:add_price", args=[house, kind]) for kind in KINDS],
        "desk:change_price": [reverse("desk:change_price", args=[house, *one]) for one in priced],
        "desk:remove_price": [reverse("desk:remove_price", args=[house, *one]) for one in priced],
        "desk:basis": [reverse("desk:basis", args=[house])],
        "desk:close_house": [reverse("desk:close_house", args=[house])],
        "desk:close_room": [reverse("desk:close_room", args=[house, room.slug])],
        "desk:kind": [reverse("desk:kind", args=[house, room.slug])],
        "desk:outstanding": [reverse("desk:outstanding")],
        "desk:occupancy": [reverse("desk:occupancy")],
        "desk:stays": [reverse("desk:stays")],
        "desk:room_year": [reverse("desk:room_year", args=[house, room.slug, 2026])],
        "money:payments": [reverse("money:payments")],
        "money:nights": [reverse("money:nights")],
        "money:taxes": [reverse("money:taxes")],
        "money:payouts": [reverse("money:payouts")],
        "money:documents": [reverse("money:documents")],
        "money:legal": [reverse("money:legal", args=[house])],
        "money:invoice": [reverse("money:invoice", args=[house, request.bill.reference])],
        "money:document": [reverse("money:document", args=[house, invoice.number])],
        "money:document_file": [reverse("money:document_file", args=[house, invoice.number])],
        "money:cancel": [reverse("money:cancel", args=[house, invoice.number])],
        "houses:list": [reverse("houses:list")],
        "houses:history": [reverse("houses:history")],
        "houses:history_results": [reverse("houses:history_results")],
        "houses:open": [reverse("houses:open")],
        "houses:open_room": [reverse("houses:open_room", args=[house])],
        "houses:settings": [reverse("houses:settings", args=[house])],
        "houses:address": [reverse("houses:address", args=[house])],
        "houses:room_address": [reverse("houses:room_address", args=[house, room.slug])],
        "houses:invite": [reverse("houses:invite", args=[house])],
        "houses:secrets": [reverse("houses:secrets", args=[house])],
        "houses:room_settings": [reverse("houses:room_settings", args=[house, room.slug])],
        "houses:people": [reverse("houses:people", args=[house])],
        "houses:remove_role": [reverse("houses:remove_role", args=[house, runs.pk])],
        "houses:moving_out": [reverse("houses:moving_out", args=[house, lives.pk])],
        "houses:remove_resident": [reverse("houses:remove_resident", args=[house, lives.pk])],
    }  # fmt: skip


def price_rows(house: House) -> dict[str, Model]:
    """A row of each kind that makes prices."""
    return {
        "season": Season.objects.create(house=house, name="Summer", price=1),
        "length": LengthDiscount.objects.create(house=house, nights=7, percent=1),
        "fee": Fee.objects.create(house=house, label="Tax", percent=1),
        "code": DiscountCode.objects.create(house=house, code="CODE", value=1),
    }


def write_invoice(booking: Booking) -> Document:
    details = {"name": "Casa SL", "address": "Calle 1", "tax_number": "ESB1"}
    documents.keep_details(booking.house, by=booking.guest, now=NOW, **details)
    to = documents.Addressee(name="Marker Markson", address="Paseo 2")
    return documents.invoice(booking.bill, to=to, by=booking.guest, now=NOW)


def everything() -> list[list[tuple]]:
    models = (Block, Booking, Move, Note, Post, Payment, Refund, CapacityChange, House, Residency, Role)
    models += (Season, LengthDiscount, Fee, Feed, OutsideCalendar, OutsideStay, Document, LegalDetails)
    models += (DiscountCode, BillLine, HouseNote, SameGuest, PaymentLink)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_addresses_are_all_of_them(addresses) -> None:
    screens = {"desk": add_the_desk(), "houses": add_our_screens(), "money": add_figures_and_papers()}

    named = {f"{space}:{one.name}" for space, [all_of] in screens.items() for one in all_of.url_patterns}

    assert set(addresses) == named


def test_another_house_s_steward_finds_nothing_and_changes_nothing(client: Client, addresses) -> None:
    before = everything()
    client.force_login(StewardFactory(house=SharedRoomFactory().house))
    named = [address for name, group in addresses.items() if name not in LISTS for address in group]
    before = everything()

    answers = {(client.get(one).status_code, client.post(one, TYPED).status_code) for one in named}

    # Screens that take one method only say so before they look.
    assert answers <= {(404, 404), (405, 404), (404, 405)}
    assert everything() == before


def test_lists_show_another_house_s_steward_nothing_of_it(client: Client, addresses) -> None:
    client.force_login(StewardFactory(house=SharedRoomFactory().house))

    pages = [client.get(address, {"tab": tab, "q": q}) for name in LISTS for address in addresses[name]
             for tab, q in (("waiting", ""), ("over", ""), ("", "Marker"))]  # fmt: skip

    assert {page.status_code for page in pages} == {200}
    assert not any("Marker Markson" in page.content.decode() for page in pages)


def test_own_steward_finds_every_address(client: Client, addresses, room) -> None:
    client.force_login(StewardFactory(house=room.house))
    others = {
        "desk:note": 405,
        "desk:add_note": 405,
        "desk:link": 405,
        "desk:unlink": 405,
        "desk:write": 405,
        "desk:payment_link_revoke": 405,
        "desk:refund_done": 405,
        "desk:remove_price": 405,
        "desk:share_calendar": 405,
        "desk:read_calendar": 405,
        "desk:answer_clash": 405,
        "desk:refund_again": 405,
        "desk:refund_settled": 405,
        "desk:basis": 404,
        "houses:open": 404,
        "houses:address": 404,
        "houses:room_address": 404,
        "houses:remove_resident": 405,
    }

    found = {name: client.get(group[0]) for name, group in addresses.items()}
    found["desk:file"].close()
    answers = {name: answer.status_code for name, answer in found.items()}

    assert answers == dict.fromkeys(addresses, 200) | others


@pytest.mark.parametrize("who", ["guest", "nobody"])
def test_others_are_sent_away_before_the_desk(client: Client, addresses, who: str) -> None:
    if who == "guest":
        client.force_login(UserFactory())
    before = everything()

    answers = {client.post(one, TYPED).status_code for group in addresses.values() for one in group}

    assert answers == {302}
    assert everything() == before
