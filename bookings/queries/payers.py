"""Who else pays for a stay: the links that were handed out, and what came through each."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Q, Sum
from django.urls import reverse

from payments.models import Bill, MoneyState, PaymentLink
from payments.queries import open_links, signed
from payments.rules.balance import ZERO


@dataclass(frozen=True)
class Payer:
    """An open link, its address to send on, and what was `paid` through it."""

    link: PaymentLink
    address: str
    paid: Decimal


def payers(bill: Bill) -> list[Payer]:
    """The open links of a bill. One query."""
    came = Sum("payments__amount", filter=Q(payments__state=MoneyState.SUCCEEDED))
    return [
        Payer(link, f"{settings.SITE_URL}{link_path(link)}", link.came or ZERO)
        for link in open_links(bill).annotate(came=came)
    ]


def link_path(link: PaymentLink) -> str:
    """Where somebody else pays."""
    return reverse("pay_link", args=[signed(link)])
