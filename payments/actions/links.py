"""Letting somebody else pay: a link is made, used, and revoked."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from payments import queries
from payments.actions import Refused, expiry
from payments.actions.amounts import check_amount
from payments.actions.locks import lock_bill
from payments.models import Bill, PaymentLink

MOST_OPEN = 20


@transaction.atomic
def make(bill: Bill, *, name: str, amount: Decimal | None, by: User, now: datetime) -> PaymentLink:
    """A link that pays at most `amount` of `bill`, or whatever is owed for None.

    Refused above what is owed. `name` tells the guest and the house whom it is for; the payer never sees it.
    """
    bill = lock_bill(bill)
    check_amount(bill, queries.owed(bill) if amount is None else amount)
    if queries.open_links(bill).count() >= MOST_OPEN:
        raise Refused(_("There are many links for this stay already. Revoke one that is not needed."))
    link = PaymentLink.objects.create(bill=bill, name=name.strip(), amount=amount, by=by, created_at=now)
    data = {"link": link.pk, "amount": None if amount is None else str(amount)}
    log(bill, "payments.link_made", user=by, data=data, timestamp=now)
    return link


@transaction.atomic
def revoke(link: PaymentLink, *, by: User, now: datetime) -> PaymentLink:
    """Nobody can pay through `link` any more: its open payment page ends too. Twice is once."""
    bill = lock_bill(link.bill)
    link = PaymentLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is not None:
        return link
    link.revoked_at, link.revoked_by = now, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    page = queries.open_session(bill)
    if page is not None and page.link_id == link.pk:
        expiry.ask(bill, now=now)
    log(bill, "payments.link_revoked", user=by, data={"link": link.pk}, timestamp=now)
    return link
