"""What money knows of a person who goes."""

from datetime import datetime

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from members.actions.leaving import forget_in_log
from members.models import User
from payments.models import (
    Bill,
    BillLine,
    InvoiceAddress,
    LineKind,
    Payment,
    PaymentLink,
    Reduction,
    Refund,
    StripeEvent,
    Suppression,
)


def erase(person: User, *, by: User, now: datetime) -> None:
    """Sums, dates and what banks know a payment by stay; words about it go. Documents stay as they are."""
    bills = Bill.objects.filter(payer=person)
    _forget_events(person)
    InvoiceAddress.objects.filter(bill__in=bills).delete()
    lines = BillLine.objects.filter(bill__in=bills)
    lines.update(why="")
    lines.filter(kind=LineKind.CUSTOM).update(label=_("Other"))
    Reduction.objects.filter(bill__in=bills).update(label=_("Discount"), reason="")
    Suppression.objects.filter(bill__in=bills).update(reason="")
    Payment.objects.filter(bill__in=bills).update(
        reference="", error="", url="", quarantine="", parameters={}
    )
    links = PaymentLink.objects.filter(bill__in=bills)
    links.filter(revoked_at=None).update(revoked_at=now, revoked_by=by)
    links.update(name="")
    Refund.objects.filter(bill__in=bills).update(reference="", error="", reason="", parameters={})
    forget_in_log(bills)


def _forget_events(person: User) -> None:
    """What Stripe told of their payments, which has their address and the name on their card."""
    of_theirs = Q(said__icontains=person.email)
    payments = Payment.objects.filter(bill__payer=person, source="STRIPE")
    for session, intent in payments.values_list("session_id", "intent_id"):
        for known in filter(None, (session, intent)):
            of_theirs |= Q(said__contains=known)
    StripeEvent.objects.alias(said=Cast("payload", TextField())).filter(of_theirs).delete()
