"""What waits: for the worker, for Stripe, or for a steward."""

from django.db.models import Q, QuerySet

from payments.models import DISPUTE_WON, Dispute, MoneyState, Payment, Refund, Source


def unapplied_payments() -> QuerySet[Payment]:
    """Money that came and that the thing billed was not told of yet."""
    return Payment.objects.filter(state=MoneyState.SUCCEEDED, applied_at__isnull=True).select_related("bill")


def unapplied_refunds() -> QuerySet[Refund]:
    """Refunds that came to an end and that the thing billed was not told of yet."""
    ended = [MoneyState.SUCCEEDED, MoneyState.FAILED, MoneyState.CANCELLED]
    return Refund.objects.filter(state__in=ended, applied_at__isnull=True).select_related("bill")


def refunds_from_outside() -> QuerySet[Refund]:
    """Refunds made in Stripe's dashboard, of which nobody here was told yet."""
    ended = unapplied_refunds().filter(state=MoneyState.SUCCEEDED, source=Source.STRIPE)
    return ended.filter(idempotency_key="", dispute=None)


def sessions_without_answer() -> QuerySet[Payment]:
    """Card payments whose request to Stripe was never answered, as after a crash."""
    return _open_sessions().filter(session_id__isnull=True, state=MoneyState.CREATED)


def sessions_to_follow() -> QuerySet[Payment]:
    """Sessions not known to be over or on their way: to be read again, or closed where that was asked."""
    waits = Q(ended_at__isnull=True) | Q(state=MoneyState.PENDING)
    return _open_sessions().filter(waits, session_id__isnull=False)


def _open_sessions() -> QuerySet[Payment]:
    card = Payment.objects.filter(source=Source.STRIPE, quarantined_at__isnull=True)
    return card.select_related("bill")


def quarantined() -> QuerySet[Payment]:
    """Money that is not what was asked for, which an operator has to look at."""
    apart = Payment.objects.filter(quarantined_at__isnull=False)
    return apart.select_related("bill__house").order_by("quarantined_at", "pk")


def payments_without_fee() -> QuerySet[Payment]:
    """Card payments of which it is not known yet what Stripe kept."""
    came = Payment.objects.filter(source=Source.STRIPE, state=MoneyState.SUCCEEDED, fee__isnull=True)
    return came.filter(intent_id__isnull=False, applied_at__isnull=False).select_related("bill")


def untold_disputes() -> QuerySet[Dispute]:
    """Disputes whose last turn the thing billed was not told of yet."""
    return Dispute.objects.filter(told_at__isnull=True).select_related("payment__bill")


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
