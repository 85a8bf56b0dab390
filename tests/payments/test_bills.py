"""Bills written, written again, lowered and restored."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from wagtail.models import ModelLogEntry

from payments import queries
from payments.actions import Refused, bills
from payments.actions.locks import lock_bill
from payments.models import BillLine, LineKind
from payments.rules.lines import Line
from tests.factories.payments import NOW, BareHouseFactory, BillFactory, PayerFactory, PaymentFactory

pytestmark = pytest.mark.django_db

STAY = Line(kind="STAY", label="Stay", amount=Decimal("170.00"), nights={"2026-03-12": "85.00"})
CITY = Line(kind="FEE", label="City tax", amount=Decimal("21.25"), percent=Decimal("12.5"))
NETWORK = Line(kind="FEE", label="Network", amount=Decimal("8.50"), percent=Decimal(5), paid_by="HOUSE")


def lines_of(bill):
    return list(bill.lines.values_list("kind", "amount"))


def logged(bill):
    return list(ModelLogEntry.objects.for_instance(bill).order_by("pk").values_list("action", "user"))


def test_write_copies_lines_and_takes_the_houses_currency() -> None:
    house = BareHouseFactory(currency="KWD")

    bill = bills.write(
        house=house,
        payer=PayerFactory(),
        kind="STAY",
        reference="MN-1",
        label="Two nights",
        path="/stay/mine/1/",
        service_start=date(2026, 3, 12),
        service_end=date(2026, 3, 14),
        lines=[STAY, CITY, NETWORK],
        now=NOW,
    )

    assert bill.currency == "KWD"
    rows = BillLine.objects.filter(bill=bill).values_list(
        "order", "label", "amount", "percent", "paid_by", "nights"
    )
    assert list(rows) == [
        (0, "Stay", Decimal(170), None, "GUEST", {"2026-03-12": "85.00"}),
        (1, "City tax", Decimal("21.25"), Decimal("12.5"), "GUEST", {}),
        (2, "Network", Decimal("8.5"), Decimal(5), "HOUSE", {}),
    ]
    assert logged(bill) == [("payments.bill_written", bill.payer.pk)]


def test_write_refuses_a_fraction_of_the_smallest_unit() -> None:
    with pytest.raises(ValueError, match="not whole in JPY"):
        BillFactory(house=BareHouseFactory(currency="JPY"), amount="100.50")


def test_rewrite_replaces_lines_while_nothing_was_paid() -> None:
    bill, steward = BillFactory(), PayerFactory()
    PaymentFactory(bill=bill, state="FAILED", settled_at=None, applied_at=None)

    bills.rewrite(bill, lines=[STAY, CITY], service=(date(2027, 4, 1), date(2027, 4, 3)), by=steward, now=NOW)

    assert lines_of(bill) == [("STAY", Decimal(170)), ("FEE", Decimal("21.25"))]
    assert logged(bill)[-1] == ("payments.bill_rewritten", steward.pk)


@pytest.mark.parametrize("state", ["SUCCEEDED", "PENDING"])
def test_rewrite_is_refused_once_money_came(state: str) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill, amount=Decimal(1), state=state)

    with pytest.raises(Refused, match="paid already"):
        bills.rewrite(bill, lines=[STAY], service=(date(2027, 4, 1), date(2027, 4, 3)), by=None, now=NOW)

    assert queries.total(bill) == 200


def test_add_line_comes_last() -> None:
    bill = BillFactory(lines=[STAY, CITY])

    bills.add_line(bill, line=Line(kind="CUSTOM", label="Bike", amount=Decimal(15)), by=None, now=NOW)

    assert lines_of(bill) == [("STAY", 170), ("FEE", Decimal("21.25")), ("CUSTOM", 15)]


@pytest.mark.parametrize("keep", ["0", "50.00", "191.24"])
def test_waive_lowers_the_guests_total_to_what_is_kept(keep: str) -> None:
    bill = BillFactory(lines=[STAY, CITY, NETWORK])

    line = bills.waive(bill, keep=Decimal(keep), label="Cancelled", by=None, now=NOW)

    assert queries.total(bill) == Decimal(keep)
    assert (line.kind, line.label, line.amount) == (
        LineKind.WAIVED,
        "Cancelled",
        Decimal(keep) - Decimal("191.25"),
    )
    left = {"0": "0", "50.00": "2.22", "191.24": "8.50"}[keep]
    assert queries.balance(bill).house_share == Decimal(left)
    bills.restore(bill, by=None, now=NOW)
    assert queries.balance(bill).house_share == Decimal("8.5")


@pytest.mark.parametrize("keep", ["200", "300"])
def test_waive_does_nothing_where_no_more_is_owed(keep: str) -> None:
    bill = BillFactory(amount="200.00")

    assert bills.waive(bill, keep=Decimal(keep), label="Cancelled", by=None, now=NOW) is None
    assert lines_of(bill) == [("STAY", 200)]


def test_waive_keeps_nothing_below_zero() -> None:
    with pytest.raises(Refused):
        bills.waive(BillFactory(), keep=Decimal(-1), label="Cancelled", by=None, now=NOW)


def test_restore_takes_every_waiver_back_once() -> None:
    bill = BillFactory(amount="200.00")
    bills.waive(bill, keep=Decimal(120), label="Cancelled", by=None, now=NOW)
    bills.waive(bill, keep=Decimal(20), label="All the same", by=None, now=NOW)

    bills.restore(bill, by=None, now=NOW)

    assert queries.total(bill) == 200
    assert bills.restore(bill, by=None, now=NOW) is None
    assert lines_of(bill)[-1] == ("WAIVED", 180)


def test_waive_and_restore_go_round_again() -> None:
    bill = BillFactory(amount="200.00")
    for _ in range(3):
        bills.waive(bill, keep=Decimal(0), label="Cancelled", by=None, now=NOW)
        bills.restore(bill, by=None, now=NOW)

    assert queries.total(bill) == 200


@pytest.mark.django_db(transaction=True)
def test_lock_keeps_others_out_until_the_transaction_ends() -> None:
    bill = BillFactory()
    other = connection.copy()
    try:
        with transaction.atomic():
            lock_bill(bill)
            with other.cursor() as cursor:
                cursor.execute("SELECT id FROM payments_bill FOR UPDATE SKIP LOCKED")
                assert cursor.fetchall() == []
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM payments_bill FOR UPDATE SKIP LOCKED")
            assert cursor.fetchall() == [(bill.pk,)]
    finally:
        other.close()
