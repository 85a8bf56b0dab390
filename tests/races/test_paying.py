"""Money arrives while other things happen: never lost, never counted twice, never selling a bed twice."""

from datetime import timedelta
from functools import partial

import pytest
import requests
from django.utils import timezone

from bookings.actions import open_payment, request_stay, withdraw
from bookings.actions.expiry import expire_holds
from bookings.queries import wrong_beds
from payments.actions import settle
from payments.models import Payment, StripeEvent
from payments.queries import balance, wrong_bills
from payments.webhooks import process_due
from tests.factories.members import UserFactory
from tests.races.conftest import at_once
from tests.races.test_over_http import cookies_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(room, dates, live_server, standin):
    """A stay that is held, with its payment page open; its money reaches us by webhook."""
    standin.send_events_to(f"{live_server.url}/payments/stripe/webhook/")
    guest, now = UserFactory(), timezone.now()
    booking = request_stay(room, guest=guest, by=guest, now=now, **dates)
    return booking, open_payment(booking, by=guest, now=now)


def pay(standin, payment):
    standin.control("POST", f"sessions/{payment.session_id}/pay")
    assert standin.wait_for_webhooks(20)


def settle_all():
    """What the worker does, until nothing is left to do."""
    for minutes in (1, 2, 3):
        process_due(timezone.now() + timedelta(minutes=minutes))
        settle.run_due(timezone.now() + timedelta(minutes=minutes))


def assert_the_books_agree(booking):
    assert wrong_beds() == []
    assert wrong_bills() == []
    assert balance(booking.bill).owed == 0 or balance(booking.bill).kept == 0


def test_paying_while_the_hold_runs_out_ends_confirmed_as_the_bed_is_still_free(held, standin):
    booking, payment = held
    late = timezone.now() + timedelta(hours=3)

    at_once([partial(pay, standin, payment), partial(expire_holds, late)])
    settle_all()

    booking.refresh_from_db()
    assert booking.state == "CONFIRMED"
    assert balance(booking.bill).owed == 0
    assert_the_books_agree(booking)


def test_paying_while_another_takes_the_bed_after_the_hold_gives_the_money_back_or_the_bed(
    held, standin, room, dates
):
    booking, payment = held
    other, late = UserFactory(), timezone.now() + timedelta(hours=3)

    at_once(
        [
            partial(pay, standin, payment),
            partial(request_stay, room, guest=other, by=other, now=late, **dates),
        ]
    )
    settle_all()

    booking.refresh_from_db()
    money = balance(booking.bill)
    assert (booking.state, money.kept) in [("CONFIRMED", money.total), ("EXPIRED", 0)]
    assert_the_books_agree(booking)


def test_withdrawing_while_paying_keeps_no_money(held, standin):
    booking, payment = held

    at_once(
        [
            partial(pay, standin, payment),
            partial(withdraw, booking, by=booking.guest, now=timezone.now()),
        ]
    )
    settle_all()

    booking.refresh_from_db()
    assert booking.state in {"WITHDRAWN", "CONFIRMED"}
    assert balance(booking.bill).kept == (balance(booking.bill).total if booking.state == "CONFIRMED" else 0)
    assert_the_books_agree(booking)


def test_webhook_and_return_page_at_once_record_one_payment(held, standin, live_server):
    booking, payment = held
    url = f"{live_server.url}/payments/{booking.bill.reference}/return/"
    look = partial(requests.get, url, cookies=cookies_of(booking.guest), timeout=60)

    results = at_once([partial(pay, standin, payment), *[look] * 4])
    settle_all()

    assert [answer.status_code for answer in results[1:]] == [200] * 4
    assert list(Payment.objects.values_list("state", flat=True)) == ["SUCCEEDED"]
    assert booking.moves.filter(end="CONFIRMED").count() == 1
    assert booking.thread.messages.filter(key="bookings.confirmed").count() == 1
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {"DONE"}
    assert_the_books_agree(booking)
