"""Which payments and refunds still have to be split, and what they are split from."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from payments.models import Bill, MoneyState, Payment, Refund, Split
from payments.rules import split as rule
from payments.rules.balance import LOST
from payments.rules.split import Key


def bills_to_split() -> QuerySet[Bill]:
    """Bills of which something is not split yet."""
    came = Payment.objects.filter(state=MoneyState.SUCCEEDED, splits=None)
    went = Refund.objects.filter(state=MoneyState.SUCCEEDED, splits=None)
    counted = Refund.objects.filter(state__in=LOST).annotate(counted=Count("splits"))
    came_back = counted.filter(counted=1)
    reversed_ = Payment.objects.filter(reversed_at__isnull=False).annotate(counted=Count("splits"))
    never_came = reversed_.filter(counted=1)
    found = [Q(pk__in=rows.values("bill")) for rows in (came, went, came_back, never_came)]
    return Bill.objects.filter(found[0] | found[1] | found[2] | found[3])


def bills_with_splits(bills: Iterable[int]) -> QuerySet[Bill]:
    """Those bills with house, lines, payments that came (or seemed to), refunds, and the splits of both.

    Eight queries.
    """
    with_parts = Split.objects.prefetch_related("parts")
    payments = Payment.objects.filter(Q(state=MoneyState.SUCCEEDED) | Q(reversed_at__isnull=False))
    return (
        Bill.objects.filter(pk__in=list(bills))
        .select_related("house")
        .prefetch_related(
            "lines",
            Prefetch("payments", payments.prefetch_related(Prefetch("splits", with_parts))),
            Prefetch("refunds", Refund.objects.prefetch_related(Prefetch("splits", with_parts))),
        )
    )


def as_rule(split: Split) -> rule.Split:
    """A stored split as the rule knows it; its parts were read before."""
    parts = {
        Key(kind=part.kind, label=part.label, percent=part.percent, paid_by=part.paid_by): part.amount
        for part in split.parts.all()
    }
    return rule.Split(amount=split.amount, parts=parts, has_fees=split.has_fees)
