"""Giving money back: a row under the bill's lock first, at most what is overpaid; then the call to Stripe.

Money taken by hand goes back by hand: its refund waits until a steward says that it is done.
"""

from datetime import datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from payments import queries
from payments.actions import Refused, changes, outgoing
from payments.actions.expiry import HEAD_START
from payments.actions.locks import lock_bill
from payments.models import Bill, MoneyState, Payment, Refund, Source
from payments.rules.balance import spread
from payments.rules.money import is_whole, shown


@transaction.atomic
def give_back(
    bill: Bill, *, amount: Decimal | None, reason: str, by: User | None, now: datetime
) -> list[Refund]:
    """Refund `amount`, or all that is overpaid for None, from the newest payment backwards; Refused above it.

    Nothing goes back on a disputed payment and, without a person (`by` None), on one of which a refund
    has failed: a failing card is not tried for ever. Then less is given back than is overpaid.
    """
    bill = lock_bill(bill)
    wanted = _wanted(bill, amount)
    left = queries.refundable(bill, after_failures=by is not None)
    parts = spread(wanted, left)
    if amount is not None and sum((part for _payment, part in parts), Decimal(0)) < wanted:
        raise Refused(
            _("Not all of that can be given back here: a payment is disputed, or a refund of it failed.")
        )
    refunds = [_create(bill, payment, part, reason=reason, by=by, now=now) for payment, part in parts]
    for refund in refunds:
        if refund.state == MoneyState.CREATED:
            transaction.on_commit(partial(outgoing.send_soon, refund, now=now), robust=True)
    return refunds


def _wanted(bill: Bill, amount: Decimal | None) -> Decimal:
    most = queries.overpaid(bill)
    if amount is None:
        return most
    if amount <= 0 or not is_whole(amount, currency=bill.currency):
        raise Refused(_("Enter an amount above zero, with no more decimal places than the currency has."))
    if amount > most:
        values = {"most": shown(most, currency=bill.currency)}
        raise Refused(_("At most %(most)s is overpaid and can be given back.") % values)
    return amount


def _create(
    bill: Bill, payment: Payment, amount: Decimal, *, reason: str, by: User | None, now: datetime
) -> Refund:
    by_card = payment.source == Source.STRIPE and payment.intent_id is not None
    refund = Refund.objects.create(
        bill=bill,
        payment=payment,
        amount=amount,
        state=MoneyState.CREATED if by_card else MoneyState.PENDING,
        source=payment.source,
        reason=reason,
        by=by,
        created_at=now,
    )
    if by_card:
        outgoing.prepare(refund, now=now)
    data = {"refund": refund.pk, "payment": payment.pk, "amount": str(amount), "reason": reason}
    log(bill, "payments.refund_made", user=by, data=data, timestamp=now)
    return refund


@transaction.atomic
def try_again(refund: Refund, *, by: User, now: datetime) -> list[Refund]:
    """New refunds in place of one that failed: its amount, at most what is overpaid; Refused for others."""
    bill = lock_bill(refund.bill)
    amount = _left_of(refund, bill)
    return give_back(bill, amount=amount, reason=refund.reason, by=by, now=now)


@transaction.atomic
def settle_by_hand(refund: Refund, *, reference: str, by: User, now: datetime) -> Refund:
    """A steward gave back in another way what a refund that failed did not, at most what is overpaid.

    A row of its own, done; `reference` says where to find it again. `bill_changed` follows the commit.
    """
    bill = lock_bill(refund.bill)
    done = Refund.objects.create(
        bill=bill,
        payment=refund.payment,
        amount=_left_of(refund, bill),
        state=MoneyState.SUCCEEDED,
        source=Source.OTHER,
        reference=reference,
        reason=refund.reason,
        by=by,
        created_at=now,
        settled_at=now,
        next_at=now + HEAD_START,
    )
    data = {"refund": done.pk, "failed": refund.pk, "amount": str(done.amount), "reference": reference}
    log(bill, "payments.refund_settled", user=by, data=data, timestamp=now)
    transaction.on_commit(partial(changes.apply, bill, by=by, now=now), robust=True)
    return done


def _left_of(refund: Refund, bill: Bill) -> Decimal:
    """What of a failed refund is still to be given back."""
    failed = queries.failed_refunds().filter(bill=bill, pk=refund.pk).exists()
    left = min(refund.amount, queries.overpaid(bill))
    if not failed or left <= 0:
        raise Refused(_("Nothing of this refund is left to be given back."))
    return left


@transaction.atomic
def mark_done(refund: Refund, *, by: User, now: datetime) -> Refund:
    """A steward gave money back by hand; Refused for refunds by card. `bill_changed` follows the commit."""
    refund = outgoing.locked(refund)
    if refund.state != MoneyState.PENDING or refund.idempotency_key or refund.refund_id:
        raise Refused(_("Only a refund that is to be made by hand can be marked as done, and only once."))
    refund.state, refund.settled_at, refund.next_at = MoneyState.SUCCEEDED, now, now + HEAD_START
    refund.save(update_fields=["state", "settled_at", "next_at"])
    log(refund.bill, "payments.refund_done", user=by, data={"refund": refund.pk}, timestamp=now)
    transaction.on_commit(partial(changes.apply, refund.bill, by=by, now=now), robust=True)
    return refund
