"""Pages to pay on, opened and paid as a guest would."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from payments.actions import checkout, records
from payments.gateway import retrieve_session
from payments.models import Payment


def opened(bill, *, amount="200.00", minutes=45, now=None, link=None) -> Payment:
    now = now or timezone.now()
    return checkout.open_session(
        bill,
        amount=Decimal(amount),
        expires_at=now + timedelta(minutes=minutes),
        success_url="http://localhost/payments/return/",
        cancel_url="http://localhost/stay/mine/",
        email="guest@example.org",
        description="2 nights",
        link=link,
        now=now,
    )


def pay(standin, payment) -> dict:
    """Pay on the page of `payment`; Stripe's session afterwards."""
    return standin.control("POST", f"sessions/{payment.session_id}/pay")


def paid(standin, bill, *, amount="200.00") -> Payment:
    """A card payment that came and was written down."""
    payment = opened(bill, amount=amount)
    pay(standin, payment)
    return records.record_session(retrieve_session(payment.session_id), now=timezone.now())
