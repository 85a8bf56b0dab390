"""Half-open stays."""

from datetime import date

import pytest

from bookings.rules.stay import Stay

MARCH = [date(2027, 3, day) for day in range(1, 31)]


@pytest.mark.parametrize(
    ("arrive", "depart", "nights"),
    [
        (date(2027, 3, 1), date(2027, 3, 2), 1),
        (date(2028, 2, 28), date(2028, 3, 1), 2),
        (date(2027, 3, 27), date(2027, 3, 29), 2),
    ],
    ids=["one night", "leap day", "the clock changes"],
)
def test_stay_counts_nights_not_days(arrive, depart, nights):
    stay = Stay(arrive, depart)

    assert stay.nights == nights
    assert list(stay)[0] == arrive
    assert len(list(stay)) == nights
    assert depart not in list(stay)


@pytest.mark.parametrize("depart", [MARCH[4], MARCH[3]])
def test_stay_without_a_night_is_refused(depart):
    with pytest.raises(ValueError, match="at least one night"):
        Stay(MARCH[4], depart)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Stay(MARCH[0], MARCH[5]), False),
        (Stay(MARCH[10], MARCH[12]), False),
        (Stay(MARCH[0], MARCH[6]), True),
        (Stay(MARCH[9], MARCH[12]), True),
        (Stay(MARCH[6], MARCH[7]), True),
    ],
    ids=["leaves as we come", "comes as we leave", "first night", "last night", "inside"],
)
def test_overlaps_is_false_for_back_to_back_stays(other, expected):
    stay = Stay(MARCH[5], MARCH[10])

    assert stay.overlaps(other) is expected
    assert other.overlaps(stay) is expected
