"""Money taken by hand: cash, a transfer, anything a steward saw with their own eyes."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from payments import queries
from payments.actions import Refused, changes, expiry
from payments.actions.locks import lock_bill
from payments.models import Bill, MoneyState, Payment, Source
from payments.rules.money import is_whole, shown

BY_HAND = frozenset({Source.CASH, Source.TRANSFER, Source.OTHER})


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
    _check_amount(bill, amount)
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


def _check_amount(bill: Bill, amount: Decimal) -> None:
    if amount <= 0 or not is_whole(amount, currency=bill.currency):
        raise Refused(_("Enter an amount above zero, with no more decimal places than the currency has."))
    owed = queries.owed(bill)
    if amount > owed:
        if owed <= 0:
            raise Refused(_("Nothing is owed on this bill any more."))
        raise Refused(
            _("That is more than the %(owed)s owed.") % {"owed": shown(owed, currency=bill.currency)}
        )
