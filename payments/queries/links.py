"""Links that let somebody else pay: their addresses, and what may still be paid through each."""

from decimal import Decimal

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet, Sum

from payments.models import Bill, MoneyState, PaymentLink
from payments.queries.balances import owed
from payments.rules.balance import ZERO


def signed(link: PaymentLink) -> str:
    """What stands in the address of `link`."""
    return _signer().sign(str(link.pk))


def _signer() -> Signer:
    return Signer(salt="payments.links", sep="~")


def link_of(address: str) -> PaymentLink | None:
    """The link that we signed so, revoked ones too; None for every other text."""
    try:
        number = _signer().unsign(address)
    except BadSignature:
        return None
    return PaymentLink.objects.select_related("bill__house").filter(pk=number).first()


def open_links(bill: Bill) -> QuerySet[PaymentLink]:
    """The links of a bill that were not revoked, the oldest first."""
    return bill.links.filter(revoked_at__isnull=True).select_related("by")


def asked_of(link: PaymentLink) -> Decimal:
    """What may be paid through `link` now: what is left of its amount, and never more than is owed."""
    due = ZERO if link.revoked_at else max(ZERO, owed(link.bill))
    return due if link.amount is None else min(due, max(ZERO, link.amount - paid_through(link)))


def paid_through(link: PaymentLink) -> Decimal:
    """What came through `link`, whatever of it went back."""
    came = link.payments.filter(state=MoneyState.SUCCEEDED)
    return came.aggregate(amount=Sum("amount"))["amount"] or ZERO
