"""What is owed and paid, of one bill or of many in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from payments.models import DISPUTE_WON, Bill, BillLine, Dispute, MoneyState, Payment, Refund, Source
from payments.rules.balance import LOST, ZERO, Balance, given_back

# A session that ends sooner than this is not offered again.
GOOD_FOR = timedelta(minutes=30)
OPEN_STATES = (MoneyState.CREATED, MoneyState.PENDING)


def total(bill: Bill) -> Decimal:
    """What the guest pays for `bill`."""
    return balance(bill).total


def paid(bill: Bill) -> Decimal:
    """What came in for `bill`, before refunds."""
    return balance(bill).paid


def owed(bill: Bill) -> Decimal:
    """Guest's lines − succeeded payments + refunds not failed or cancelled; negative where too much came."""
    return balance(bill).owed


def overpaid(bill: Bill) -> Decimal:
    """What came in above the bill and is not yet given back."""
    return balance(bill).overpaid


def balance(bill: Bill) -> Balance:
    """All numbers of one bill."""
    return balances([bill])[bill.pk]


def balances(bills: Iterable[Bill]) -> dict[int, Balance]:
    """Bill id → balance, in three queries however many bills there are."""
    ids = [bill.pk for bill in bills]
    guest, house = Sum("amount", filter=Q(paid_by="GUEST")), Sum("amount", filter=Q(paid_by="HOUSE"))
    lines = BillLine.objects.filter(bill__in=ids).order_by().values("bill").annotate(guest=guest, house=house)
    totals = {row["bill"]: (row["guest"] or ZERO, row["house"] or ZERO) for row in lines}
    incoming = _sums(Payment.objects.filter(bill__in=ids, state=MoneyState.SUCCEEDED))
    outgoing = _sums(Refund.objects.filter(bill__in=ids).exclude(state__in=LOST))
    return {
        pk: Balance(
            total=totals.get(pk, (ZERO, ZERO))[0],
            paid=incoming.get(pk, ZERO),
            refunded=outgoing.get(pk, ZERO),
            house_share=totals.get(pk, (ZERO, ZERO))[1],
        )
        for pk in ids
    }


def _sums(rows: QuerySet[Payment] | QuerySet[Refund]) -> dict[int, Decimal]:
    return dict(rows.order_by().values_list("bill").annotate(amount=Sum("amount")))


def open_session(bill: Bill) -> Payment | None:
    """The card payment that is started or on its way, of which a bill has one at most."""
    return bill.payments.filter(source=Source.STRIPE, state__in=OPEN_STATES).first()


def how_it_came(bill: Bill) -> str:
    """How the last card payment stands: paid, waiting (not known yet), pending (completed) or not_paid."""
    states = (
        bill.payments.filter(source=Source.STRIPE)
        .order_by("-created_at", "-pk")
        .values_list("state", flat=True)
    )
    outcomes = {MoneyState.SUCCEEDED: "paid", MoneyState.CREATED: "waiting", MoneyState.PENDING: "pending"}
    return outcomes.get(MoneyState(states[0]), "not_paid") if states else "not_paid"


def good_session(bill: Bill, *, amount: Decimal, now: datetime) -> Payment | None:
    """The open session if it may be offered again: for this amount, half an hour left, not asked to end."""
    payment = open_session(bill)
    return payment if payment is not None and is_good(payment, amount=amount, now=now) else None


def is_good(payment: Payment, *, amount: Decimal, now: datetime) -> bool:
    """Whether the guest may be sent to the page of this session."""
    return bool(
        payment.state == MoneyState.CREATED
        and payment.url
        and payment.amount == amount
        and payment.expire_asked_at is None
        and payment.expires_at is not None
        and payment.expires_at - now >= GOOD_FOR
    )


def refundable(bill: Bill, *, after_failures: bool = True) -> list[tuple[Payment, Decimal]]:
    """Succeeded payments, newest first, and what may still go back of each; disputed ones are left out.

    Without `after_failures` those are left out too of which a refund has failed.
    """
    payments = bill.payments.filter(state=MoneyState.SUCCEEDED).prefetch_related("refunds", "disputes")
    return [
        (payment, payment.amount - given_back(payment.refunds.all()))
        for payment in payments.order_by("-settled_at", "-pk")
        if all(dispute.is_won for dispute in payment.disputes.all())
        and (after_failures or all(refund.state != MoneyState.FAILED for refund in payment.refunds.all()))
    ]


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


def refund_of(*, refund_id: str, row_id: int | None = None, row_key: str = "") -> Refund | None:
    """The refund that Stripe speaks of."""
    named = Q(refund_id=refund_id)
    if row_id and row_key:
        named |= Q(pk=row_id, idempotency_key=row_key)
    return Refund.objects.filter(named).select_related("bill", "payment").first()


def unapplied_payments() -> QuerySet[Payment]:
    """Money that came and that the thing billed was not told of yet."""
    return Payment.objects.filter(state=MoneyState.SUCCEEDED, applied_at__isnull=True).select_related("bill")


def unapplied_refunds() -> QuerySet[Refund]:
    """Refunds that came to an end and that the thing billed was not told of yet."""
    ended = [MoneyState.SUCCEEDED, MoneyState.FAILED, MoneyState.CANCELLED]
    return Refund.objects.filter(state__in=ended, applied_at__isnull=True).select_related("bill")


def sessions_without_answer() -> QuerySet[Payment]:
    """Card payments whose request to Stripe was never answered, as after a crash."""
    return _open_sessions().filter(session_id__isnull=True, state=MoneyState.CREATED)


def sessions_to_follow() -> QuerySet[Payment]:
    """Sessions not known to be over or on their way: to be read again, or closed where that was asked."""
    waits = Q(ended_at__isnull=True) | Q(state=MoneyState.PENDING)
    return _open_sessions().filter(waits, session_id__isnull=False)


def _open_sessions() -> QuerySet[Payment]:
    return Payment.objects.filter(source=Source.STRIPE).select_related("bill")


def refunds_to_send() -> QuerySet[Refund]:
    """Refunds by card that Stripe was not told of, or did not answer for."""
    return Refund.objects.filter(state=MoneyState.CREATED).select_related("bill", "payment")


def refunds_to_follow() -> QuerySet[Refund]:
    """Refunds that Stripe has on their way."""
    return Refund.objects.filter(state=MoneyState.PENDING, refund_id__isnull=False).select_related(
        "bill", "payment"
    )


def refunds_to_make() -> QuerySet[Refund]:
    """Refunds of money taken by hand, which a steward has still to make."""
    return Refund.objects.filter(state=MoneyState.PENDING, refund_id__isnull=True).select_related(
        "bill", "payment"
    )


def failed_refunds() -> QuerySet[Refund]:
    """Refunds that did not reach the guest."""
    return Refund.objects.filter(state=MoneyState.FAILED).select_related("bill", "payment")


def open_disputes() -> QuerySet[Dispute]:
    """Payments that a bank is taking back."""
    return Dispute.objects.exclude(status__in=[*DISPUTE_WON, "lost"]).select_related("payment__bill")
