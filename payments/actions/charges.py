"""Money taken by hand: cash, a transfer, anything a steward saw with their own eyes."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from payments import queries
from payments.actions import Refused, changes, documents, expiry, splits
from payments.actions.amounts import check_amount
from payments.actions.locks import lock_bill
from payments.models import BY_HAND, Bill, MoneyState, Payment
from payments.rules.balance import given_back


@transaction.atomic
def take_manual(
    bill: Bill, *, amount: Decimal, source: str, reference: str, received_on: date, by: User, now: datetime
) -> Payment:
    """Record money a steward received; Refused above what is owed or while a card payment is on its way.

    An open card session is asked to end. `bill_changed` follows the commit.
    """
    if source not in BY_HAND:
        raise ValueError(f"{source} is not taken by hand")
    bill = lock_bill(bill)
    check_amount(bill, amount)
    open_session = queries.open_session(bill)
    if open_session is not None and open_session.state == MoneyState.PENDING:
        raise Refused(_("A card payment for this bill is on its way. Wait until it has arrived or failed."))
    expiry.ask(bill, now=now)
    payment = Payment.objects.create(
        bill=bill,
        amount=amount,
        state=MoneyState.SUCCEEDED,
        source=source,
        reference=reference,
        received_on=received_on,
        by=by,
        created_at=now,
        settled_at=now,
        next_at=now + expiry.HEAD_START,
    )
    data = {"payment": payment.pk, "amount": str(amount), "source": source, "reference": reference}
    log(bill, "payments.paid", user=by, data=data, timestamp=now)
    transaction.on_commit(partial(changes.apply, bill, by=by, now=now), robust=True)
    return payment


@transaction.atomic
def reverse(payment: Payment, *, reason: str, by: User, now: datetime) -> Payment:
    """Take back what was noted by hand by mistake: it never came, and is owed again.

    Refused for cards, without a reason, twice, and once anything of it went back to the guest.
    """
    if not reason.strip():
        raise Refused(_("Say why: others look for this money later."))
    bill = lock_bill(payment.bill)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if payment.source not in BY_HAND or payment.state != MoneyState.SUCCEEDED:
        raise Refused(_("Only money noted by hand can be taken back, and only once."))
    if given_back(payment.refunds.all()) > 0:
        raise Refused(_("Some of it went back to the guest already, so it stays as it is."))
    payment.state, payment.error = MoneyState.CANCELLED, reason.strip()
    payment.reversed_at, payment.reversed_by = now, by
    payment.applied_at, payment.next_at = payment.applied_at or now, None
    payment.save()
    data = {"payment": payment.pk, "amount": str(payment.amount), "reason": payment.error}
    log(bill, "payments.reversed", user=by, data=data, timestamp=now)
    splits.freeze([bill])
    documents.unreceipt(payment, by=by, now=now)
    return payment
