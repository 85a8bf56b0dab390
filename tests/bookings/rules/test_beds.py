"""Which bed each person gets."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.beds import assign

FIRST = date(2027, 3, 12)


def nights(*free):
    return {FIRST + timedelta(days=n): numbers for n, numbers in enumerate(free)}


@pytest.mark.parametrize(
    ("free", "beds", "expected"),
    [
        ([[1, 2], [1, 2]], 1, [[1], [1]]),
        ([[1, 2], [2]], 1, [[2], [2]]),
        ([[1], [2]], 1, [[1], [2]]),
        ([[1], [1, 2], [2], [2]], 1, [[1], [1], [2], [2]]),
        ([[1, 3], [2, 3]], 2, [[3, 1], [3, 2]]),
        ([[1, 2], [1]], 2, None),
        ([[], [1]], 1, None),
    ],
    ids=[
        "lowest",
        "the bed free all nights",
        "a change where needed",
        "one change only",
        "two people",
        "too few",
        "full",
    ],
)
def test_assign_keeps_people_in_their_bed(free, beds, expected):
    chosen = assign(nights(*free), beds)

    assert (None if chosen is None else list(chosen.values())) == expected


@given(
    free=st.lists(st.sets(st.integers(1, 6), max_size=6).map(sorted), min_size=1, max_size=10),
    beds=st.integers(1, 6),
)
def test_assign_never_refuses_what_fits_by_count_and_never_uses_a_bed_twice(free, beds):
    chosen = assign(nights(*free), beds)

    if min(len(numbers) for numbers in free) < beds:
        assert chosen is None
        return
    assert chosen is not None
    for night, numbers in nights(*free).items():
        assert len(chosen[night]) == len(set(chosen[night])) == beds
        assert set(chosen[night]) <= set(numbers)


@given(free=st.lists(st.sets(st.integers(1, 4), min_size=1).map(sorted), min_size=1, max_size=8))
def test_assign_keeps_one_bed_where_one_is_free_all_along(free):
    always = set.intersection(*map(set, free))

    chosen = assign(nights(*free), 1)

    assert chosen is not None
    used = {bed for numbers in chosen.values() for bed in numbers}
    if always:
        assert len(used) == 1
