"""Nights offered, and the rates made of sums."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.occupancy import Totals, added, average, offered, percent
from locations.rules.capacity import beds_on
from payments.rules.period import Period

DAYS = st.integers(0, 600).map(lambda n: date(2025, 11, 1) + timedelta(days=n))
CHANGES = st.dictionaries(DAYS, st.integers(0, 12), max_size=5)
COUNTS = st.integers(0, 500)
AMOUNTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
TOTALS = st.builds(
    Totals, offered=COUNTS, blocked=COUNTS, elsewhere=COUNTS, sold=COUNTS, people=COUNTS, stay=AMOUNTS,
    other=AMOUNTS, kept=AMOUNTS, house_fees=AMOUNTS,
)  # fmt: skip


@given(CHANGES, DAYS, st.integers(0, 70))
def test_months_offer_what_their_nights_do_and_add_up_to_the_range(changes, start, days) -> None:
    period = Period(start, start + timedelta(days=days))
    nights = [start + timedelta(days=n) for n in range(days + 1)]

    found = offered(changes.items(), period.steps)

    assert found == [
        sum(beds_on(changes.items(), night) for night in nights if step.start <= night <= step.end)
        for step in period.steps
    ]
    assert sum(found) == sum(offered(changes.items(), [period]))


@given(st.lists(TOTALS, max_size=5), st.lists(TOTALS, max_size=5))
def test_income_of_the_whole_is_that_of_its_parts(some, others) -> None:
    whole = added([*some, *others])

    assert whole == added([added(some), added(others)])
    assert whole.income == sum((one.income for one in [*some, *others]), Decimal(0))
    assert whole.reservable == sum(one.reservable for one in [*some, *others])


@given(st.integers(1, 500), st.integers(0, 500), AMOUNTS)
def test_revpar_is_the_daily_rate_by_the_share_sold(sold, free, stay) -> None:
    totals = Totals(offered=sold + free, sold=sold, stay=stay)

    assert 0 <= totals.rate <= 100
    assert abs(totals.revpar - totals.adr * sold / (sold + free)) < Decimal("1e-20")


def test_nothing_has_no_rate() -> None:
    nothing = Totals()

    assert nothing.is_nothing
    assert (nothing.rate, nothing.adr, nothing.revpar, percent(1, 0), average(1, 0)) == (None,) * 5
    assert (percent(1, 8), average(1, 8)) == (Decimal("12.5"), Decimal("0.1"))
