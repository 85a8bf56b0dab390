"""Two documents at once get two numbers, one after the other, and one that fails leaves no gap."""

from datetime import datetime
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from payments.actions.documents import receipt
from payments.models import Document, Payment
from tests.factories.payments import BareHouseFactory, BillFactory, PaymentFactory
from tests.races.conftest import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def write(payment: Payment, now: datetime, *, fails: bool) -> str:
    with transaction.atomic():
        number = receipt(payment, by=None, now=now).number
        if fails:
            raise RuntimeError(number)
        return number


def test_numbers_have_no_gap_and_none_comes_twice(standing_house) -> None:
    now = timezone.now()
    payments = [PaymentFactory(bill=BillFactory(house=standing_house)) for _one in range(8)]

    results = at_once([partial(write, one, now, fails=index % 3 == 0) for index, one in enumerate(payments)])

    assert sum(isinstance(one, RuntimeError) for one in results) == 3
    assert sorted(one for one in results if isinstance(one, str)) == [
        f"R{now.astimezone(standing_house.zone).year}-{place:05d}" for place in range(1, 6)
    ]
    assert Document.objects.count() == 5


def test_one_payment_has_one_receipt_however_many_write_it(standing_house) -> None:
    payment, now = PaymentFactory(bill=BillFactory(house=standing_house)), timezone.now()

    results = at_once([partial(write, payment, now, fails=False)] * 4)

    assert len(set(results)) == Document.objects.count() == 1


@pytest.fixture
def standing_house(transactional_db):
    return BareHouseFactory()
