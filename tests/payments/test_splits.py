"""What payments were made of when they were recorded, kept whatever becomes of the bill."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from payments.actions import bills, charges, refunds
from payments.actions.splits import freeze, freeze_all
from payments.models import BillLine, LineKind, MoneyState, Payment, Refund, Split, SplitPart
from payments.rules.lines import Line
from tests.factories.payments import NOW, BillFactory, PayerFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db
D = Decimal
MIGRATIONS = Path(__file__).parents[2] / "payments" / "migrations"
LINES = [
    Line(kind="STAY", label="Two nights", amount=D("200.00")),
    Line(kind="TAX", label="City tax", amount=D("20.00"), percent=D(10)),
    Line(kind="FEE", label="Network", amount=D("10.00"), percent=D(5), paid_by="HOUSE"),
]


@pytest.fixture
def bill():
    return BillFactory(lines=LINES)


def kept(**filters):
    names = ("amount", "fees", "taxes", "house_fees", "to_house", "has_fees")
    return list(Split.objects.filter(**filters).order_by("pk").values_list(*names))


def test_money_taken_by_hand_is_split_when_it_is_applied(bill, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        charges.take_manual(
            bill, amount=D("110.00"), source="CASH", reference="", received_on=date(2026, 2, 27),
            by=PayerFactory(), now=NOW,
        )  # fmt: skip

    assert kept() == [(D(110), D(0), D(10), D(5), D(95), True)]
    assert Split.objects.get().on == date(2026, 2, 27)
    assert list(SplitPart.objects.order_by("pk").values_list("label", "percent", "amount")) == [
        ("City tax", D(10), D(10)),
        ("Network", D(5), D(5)),
    ]


def test_split_stays_when_the_bill_changes(bill) -> None:
    PaymentFactory(bill=bill, amount=D(220))
    freeze([bill])
    before = kept()

    BillLine.objects.filter(kind=LineKind.TAX).update(percent=D(50), amount=D(100))
    freeze([bill])

    assert kept() == before == [(D(220), D(0), D(20), D(10), D(190), True)]


def test_day_is_that_of_the_house(bill) -> None:
    """Eleven at night in California is already the next day in Greenwich."""
    late = datetime(2026, 4, 1, 6, tzinfo=UTC)
    PaymentFactory(bill=bill, amount=D(220), settled_at=late, applied_at=late)

    freeze([bill])

    assert Split.objects.get().on == date(2026, 3, 31)


def test_refund_is_split_once_made_and_taken_back_when_it_failed_after_all(bill) -> None:
    payment = PaymentFactory(bill=bill, amount=D(220))
    refund = RefundFactory(payment=payment, amount=D(110))
    freeze([bill])
    assert Split.objects.count() == 1

    later = NOW + timedelta(days=2)
    Refund.objects.filter(pk=refund.pk).update(state=MoneyState.SUCCEEDED, settled_at=NOW)
    freeze([bill])
    Refund.objects.filter(pk=refund.pk).update(state=MoneyState.FAILED, settled_at=later)
    assert (freeze([bill]), freeze([bill])) == (1, 0)

    assert kept(refund=refund) == [
        (D(-110), D(0), D(-10), D(-5), D(-95), True),
        (D(110), D(0), D(10), D(5), D(95), True),
    ]


def test_all_of_many_bills_in_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    some = [BillFactory(lines=LINES) for _one in range(3)]
    for one in some:
        RefundFactory(payment=PaymentFactory(bill=one, amount=D(220)), amount=D(20), state="SUCCEEDED",
                      settled_at=NOW)  # fmt: skip

    with django_assert_num_queries(11):
        assert freeze(some) == 6


def test_rows_made_without_the_actions_are_found(bill) -> None:
    PaymentFactory(bill=bill, amount=D(220))
    PaymentFactory(bill=BillFactory(), amount=D(200))

    assert (freeze_all(), freeze_all()) == (2, 0)


def test_refund_of_what_is_waived_is_split(bill, django_capture_on_commit_callbacks) -> None:
    PaymentFactory(bill=bill, amount=D(220))
    bills.waive(bill, keep=D(44), label="Cancelled", by=None, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        [refund] = refunds.give_back(bill, amount=None, reason="", by=None, now=NOW)
        refunds.mark_done(refund, by=PayerFactory(), now=NOW)

    assert kept(refund=refund) == [(D(-176), D(0), D(-16), D(-8), D(-152), True)]


def test_split_must_add_up_and_be_of_one_movement(bill) -> None:
    payment = PaymentFactory(bill=bill, amount=D(220))
    freeze([bill])
    split = Split.objects.get()

    for wrong in ({"to_house": D(1)}, {"payment": None}, {"is_undoing": True}, {"amount": D(-220)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Split.objects.filter(pk=split.pk).update(**wrong)
    assert Payment.objects.get(splits=split) == payment


def test_migration_splits_what_was_there_as_the_action_would(bill) -> None:
    payment = PaymentFactory(bill=bill, amount=D(220))
    RefundFactory(payment=payment, amount=D(50), state="SUCCEEDED", settled_at=NOW)
    [name] = [path.stem for path in MIGRATIONS.glob("*_split_what_came.py")]
    module = import_module(f"payments.migrations.{name}")

    module.split_payments(apps, None)
    by_migration = kept()
    module.forget_splits(apps, None)
    assert kept() == []
    freeze_all()

    assert by_migration == kept()
    assert len(by_migration) == 2
