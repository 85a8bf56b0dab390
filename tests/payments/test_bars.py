"""Bars and the scale beside them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.bars import bars, round_above

D = Decimal


def test_bars_stand_side_by_side_as_high_as_their_share() -> None:
    chart = bars([("Jan", D(50)), ("Feb", D(100)), ("Mar", D(0))], most=D(100))

    assert [(bar.name, bar.y, bar.height) for bar in chart.bars] == [
        ("Jan", "47.00%", "41.00%"),
        ("Feb", "6.00%", "82.00%"),
        ("Mar", "88.00%", "0.00%"),
    ]
    assert [tick.value for tick in chart.ticks] == [0, 50, 100]


@given(st.lists(st.decimals(-1000, 100_000, places=2), min_size=1, max_size=100))
def test_no_bar_leaves_the_picture_and_no_more_names_than_fit(values) -> None:
    chart = bars([(str(n), value) for n, value in enumerate(values)])

    edges = [(D(bar.x[:-1]), D(bar.x[:-1]) + D(bar.width[:-1])) for bar in chart.bars]
    assert all(0 <= left <= right <= 100 for left, right in edges)
    assert all(one[1] <= two[0] for one, two in zip(edges, edges[1:], strict=False))
    assert all(D(bar.y[:-1]) >= 6 and D(bar.height[:-1]) <= 82 for bar in chart.bars)
    assert sum(bool(bar.name) for bar in chart.bars) <= 12


@pytest.mark.parametrize(
    ("value", "top"),
    [("0", "1"), ("-3", "1"), ("1", "1"), ("0.03", "0.05"), ("845", "1000"),
     ("2000.01", "5000")],
)  # fmt: skip
def test_a_scale_ends_at_a_round_number(value, top) -> None:
    assert round_above(D(value)) == D(top)
