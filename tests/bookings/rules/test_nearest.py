"""The nearest dates that fit."""

from datetime import date, timedelta

import pytest

from bookings.rules.fit import Night
from bookings.rules.nearest import nearest
from bookings.rules.stay import Stay

FIRST = date(2027, 3, 1)


def day(n):
    return FIRST + timedelta(days=n)


@pytest.mark.parametrize(
    ("free", "stay", "beds", "earliest", "expected"),
    [
        ([1, 1, 0, 0, 1, 1], (2, 4), 1, 0, (0, 2)),
        ([0, 1, 0, 0, 1, 1], (2, 4), 1, 0, (4, 6)),
        ([1, 1, 0, 0, 1, 1], (2, 4), 1, 1, (4, 6)),
        ([1, 1, 0, 0, 2, 2], (2, 4), 2, 0, (4, 6)),
        ([1, 0, 1, 0], (1, 3), 1, 0, None),
    ],
    ids=["earlier of two equally near", "later", "not before today", "for two", "nowhere"],
)
def test_nearest_is_the_closest_arrival_with_room(free, stay, beds, earliest, expected):
    nights = [Night(day(n), 2, beds_free) for n, beds_free in enumerate(free)]

    found = nearest(nights, Stay(day(stay[0]), day(stay[1])), beds=beds, earliest=day(earliest))

    assert found == (Stay(day(expected[0]), day(expected[1])) if expected else None)
