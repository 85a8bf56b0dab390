"""All that the desk shows of one booking, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bookings.models import Booking, HouseNote, Note
from bookings.queries.desk import Row, row
from bookings.queries.guests import notes_on, same_people, stays_in
from bookings.queries.payers import Payer, payers
from bookings.queries.told import Told, stands, told
from messaging.queries.conversation import Entry, conversation
from payments.models import (
    BY_HAND,
    BillLine,
    Dispute,
    MoneyState,
    Payment,
    Reduction,
    Refund,
    Suppression,
)
from payments.queries import balance
from payments.rules.balance import LOST

EARLIER = 10


@dataclass(frozen=True)
class Dossier:
    """`failed`: refunds that did not reach the guest, while something is left to be given back.

    `earlier`: the guest's other stays in this house only, the latest first, ten at most; `on_guest`: what
    this house wrote down about them. Both of all records that it says are the same guest.
    """

    row: Row
    sentence: str
    lines: list[BillLine]
    payments: list[Payment]
    refunds: list[Refund]
    history: list[Told]
    failed: list[Refund]
    reductions: list[Reduction]
    suppressions: list[Suppression]
    payers: list[Payer]
    disputes: list[Dispute]
    notes: list[Note]
    conversation: list[Entry]
    earlier: list[Booking]
    on_guest: list[HouseNote]

    @property
    def apart(self) -> list[Payment]:
        """Card payments that are not what was asked for."""
        return [one for one in self.payments if one.quarantined_at is not None]

    @property
    def by_hand(self) -> list[Payment]:
        """Payments noted by hand that may be taken back: nothing of them went back to the guest."""
        back = {refund.payment_id for refund in self.refunds if refund.state not in LOST}
        noted = [one for one in self.payments if one.source in BY_HAND and one.state == MoneyState.SUCCEEDED]
        return [one for one in noted if one.pk not in back]


def dossier(booking: Booking, *, now: datetime) -> Dossier:
    """The dossier of a booking that came with house, guest and bill. Eighteen queries."""
    bill = booking.bill
    seen = row(booking, balance(bill), now=now)
    backs = list(bill.refunds.select_related("by", "payment"))
    people = same_people(booking.house, booking.guest)
    others = stays_in(booking.house, people).exclude(pk=booking.pk)
    return Dossier(
        row=seen,
        sentence=stands(seen),
        lines=list(bill.lines.all()),
        payments=list(bill.payments.select_related("by", "link", "reversed_by")),
        refunds=backs,
        history=[told(move) for move in booking.moves.select_related("by")],
        reductions=list(bill.reductions.filter(ended_at=None)),
        suppressions=list(bill.suppressions.select_related("by")),
        failed=_failed(backs, seen.balance.overpaid),
        payers=payers(bill),
        disputes=list(Dispute.objects.filter(payment__bill=bill)),
        notes=list(booking.notes.select_related("by")),
        conversation=conversation(booking.thread),
        earlier=list(others[:EARLIER]),
        on_guest=list(notes_on(booking.house, people)),
    )


def _failed(backs: list[Refund], overpaid: Decimal) -> list[Refund]:
    """The newest failed one of each payment: what was tried before it is the same money."""
    newest = {back.payment_id: back for back in backs if back.state == MoneyState.FAILED}
    return list(newest.values()) if overpaid > 0 else []
