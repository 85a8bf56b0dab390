"""Why a stay can't be booked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.rules.fit import Code, Night, Notice, Problem, beds_needed, problem
from bookings.rules.stay import Stay

TODAY = date(2027, 3, 1)
STAY = Stay(date(2027, 3, 12), date(2027, 3, 14))


def nights(*free, capacity=4):
    return [Night(STAY.arrive + timedelta(days=n), capacity, beds) for n, beds in enumerate(free)]


@pytest.mark.parametrize(
    ("stay", "guests", "given", "expected"),
    [
        (STAY, 1, nights(1, 1), None),
        (STAY, 2, nights(2, 2), None),
        (Stay(TODAY, TODAY + timedelta(days=1)), 1, nights(1), None),
        (Stay(TODAY - timedelta(days=1), TODAY), 1, nights(1), Problem(Code.PAST)),
        (Stay(STAY.arrive, STAY.arrive + timedelta(days=15)), 1, [], Problem(Code.TOO_LONG, 14)),
        (Stay(STAY.arrive, STAY.arrive + timedelta(days=14)), 1, [], None),
        (STAY, 5, nights(4, 4), Problem(Code.TOO_MANY, 4)),
        (STAY, 1, nights(1, 0), Problem(Code.FULL, night=date(2027, 3, 13))),
        (STAY, 2, nights(1, 2), Problem(Code.FEW, 1, date(2027, 3, 12))),
        (STAY, 1, nights(0, 0, capacity=0), Problem(Code.CLOSED, night=date(2027, 3, 12))),
    ],
)
def test_problem_names_the_first_reason(stay, guests, given, expected):
    found = problem(stay, guests, shared=True, sleeps=4, max_nights=14, today=TODAY, nights=given)

    assert found == expected


@pytest.mark.parametrize(
    ("amount", "expected"), [("4999999999", None), ("4999999999.01", Problem(Code.TOO_DEAR))]
)
def test_a_price_that_no_bill_can_hold_is_a_reason(amount, expected):
    found = problem(
        STAY,
        2,
        shared=True,
        sleeps=4,
        max_nights=14,
        today=TODAY,
        nights=nights(2, 2),
        amount=Decimal(amount),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"min_nights": 2}, None),
        ({"min_nights": 3}, Problem(Code.TOO_SHORT, 3)),
        ({"no_arrival": True}, Problem(Code.NO_ARRIVAL, night=STAY.arrive)),
        ({"no_departure": True}, Problem(Code.NO_DEPARTURE, night=STAY.depart)),
        ({"notice": Notice(lead_days=11)}, None),
        ({"notice": Notice(lead_days=12)}, Problem(Code.TOO_SOON, night=date(2027, 3, 13))),
        ({"notice": Notice(window_days=11)}, None),
        ({"notice": Notice(window_days=10)}, Problem(Code.TOO_FAR, night=date(2027, 3, 11))),
    ],
)
def test_the_house_s_rules_are_reasons(rules, expected):
    found = problem(STAY, 1, shared=True, sleeps=4, max_nights=14, today=TODAY, nights=nights(1, 1), **rules)

    assert found == expected


@pytest.mark.parametrize(("shared", "expected"), [(True, 3), (False, 1)])
def test_beds_needed_is_a_bed_each_or_the_whole_room(shared, expected):
    assert beds_needed(3, shared=shared) == expected
