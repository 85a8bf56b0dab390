"""What payments are made of, as arithmetic."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from payments.rules.lines import Line
from payments.rules.split import Key, came, went

D = Decimal
STAY = Line(kind="STAY", label="Two nights", amount=D("200.00"))
TAX = Line(kind="TAX", label="City tax", amount=D("20.00"), percent=D(10))
CLEANING = Line(kind="FEE", label="Cleaning", amount=D("30.00"))
NETWORK = Line(kind="FEE", label="Network", amount=D("10.00"), percent=D(5), paid_by="HOUSE")
BILL = [STAY, TAX, CLEANING, NETWORK]


def first(amount, *, lines=BILL, currency="USD"):
    return came(D(amount), lines=lines, before=D(0), taken={}, currency=currency)


def added(taken, parts):
    return {key: taken.get(key, D(0)) + parts.get(key, D(0)) for key in {**taken, **parts}}


def four(split):
    return split.fees, split.taxes, split.house_fees, split.to_house


def test_whole_payment_takes_every_line_whole() -> None:
    split = first("250.00")

    assert four(split) == (D("30.00"), D("20.00"), D("10.00"), D("190.00"))
    assert split.has_fees


def test_part_of_a_payment_takes_that_part_of_each_line() -> None:
    assert four(first("100.00")) == (D("12.00"), D("8.00"), D("4.00"), D("76.00"))


def test_thirds_add_up_to_the_lines() -> None:
    """10.00 in three payments: 3.33, 3.34, 3.33, never 9.99."""
    bill = [Line(kind="STAY", label="x", amount=D("20.00")), Line(kind="TAX", label="t", amount=D("10.00"))]
    taken, paid, taxes = {}, D(0), []

    for amount in ("10.00", "10.00", "10.00"):
        split = came(D(amount), lines=bill, before=paid, taken=taken, currency="USD")
        taxes.append(split.taxes)
        taken = added(taken, split.parts)
        paid += split.amount

    assert taxes == [D("3.33"), D("3.34"), D("3.33")]


def test_payment_after_the_bill_grew_catches_up() -> None:
    before = first("250.00")
    grown = [*BILL, Line(kind="STAY", label="One more", amount=D("100.00")), TAX]

    split = came(D("120.00"), lines=grown, before=D("250.00"), taken=before.parts, currency="USD")

    assert four(split) == (D("0"), D("20.00"), D("0"), D("100.00"))


def test_money_above_the_bill_is_the_houses_until_it_goes_back() -> None:
    once = first("250.00")

    twice = came(D("250.00"), lines=BILL, before=D("250.00"), taken=once.parts, currency="USD")
    back = went(D("250.00"), of=twice, before=D(0), taken={}, currency="USD")

    assert four(twice) == (D(0), D(0), D(0), D("250.00"))
    assert four(back) == (D(0), D(0), D(0), D("-250.00"))


def test_what_is_waived_lowers_no_share() -> None:
    """A fifth of the bill is kept, so a fifth of each line is in what was paid for it."""
    waived = [*BILL, Line(kind="WAIVED", label="Paid too late", amount=D("-200.00"))]

    assert four(first("50.00", lines=waived)) == (D("6.00"), D("4.00"), D("2.00"), D("38.00"))


def test_refund_takes_back_in_proportion() -> None:
    back = went(D("125.00"), of=first("250.00"), before=D(0), taken={}, currency="USD")

    assert back.amount == D("-125.00")
    assert four(back) == (D("-15.00"), D("-10.00"), D("-5.00"), D("-95.00"))


def test_bill_of_nothing_and_bill_without_fees() -> None:
    assert four(first("5.00", lines=[])) == (D(0), D(0), D(0), D("5.00"))
    assert not first("5.00", lines=[STAY, NETWORK]).has_fees


def test_yen_have_no_places() -> None:
    bill = [Line(kind="STAY", label="x", amount=D(1000)), Line(kind="TAX", label="t", amount=D(15))]

    assert first("700", lines=bill, currency="JPY").taxes == D(10)


amounts = st.integers(min_value=0, max_value=100_000).map(lambda cents: D(cents) / 100)
payments = st.lists(st.integers(min_value=1, max_value=50_000).map(lambda cents: D(cents) / 100), max_size=5)


@given(stay=amounts, tax=amounts, fee=amounts, paid=payments)
def test_parts_of_payments_never_exceed_the_lines_and_refunds_undo_them(stay, tax, fee, paid) -> None:
    lines = [
        Line(kind="STAY", label="s", amount=stay),
        Line(kind="TAX", label="t", amount=tax),
        Line(kind="FEE", label="f", amount=fee, paid_by="HOUSE"),
    ]
    taken, before = {}, D(0)
    for amount in paid:
        split = came(amount, lines=lines, before=before, taken=taken, currency="USD")
        assert split.fees + split.taxes + split.house_fees + split.to_house == amount
        before += amount
        taken = added(taken, split.parts)

        half = (amount / 2).quantize(D("0.01"))
        first_back = went(half, of=split, before=D(0), taken={}, currency="USD")
        undone = {key: -part for key, part in first_back.parts.items()}
        rest = went(amount - half, of=split, before=half, taken=undone, currency="USD")
        assert first_back.taxes + rest.taxes + split.taxes == 0
        assert first_back.to_house + rest.to_house + split.to_house == 0

    if before >= stay + tax > 0:
        key = Key(kind="TAX", label="t", percent=None, paid_by="GUEST")
        assert taken.get(key, D(0)) == tax
