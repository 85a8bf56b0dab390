"""Books that don't add up are named; sound ones are not."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from payments.actions import bills
from payments.models import Bill, BillLine
from payments.queries import wrong_bills
from payments.rules.lines import Line
from tests.factories.payments import NOW, BareHouseFactory, BillFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db

STAY = Line(
    kind="STAY", label="Stay", amount=Decimal(170), nights={"2026-03-12": "85.00", "2026-03-13": "85"}
)


def sound() -> Bill:
    bill = BillFactory(lines=[STAY])
    payment = PaymentFactory(bill=bill, amount=Decimal(170))
    bills.waive(bill, keep=Decimal(20), label="Cancelled", by=None, now=NOW)
    RefundFactory(payment=payment, amount=Decimal(100))
    RefundFactory(payment=payment, amount=Decimal(50), state="FAILED", settled_at=NOW)
    return bill


def test_sound_bills_are_not_named() -> None:
    bill = sound()
    BillFactory(house=BareHouseFactory(currency="JPY"), amount="1000")
    bills.restore(bill, by=None, now=NOW)

    assert wrong_bills() == []


def test_bill_without_lines_is_named() -> None:
    bill = sound()
    bill.lines.all().delete()

    assert f"bill {bill.reference}: it has no lines" in wrong_bills()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": Decimal("170.001")}, "“Stay”, 170.0010, is not whole in USD"),
        ({"amount": Decimal("171")}, "“Stay”, 171.0000, is not the sum of its nights"),
        ({"amount": Decimal("-171"), "nights": {}}, "the guest's lines add up to -321.0000"),
        ({"kind": "WAIVED"}, "more is owed again than was waived"),
    ],
)
def test_line_that_can_not_be_is_named(change, said) -> None:
    bill = sound()
    BillLine.objects.filter(kind="STAY").update(**change)

    assert f"bill {bill.reference}: {said}" in wrong_bills()


def test_refund_above_its_payment_is_named() -> None:
    bill = sound()
    bill.refunds.filter(state="FAILED").update(state="PENDING", amount=Decimal(71))

    assert wrong_bills() == [
        f"bill {bill.reference}: 171.0000 goes back of 170.0000 paid",
        f"bill {bill.reference}: 171.0000 goes back of payment {bill.payments.get().pk}, which was 170.0000",
    ]


def test_refund_of_money_that_never_came_is_named() -> None:
    bill = sound()
    bill.payments.update(state="FAILED", applied_at=None)

    assert (
        f"bill {bill.reference}: 100.0000 goes back of payment {bill.payments.get().pk}, which never came"
        in wrong_bills()
    )


def test_refund_of_another_bills_payment_is_named() -> None:
    bill, other = sound(), sound()
    refund = bill.refunds.filter(state="PENDING").get()
    refund.bill = other
    refund.save()

    assert f"bill {other.reference}: refund {refund.pk} is of a payment for another bill" in wrong_bills()


@pytest.mark.parametrize("count", [1, 3])
def test_checks_take_the_same_queries_for_more_bills(count, django_assert_num_queries) -> None:
    for _ in range(count):
        sound()

    with django_assert_num_queries(10):
        assert wrong_bills() == []


def test_command_is_content_with_sound_books() -> None:
    sound()
    out = io.StringIO()

    call_command("check_invariants", stdout=out)

    assert out.getvalue() == "Every bed is sold once, and every bill adds up.\n"


def test_command_fails_and_lists_what_is_wrong() -> None:
    bill = sound()
    bill.lines.all().delete()
    out = io.StringIO()

    with pytest.raises(CommandError, match="as they must be") as caught:
        call_command("check_invariants", stdout=out)

    assert caught.value.returncode == 1
    assert f"bill {bill.reference}: it has no lines" in out.getvalue()
