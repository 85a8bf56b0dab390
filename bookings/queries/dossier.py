"""All that the desk shows of one booking, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from bookings.models import Booking, Note
from bookings.queries.desk import Row, row
from bookings.queries.told import Told, stands, told
from messaging.models import Message
from payments.models import BillLine, Payment, Refund
from payments.queries import balance

EARLIER = 10


@dataclass(frozen=True)
class Dossier:
    """`earlier`: the guest's other stays in this house only, the latest first, ten at most."""

    row: Row
    sentence: str
    lines: list[BillLine]
    payments: list[Payment]
    refunds: list[Refund]
    history: list[Told]
    notes: list[Note]
    mails: list[Message]
    earlier: list[Booking]


def dossier(booking: Booking, *, now: datetime) -> Dossier:
    """The dossier of a booking that came with house, guest and bill. Ten queries."""
    bill = booking.bill
    seen = row(booking, balance(bill), now=now)
    others = Booking.objects.filter(room__house=booking.house, guest=booking.guest_id).exclude(pk=booking.pk)
    return Dossier(
        row=seen,
        sentence=stands(seen),
        lines=list(bill.lines.all()),
        payments=list(bill.payments.select_related("by")),
        refunds=list(bill.refunds.select_related("by", "payment")),
        history=[told(move) for move in booking.moves.select_related("by")],
        notes=list(booking.notes.select_related("by")),
        mails=list(Message.objects.filter(thread=booking.thread_id).order_by("created_at", "pk")),
        earlier=list(others.select_related("room").order_by("-arrive")[:EARLIER]),
    )
