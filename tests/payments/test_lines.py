"""Lines and the fees they bring."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.lines import Line, house_share, subtotal, total, with_fees
from payments.rules.money import is_whole, rounded


@dataclass(frozen=True)
class Fee:
    label: str
    percent: Decimal
    paid_by: str = "GUEST"


STAY = Line(kind="STAY", label="Two nights", amount=Decimal("170.00"), nights={"2026-03-12": "85.00"})
CITY = Fee("City tax", Decimal("12.5"))
NETWORK = Fee("Network", Decimal("5"), paid_by="HOUSE")

currencies = st.sampled_from(["JPY", "USD", "KWD"])
fees = st.builds(
    Fee,
    label=st.just("Fee"),
    percent=st.decimals(min_value=0, max_value=100, places=4),
    paid_by=st.sampled_from(["GUEST", "HOUSE"]),
)


@st.composite
def priced_lines(draw: st.DrawFn) -> tuple[list[Line], str]:
    currency = draw(currencies)
    raw = draw(st.lists(st.decimals(min_value=-5000, max_value=50000, places=5), min_size=1, max_size=6))
    made = [Line(kind="STAY", label="x", amount=rounded(amount, currency=currency)) for amount in raw]
    return made, currency


def test_with_fees_adds_the_guests_and_shows_the_houses() -> None:
    lines = with_fees([STAY], [CITY, NETWORK], currency="USD")

    assert lines == [
        STAY,
        Line(kind="FEE", label="City tax", amount=Decimal("21.25"), percent=Decimal("12.5")),
        Line(kind="FEE", label="Network", amount=Decimal("8.50"), percent=Decimal(5), paid_by="HOUSE"),
    ]
    assert total(lines) == Decimal("191.25")
    assert house_share(lines) == Decimal("8.50")


def test_with_fees_never_compounds() -> None:
    once = with_fees([STAY], [CITY, CITY], currency="USD")
    later = with_fees(with_fees([STAY], [CITY], currency="USD"), [CITY], currency="USD")

    assert [line.amount for line in once] == [Decimal("170.00"), Decimal("21.25"), Decimal("21.25")]
    assert later == once


@pytest.mark.parametrize(
    ("amount", "percent", "currency", "expected"),
    [
        ("33.33", "33.33", "USD", "11.11"),
        ("0.30", "5", "USD", "0.02"),
        ("1010", "12.25", "JPY", "124"),
        ("1020", "12.25", "JPY", "125"),
        ("10.010", "2.5", "KWD", "0.250"),
        ("100.00", "0", "USD", "0.00"),
    ],
)
def test_fee_is_rounded_once_half_up(amount: str, percent: str, currency: str, expected: str) -> None:
    line = Line(kind="STAY", label="Stay", amount=Decimal(amount))

    fee = with_fees([line], [Fee("Fee", Decimal(percent))], currency=currency)[1]

    assert str(fee.amount) == expected


def test_subtotal_counts_discounts_and_leaves_fees_and_waivers_out() -> None:
    lines = [
        STAY,
        Line(kind="DISCOUNT", label="Long stay", amount=Decimal("-17.00")),
        Line(kind="FEE", label="City tax", amount=Decimal("21.25")),
        Line(kind="TAX", label="Tax", amount=Decimal("3.00")),
        Line(kind="WAIVED", label="Cancelled", amount=Decimal("-50.00")),
    ]

    assert subtotal(lines) == Decimal("153.00")


def test_subtotal_is_never_below_zero() -> None:
    assert subtotal([Line(kind="DISCOUNT", label="All of it", amount=Decimal("-17.00"))]) == 0


@given(priced=priced_lines(), charged=st.lists(fees, max_size=4))
def test_total_is_the_sum_of_rounded_lines(priced: tuple[list[Line], str], charged: list[Fee]) -> None:
    given_lines, currency = priced

    lines = with_fees(given_lines, charged, currency=currency)

    assert all(is_whole(line.amount, currency=currency) for line in lines)
    assert total(lines) + house_share(lines) == sum(line.amount for line in lines)
    assert lines[: len(given_lines)] == given_lines


@given(priced=priced_lines(), charged=st.lists(fees, max_size=4))
def test_house_paid_fees_never_reach_the_guest(priced: tuple[list[Line], str], charged: list[Fee]) -> None:
    given_lines, currency = priced
    guests = [fee for fee in charged if fee.paid_by == "GUEST"]

    both = with_fees(given_lines, charged, currency=currency)

    assert total(both) == total(with_fees(given_lines, guests, currency=currency))
