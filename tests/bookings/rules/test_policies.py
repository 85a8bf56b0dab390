"""What goes back when a stay is cancelled: later never more."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.policies import (
    POLICIES,
    Step,
    as_data,
    from_data,
    keeps,
    percent_back,
    policy,
    refund,
    steps,
)  # fmt: skip

D = Decimal
ARRIVE = date(2028, 3, 10)


def before(days: int) -> date:
    return ARRIVE - timedelta(days=days)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FLEXIBLE", {40: 100, 1: 100, 0: 0, -1: 0}),
        ("MODERATE", {5: 100, 4: 50, 1: 50, 0: 0}),
        ("STRICT", {14: 100, 13: 50, 7: 50, 6: 0}),
        ("LONG_STAY", {30: 100, 29: 50, 14: 50, 13: 0}),
    ],
)
def test_percent_back_of_the_named_policies(name, expected):
    assert {
        days: percent_back(POLICIES[name], arrive=ARRIVE, on=before(days)) for days in expected
    } == expected


@pytest.mark.parametrize(
    ("tiers", "no_show"),
    [
        ([(5, D(50)), (1, D(60))], 0),
        ([(5, D(50)), (5, D(40))], 0),
        ([(-1, D(50))], 0),
        ([(1, D(101))], 0),
        ([(1, D(-1))], 0),
        ([(1, D(50))], 10),
        ([(0, D(50))], 60),
        ([], 1),
    ],
)
def test_a_policy_that_gives_more_back_later_is_refused(tiers, no_show):
    with pytest.raises(ValueError, match="back|days"):
        policy(tiers, no_show=D(no_show))


def test_steps_say_what_goes_back_on_each_later_day():
    assert steps(POLICIES["STRICT"], arrive=ARRIVE, on=before(20)) == [
        Step(before(20), before(14), D(100)),
        Step(before(13), before(7), D(50)),
        Step(before(6), None, D(0)),
    ]
    assert steps(POLICIES["STRICT"], arrive=ARRIVE, on=before(3)) == [Step(before(3), None, D(0))]


@pytest.mark.parametrize(
    ("percent", "total", "kept", "currency", "expected"),
    [
        ("60", "200.00", "200.00", "USD", "120.00"),
        ("60", "200.00", "100.00", "USD", "20.00"),
        ("60", "200.00", "50.00", "USD", "0"),
        ("0", "200.00", "200.00", "USD", "0"),
        ("50", "101", "101", "JPY", "51"),
        ("33.33", "10.000", "10.000", "KWD", "3.333"),
    ],
)
def test_refund_is_what_came_above_what_the_house_keeps(percent, total, kept, currency, expected):
    assert str(refund(D(percent), total=D(total), kept=D(kept), currency=currency)) == expected


policies = st.builds(
    lambda days, percents, last: policy(
        zip(sorted(days, reverse=True), sorted(percents, reverse=True), strict=False),
        no_show=min([D(last), *percents]) if 0 in days and len(percents) >= len(days) else D(0),
    ),
    days=st.lists(st.integers(0, 60), max_size=5, unique=True),
    percents=st.lists(st.integers(0, 100).map(D), max_size=5),
    last=st.integers(0, 100),
)


@given(
    rule=policies,
    first=st.integers(-5, 90),
    later=st.integers(0, 90),
    total=st.decimals(0, 5000, places=3),
    paid=st.decimals(0, 1, places=3),
    currency=st.sampled_from(["JPY", "USD", "KWD"]),
)
def test_later_never_gives_more_back(rule, first, later, total, paid, currency):
    total = keeps(D(0), total=total.quantize(D(1)), currency=currency)
    kept = (total * paid).quantize(D(1))

    def back(days: int) -> Decimal:
        percent = percent_back(rule, arrive=ARRIVE, on=before(days))
        return refund(percent, total=total, kept=kept, currency=currency)

    assert 0 <= back(first - later) <= back(first) <= kept
    assert rule.no_show <= percent_back(rule, arrive=ARRIVE, on=ARRIVE)


@given(rule=policies, first=st.integers(-5, 90))
def test_steps_agree_with_each_day_and_go_down(rule, first):
    found = steps(rule, arrive=ARRIVE, on=before(first))

    for step in found:
        for day in (step.start, step.last or step.start + timedelta(days=200)):
            assert percent_back(rule, arrive=ARRIVE, on=day) == step.percent
    percents = [step.percent for step in found]
    assert percents == sorted(set(percents), reverse=True)
    assert all(one.last == two.start - timedelta(days=1) for one, two in zip(found, found[1:], strict=False))


@given(rule=policies)
def test_a_policy_survives_being_kept(rule):
    assert from_data(as_data(rule)) == rule
    assert from_data({}) == POLICIES["FLEXIBLE"]
