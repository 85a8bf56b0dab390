"""Money that is not what was asked for: an operator takes it as it is, or it went back at Stripe."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from payments import gateway, queries
from payments.actions import Refused, changes, records
from payments.models import MoneyState, Payment


def accept(payment: Payment, *, by: User, now: datetime) -> Payment:
    """Take what came, in the bill's own currency, as it is. Asks Stripe; Refused where it does not fit."""
    state = _asked(payment)
    if state.currency != payment.bill.currency:
        raise Refused(_("It came in another currency than the bill's. Give it back at Stripe instead."))
    if state.status != "succeeded" or state.received <= 0 or state.refunded > 0:
        raise Refused(_("Stripe does not have this money whole. Look at it there first."))
    with transaction.atomic(durable=True):
        payment = _still_apart(payment)
        records.succeed(payment, amount=state.received, now=now)
        records.note_fee(payment, state)
        payment.quarantined_at = None
        payment.save()
        data = {"payment": payment.pk, "amount": str(payment.amount)}
        log(payment.bill, "payments.quarantine_accepted", user=by, data=data, timestamp=now)
    changes.apply(payment.bill, by=by, now=now)
    return payment


def dismiss(payment: Payment, *, by: User | None, now: datetime) -> Payment:
    """It went back to the payer at Stripe, whole. Asks Stripe; Refused where it did not."""
    state = _asked(payment)
    if state.status == "succeeded" and state.refunded < state.received:
        raise Refused(_("It did not go back yet. Refund all of it in Stripe's dashboard first."))
    with transaction.atomic(durable=True):
        payment = _still_apart(payment)
        payment.state, payment.error, payment.quarantined_at = MoneyState.FAILED, payment.quarantine, None
        payment.save()
        data = {"payment": payment.pk, "amount": str(payment.amount)}
        log(payment.bill, "payments.quarantine_dismissed", user=by, data=data, timestamp=now)
    return payment


def went_back(intent_id: str, *, now: datetime) -> bool:
    """Whether a refund at Stripe is of money set apart; once all of it went back, that is dealt with."""
    payment = queries.payment_of(intent_id=intent_id) if intent_id else None
    if payment is None or not payment.quarantine:
        return False
    if payment.quarantined_at is not None:
        with suppress(Refused):
            dismiss(payment, by=None, now=now)
    return payment.state != MoneyState.SUCCEEDED


def _asked(payment: Payment) -> gateway.IntentState:
    try:
        return gateway.retrieve_intent(payment.intent_id or "")
    except gateway.GatewayError as error:
        raise Refused(_("Stripe gives no answer just now. Please try again in a minute.")) from error


def _still_apart(payment: Payment) -> Payment:
    payment = records.locked(payment)
    if payment.quarantined_at is None:
        raise Refused(_("Somebody has dealt with it already."))
    return payment
