"""A page of Stripe's to pay on: one open at most per bill, never lost, never two.

The row comes before the call and holds its key and parameters, so that whatever happens in between can be
found out later. No call is made inside a transaction.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from payments import gateway, queries
from payments.actions import Refused, expiry, records
from payments.actions.locks import LEASE, lock_bill
from payments.models import Bill, MoneyState, Payment, PaymentLink, Source
from payments.rules.money import is_whole
from payments.rules.retry import KEY_LIVES

# A request this young may still be on its way.
IN_FLIGHT = timedelta(seconds=30)
ROUNDS = 4
# Before each sending: somebody else may be asking for the same page just now.
PAUSES = (0.0, 0.3, 1.2)


@dataclass(frozen=True)
class Wanted:
    """What the guest is to pay, until when, and where the page leads back to."""

    amount: Decimal
    expires_at: datetime
    success_url: str
    cancel_url: str
    email: str
    description: str
    language: str
    link: PaymentLink | None

    @property
    def link_id(self) -> int | None:
        return self.link.pk if self.link else None


def open_session(
    bill: Bill,
    *,
    amount: Decimal,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    email: str,
    description: str,
    now: datetime,
    language: str = "",
    link: PaymentLink | None = None,
) -> Payment:
    """The payment whose `url` the payer is sent to, reused while good; Refused where there is none to be had.

    Call it outside any transaction. `expires_at` is used for a new session only, as far as Stripe allows.
    `link` is of who else pays: a page opened by one payer is closed before it opens for another.
    """
    wanted = Wanted(amount, expires_at, success_url, cancel_url, email, description, language, link)
    try:
        for _round in range(ROUNDS):
            payment = _claim(bill, wanted, now=now)
            good = queries.is_good(payment, amount=amount, now=now, link=link)
            if good or _got_ready(payment, wanted, now=now):
                return Payment.objects.select_related("bill").get(pk=payment.pk)
    except gateway.GatewayError as error:
        raise _unreachable() from error
    raise _unreachable()


def _got_ready(payment: Payment, wanted: Wanted, *, now: datetime) -> bool:
    """Send the row's request, or clear an older one away. Whether the row is good now."""
    if payment.session_id:
        ended = expiry.end(payment, now=now)
        if ended.state == MoneyState.SUCCEEDED and ended.link_id == wanted.link_id:
            raise Refused(_("This is paid already. Thank you."))
        return False
    if _may_be_sent(payment, wanted, now=now):
        return _send(payment, now=now)
    if not payment.is_unclear and now - payment.created_at < IN_FLIGHT:
        raise Refused(_("Another payment page is just being opened for this. Please try again in a minute."))
    resolve(payment, now=now)
    return False


@transaction.atomic(durable=True)
def _claim(bill: Bill, wanted: Wanted, *, now: datetime) -> Payment:
    """The bill's open row, or a new one."""
    bill = lock_bill(bill)
    payment = queries.open_session(bill)
    if payment is None:
        return _create(bill, wanted, now=now)
    if payment.state == MoneyState.PENDING:
        raise Refused(_("A payment for this is on its way already. We will write to you when it arrives."))
    return payment


def _create(bill: Bill, wanted: Wanted, *, now: datetime) -> Payment:
    if wanted.link is not None:
        wanted.link.refresh_from_db()
    most = queries.asked_of(wanted.link) if wanted.link else queries.owed(bill)
    if not 0 < wanted.amount <= most:
        raise Refused(_("There is nothing like that to pay any more."))
    if not is_whole(wanted.amount, currency=bill.currency):
        raise ValueError(f"{wanted.amount} is not whole in {bill.currency}")
    payment = Payment.objects.create(
        bill=bill,
        amount=wanted.amount,
        source=Source.STRIPE,
        link=wanted.link,
        created_at=now,
        next_at=now + LEASE,
        expires_at=wanted.expires_at,
        idempotency_key=f"payment-{secrets.token_hex(16)}",
    )
    payment.parameters = _parameters(payment, bill, wanted, now=now)
    payment.expires_at = datetime.fromtimestamp(payment.parameters["expires_at"], now.tzinfo)
    payment.save(update_fields=["parameters", "expires_at"])
    data = {"amount": str(wanted.amount)} | ({"link": wanted.link.pk} if wanted.link else {})
    payer = None if wanted.link else bill.payer
    log(bill, "payments.started", user=payer, data=data, timestamp=now)
    return payment


def _parameters(payment: Payment, bill: Bill, wanted: Wanted, *, now: datetime) -> dict[str, Any]:
    try:
        return gateway.session_parameters(
            payment_id=payment.pk,
            key=payment.idempotency_key,
            title=bill.label,
            description=wanted.description,
            amount=wanted.amount,
            currency=bill.currency,
            expires_at=wanted.expires_at,
            now=now,
            success_url=wanted.success_url,
            cancel_url=wanted.cancel_url,
            email=wanted.email,
            reference="" if wanted.link else bill.reference,
            language=wanted.language,
        )
    except gateway.NotChargeable as error:
        raise Refused(error.message) from error


def _may_be_sent(payment: Payment, wanted: Wanted, *, now: datetime) -> bool:
    """Whether the stored request may go out as it is: Stripe still knows its key and nothing is unclear."""
    return (
        payment.amount == wanted.amount
        and payment.link_id == wanted.link_id
        and payment.expire_asked_at is None
        and not payment.is_unclear
        and now - payment.created_at < KEY_LIVES
        and payment.expires_at is not None
        and payment.expires_at - now >= queries.GOOD_FOR
    )


def _send(payment: Payment, *, now: datetime) -> bool:
    """Send the stored request with its key. False where the answer was unclear."""
    for pause in PAUSES:
        time.sleep(pause)
        try:
            state = gateway.create_session(payment.parameters, key=payment.idempotency_key)
        except gateway.TryAgain as error:
            _note(payment, error)
        except gateway.Unclear as error:
            _note(payment, error, is_unclear=True)
            return False
        except gateway.Refused as error:
            records.mark_failed(payment, error=error.message, now=now)
            raise Refused(
                _("The payment page could not be opened and nothing was charged. Please tell the house.")
            ) from error
        else:
            return _opened(payment, state, now=now)
    raise _unreachable()


def _note(payment: Payment, error: gateway.GatewayError, *, is_unclear: bool = False) -> None:
    unclear = {"is_unclear": True} if is_unclear else {}
    Payment.objects.filter(pk=payment.pk).update(attempts=F("attempts") + 1, error=error.message, **unclear)


def _opened(payment: Payment, state: gateway.SessionState, *, now: datetime) -> bool:
    """Write the new session down; where its row was given up meanwhile, close it again."""
    recorded = records.record_session(state, now=now)
    if recorded is None or recorded.state != MoneyState.CREATED or recorded.expire_asked_at is not None:
        if recorded is not None and recorded.ended_at is None:
            expiry.end_soon(recorded, now=now)
        raise Refused(_("What is to be paid has just changed. Please look at it again."))
    return True


def resolve(payment: Payment, *, now: datetime) -> Payment:
    """Find out what became of a request without an answer: the session Stripe has for the row, or none."""
    state = gateway.find_session_by_row(payment.pk, key=payment.idempotency_key, since=payment.created_at)
    if state is None:
        return records.mark_failed(payment, error="Stripe has no session for this row", now=now)
    return records.record_session(state, now=now) or payment


def _unreachable() -> Refused:
    return Refused(
        _("The payment page can't be reached just now. Nothing was charged; please try again in a minute.")
    )


def ask_expiry(bill: Bill, *, now: datetime) -> Payment | None:
    """Mark the open session to end early, if there is one; inside a transaction that holds the bill's lock.

    The call to Stripe follows the commit, and the worker repeats it until the session is known to be over; no
    other opens before. A session completed meanwhile is recorded as what it is.
    """
    return expiry.ask(bill, now=now)
