"""Payments and refunds of records, as rows."""

import string
from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from config.seed.money import Paid, Returned
from config.seed.records import Record
from payments.actions.splits import freeze_all
from payments.models import Payment, Refund, Source

ID = string.ascii_letters + string.digits


def write(records: Iterable[Record], *, rng: Random) -> None:
    """One row for each payment, then one for each refund, and what each was made of."""
    paid = [(record, record.money.payment) for record in records if record.money.payment]
    payments = Payment.objects.bulk_create(_payment(record, payment, rng) for record, payment in paid)
    Refund.objects.bulk_create(_refunds(paid, payments, rng))
    freeze_all()


def _payment(record: Record, paid: Paid, rng: Random) -> Payment:
    payment = Payment(
        bill=record.booking.bill,
        amount=paid.amount,
        state="SUCCEEDED",
        source=paid.source,
        created_at=paid.at,
        settled_at=paid.at,
        applied_at=paid.at,
    )
    if paid.source == Source.STRIPE:
        payment.created_at = paid.at - timedelta(minutes=2)
        payment.expires_at = payment.created_at + timedelta(minutes=31)
        payment.ended_at = paid.at
        payment.session_id, payment.intent_id = _id("cs_test", rng), _id("pi", rng)
        payment.idempotency_key = _id("payment", rng)
    else:
        payment.by, payment.received_on = (
            record.steward,
            paid.at.astimezone(record.made.opened.house.zone).date(),
        )
        payment.reference = record.booking.number if paid.source == Source.TRANSFER else ""
    return payment


def _refunds(
    paid: Sequence[tuple[Record, Paid]], payments: Sequence[Payment], rng: Random
) -> Iterable[Refund]:
    for (record, _payment), payment in zip(paid, payments, strict=True):
        if record.money.refund:
            yield _refund(record, record.money.refund, payment, rng)


def _refund(record: Record, returned: Returned, payment: Payment, rng: Random) -> Refund:
    refund = Refund(
        bill=record.booking.bill,
        payment=payment,
        amount=returned.amount,
        state=returned.state,
        source=payment.source,
        reason=returned.reason,
        created_at=returned.at,
        settled_at=returned.settled_at,
        applied_at=returned.settled_at,
    )
    if payment.source == Source.STRIPE:
        refund.refund_id, refund.idempotency_key = _id("re", rng), _id("refund", rng)
    elif returned.settled_at:
        refund.by = record.steward
    return refund


def _id(prefix: str, rng: Random) -> str:
    """An id that looks like Stripe's."""
    return f"{prefix}_{''.join(rng.choices(ID, k=24))}"
