"""Averages, middles and ranges of counted values."""

from collections import Counter
from decimal import Decimal
from statistics import median as middle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.occupancy import tenths
from bookings.rules.spread import DAYS_AHEAD, NIGHTS, in_ranges, mean, median


@given(st.lists(st.integers(-30, 400), min_size=1))
def test_average_and_middle_are_those_of_the_values_one_by_one(values) -> None:
    counts = Counter(values)

    assert median(counts) == tenths(Decimal(middle(values)))
    assert mean(counts) == tenths(Decimal(sum(values)) / len(values))


@given(st.lists(st.integers(-30, 400)))
def test_every_value_is_in_one_range(values) -> None:
    assert sum(in_ranges(Counter(values), DAYS_AHEAD)) == len(values)
    positive = [value for value in values if value > 0]
    assert sum(in_ranges(Counter(positive), NIGHTS)) == len(positive)


@pytest.mark.parametrize("of", [mean, median])
def test_no_stays_have_no_middle(of) -> None:
    assert of({}) is None
