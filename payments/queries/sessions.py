"""Card payments: the open one of a bill, and the one that Stripe speaks of."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from payments.models import Bill, Dispute, MoneyState, Payment, PaymentLink, Refund, Source

# A session that ends sooner than this is not offered again.
GOOD_FOR = timedelta(minutes=30)
OPEN_STATES = (MoneyState.CREATED, MoneyState.PENDING)


def open_session(bill: Bill) -> Payment | None:
    """The card payment that is started or on its way, of which a bill has one at most."""
    return bill.payments.filter(source=Source.STRIPE, state__in=OPEN_STATES).first()


def good_session(
    bill: Bill, *, amount: Decimal, now: datetime, link: PaymentLink | None = None
) -> Payment | None:
    """The open session if it may be offered again: for this amount and payer, half an hour left, not asked
    to end."""
    payment = open_session(bill)
    good = payment is not None and is_good(payment, amount=amount, now=now, link=link)
    return payment if good else None


def is_good(payment: Payment, *, amount: Decimal, now: datetime, link: PaymentLink | None = None) -> bool:
    """Whether a payer may be sent to the page of this session: it names the mail address of one of them."""
    return bool(
        payment.state == MoneyState.CREATED
        and payment.link_id == (link.pk if link else None)
        and payment.url
        and payment.amount == amount
        and payment.expire_asked_at is None
        and payment.expires_at is not None
        and payment.expires_at - now >= GOOD_FOR
    )


def how_it_came(bill: Bill, *, link: PaymentLink | None = None) -> str:
    """How the last card payment stands, the guest's or that through `link`.

    paid, waiting (not known yet), pending (completed) or not_paid.
    """
    states = (
        bill.payments.filter(source=Source.STRIPE, link=link)
        .order_by("-created_at", "-pk")
        .values_list("state", flat=True)
    )
    outcomes = {MoneyState.SUCCEEDED: "paid", MoneyState.CREATED: "waiting", MoneyState.PENDING: "pending"}
    return outcomes.get(MoneyState(states[0]), "not_paid") if states else "not_paid"


def payment_of(
    *, session_id: str = "", intent_id: str = "", row_id: int | None = None, row_key: str = ""
) -> Payment | None:
    """The card payment that Stripe speaks of, by its id there or by our row's id and key together."""
    named = Q(pk=row_id, idempotency_key=row_key) if row_id and row_key else Q(pk__in=[])
    if session_id:
        named |= Q(session_id=session_id)
    if intent_id:
        named |= Q(intent_id=intent_id)
    return Payment.objects.filter(named, source=Source.STRIPE).select_related("bill").order_by("-pk").first()


def dispute_status(dispute_id: str) -> str | None:
    """How a dispute stood when Stripe last spoke of it; None if it never did."""
    return Dispute.objects.filter(dispute_id=dispute_id).values_list("status", flat=True).first()


def refund_of(*, refund_id: str, row_id: int | None = None, row_key: str = "") -> Refund | None:
    """The refund that Stripe speaks of."""
    named = Q(refund_id=refund_id)
    if row_id and row_key:
        named |= Q(pk=row_id, idempotency_key=row_key)
    return Refund.objects.filter(named).select_related("bill", "payment").first()
