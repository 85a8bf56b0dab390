"""Owed, overpaid, and how a refund is spread."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.balance import Balance, balance, spread
from payments.rules.lines import Line


@dataclass(frozen=True)
class Moved:
    amount: Decimal
    state: str


LINES = [
    Line(kind="STAY", label="Stay", amount=Decimal("200.00")),
    Line(kind="FEE", label="Network", amount=Decimal("10.00"), paid_by="HOUSE"),
]
amounts = st.decimals(min_value="0.01", max_value=10_000, places=2)


@pytest.mark.parametrize(
    ("payments", "refunds", "owed", "overpaid"),
    [
        ([], [], "200", "0"),
        ([("50", "SUCCEEDED")], [], "150", "0"),
        ([("200", "SUCCEEDED")], [], "0", "0"),
        ([("200", "CREATED"), ("200", "PENDING"), ("200", "FAILED"), ("9", "CANCELLED")], [], "200", "0"),
        ([("200", "SUCCEEDED"), ("200", "SUCCEEDED")], [], "-200", "200"),
        ([("250", "SUCCEEDED")], [("50", "CREATED")], "0", "0"),
        ([("250", "SUCCEEDED")], [("50", "PENDING")], "0", "0"),
        ([("250", "SUCCEEDED")], [("50", "SUCCEEDED")], "0", "0"),
        ([("250", "SUCCEEDED")], [("50", "FAILED"), ("50", "CANCELLED")], "-50", "50"),
        ([("200", "SUCCEEDED")], [("30", "SUCCEEDED")], "30", "0"),
    ],
)
def test_owed_counts_what_came_and_what_goes_back(payments, refunds, owed, overpaid) -> None:
    result = balance(
        lines=LINES,
        payments=[Moved(Decimal(amount), state) for amount, state in payments],
        refunds=[Moved(Decimal(amount), state) for amount, state in refunds],
    )

    assert (result.owed, result.overpaid) == (Decimal(owed), Decimal(overpaid))
    assert result.house_share == Decimal("10.00")


def test_balance_of_nothing_is_nothing() -> None:
    assert balance(lines=[], payments=[], refunds=[]) == Balance(Decimal(0), Decimal(0), Decimal(0))


def test_spread_takes_in_order_and_leaves_empty_parts_out() -> None:
    left = [("new", Decimal(30)), ("spent", Decimal(0)), ("old", Decimal(100)), ("oldest", Decimal(5))]

    assert spread(Decimal(50), left) == [("new", Decimal(30)), ("old", Decimal(20))]


@given(amount=amounts, left=st.lists(amounts, max_size=6))
def test_spread_is_all_of_it_or_all_there_is(amount: Decimal, left: list[Decimal]) -> None:
    parts = spread(amount, list(enumerate(left)))

    assert sum(part for _, part in parts) == min(amount, sum(left, Decimal(0)))
    assert all(0 < part <= left[key] for key, part in parts)
