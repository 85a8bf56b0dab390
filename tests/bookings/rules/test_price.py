"""What a stay costs, night by night, and what longer stays and further guests change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.price import Tariff, amount_of, charge, length_for, nightly, quote, stretches
from bookings.rules.stay import Stay
from payments.rules.money import is_whole
from tests.locations.test_seasons import Season, days, seasons

FRIDAY = date(2027, 3, 12)
STAY = Stay(FRIDAY, FRIDAY + timedelta(days=3))
WEEKEND = Season("Weekend", weekdays=(4, 5), price=Decimal("100"))


class Plain:
    """No words, only what they are made of."""

    def stay(self, nights, *, beds):
        return "stay", ""

    def further(self, guests, nights, tariff):
        return "further", f"{guests} {nights}"

    def length(self, length, base):
        return "length", str(base)

    def fee(self, fee, base, facts):
        return str(base)


class Length:
    def __init__(self, nights, percent, room_id=None):
        self.nights, self.percent, self.room_id = nights, Decimal(percent), room_id

    def __repr__(self):
        return f"{self.nights}: {self.percent} {self.room_id}"


WORDS = Plain()
lengths = st.builds(Length, st.integers(2, 20), st.integers(0, 100), st.sampled_from([None, 1]))
tariffs = st.builds(
    Tariff,
    rate=st.decimals(0, 300, places=4),
    currency=st.sampled_from(["JPY", "USD", "KWD"]),
    shared=st.booleans(),
    seasons=st.lists(seasons, max_size=3),
    lengths=st.lists(lengths, max_size=2),
    guests_included=st.integers(1, 2),
    extra_guest=st.decimals(0, 30, places=4),
)


def amounts(stay, tariff, *, people=1, beds=1):
    charged = charge(stay, tariff=tariff, people=people, beds=beds, words=WORDS)
    return [(line.source, str(line.amount)) for line in charged]


def test_each_night_costs_what_its_season_says():
    tariff = Tariff(Decimal("85"), "USD", seasons=[WEEKEND])

    nights = nightly(STAY, tariff=tariff, beds=2)

    assert [(one.amount, one.each, one.season) for one in nights] == [
        (Decimal("200.00"), Decimal(100), "Weekend"),
        (Decimal("200.00"), Decimal(100), "Weekend"),
        (Decimal("170.00"), Decimal(85), ""),
    ]
    assert [(one.start, one.end, one.nights) for one in stretches(nights)] == [
        (FRIDAY, date(2027, 3, 14), 2),
        (date(2027, 3, 14), date(2027, 3, 15), 1),
    ]


@pytest.mark.parametrize(
    ("tariff", "people", "expected"),
    [
        (Tariff(Decimal("85"), "USD"), 2, [("stay", "255.00")]),
        (Tariff(Decimal("85"), "USD", extra_guest=Decimal("10")), 1, [("stay", "255.00")]),
        (Tariff(Decimal("85"), "USD", extra_guest=Decimal("10")), 3,
         [("stay", "255.00"), ("extra", "60.00")]),
        (Tariff(Decimal("85"), "USD", guests_included=2, extra_guest=Decimal("10")), 3,
         [("stay", "255.00"), ("extra", "30.00")]),
        (Tariff(Decimal("85"), "USD", shared=True, extra_guest=Decimal("10")), 3, [("stay", "255.00")]),
        (Tariff(Decimal("85"), "USD", lengths=[Length(3, 10)]), 1,
         [("stay", "255.00"), ("length", "-25.50")]),
        (Tariff(Decimal("85"), "USD", lengths=[Length(4, 10)]), 1, [("stay", "255.00")]),
        (Tariff(Decimal("33.333"), "JPY", lengths=[Length(2, "12.5")]), 1,
         [("stay", "99"), ("length", "-12")]),
        (Tariff(Decimal("1.2345"), "KWD", lengths=[Length(2, "33.33")]), 1,
         [("stay", "3.705"), ("length", "-1.235")]),
        (Tariff(Decimal("85"), "USD", extra_guest=Decimal("10"), lengths=[Length(2, 50)]), 2,
         [("stay", "255.00"), ("extra", "30.00"), ("length", "-142.50")]),
    ],
)  # fmt: skip
def test_charge_has_a_line_for_each_thing(tariff, people, expected):
    assert amounts(STAY, tariff, people=people) == expected


@pytest.mark.parametrize(
    ("nights", "offered", "expected"),
    [
        (6, [(7, 10, None)], None),
        (7, [(7, 10, None)], (7, None)),
        (40, [(7, 10, None), (28, 30, None)], (28, None)),
        (40, [(28, 30, None), (28, 5, 1)], (28, 1)),
        (40, [(28, 0, 1), (7, 10, None)], (7, None)),
        (40, [], None),
    ],
)
def test_length_for_is_the_longest_that_the_stay_reaches(nights, offered, expected):
    found = length_for(nights, [Length(*one) for one in offered])

    assert (found and (found.nights, found.room_id)) == expected


@given(tariff=tariffs, first=days, one=st.integers(1, 9), two=st.integers(1, 9), beds=st.integers(1, 4))
def test_splitting_a_stay_never_changes_a_night_s_price(tariff, first, one, two, beds):
    middle = first + timedelta(days=one)
    whole = Stay(first, middle + timedelta(days=two))

    apart = [
        night
        for part in (Stay(first, middle), Stay(middle, whole.depart))
        for night in nightly(part, tariff=tariff, beds=beds)
    ]

    assert nightly(whole, tariff=tariff, beds=beds) == apart


@given(tariff=tariffs, first=days, length=st.integers(1, 30), people=st.integers(1, 4))
def test_lines_are_the_sums_of_their_nights_and_the_total_that_of_the_lines(tariff, first, length, people):
    stay = Stay(first, first + timedelta(days=length))
    beds = people if tariff.shared else 1

    made = quote(stay, tariff=tariff, people=people, beds=beds, fees=[], words=WORDS)

    staying = [line for line in made.lines if line.kind == "STAY"]
    assert all(sum(map(Decimal, line.nights.values())) == line.amount for line in staying)
    assert all([*line.nights] == [night.isoformat() for night in stay] for line in staying)
    assert made.total == sum(line.amount for line in made.lines) >= 0
    assert all(is_whole(line.amount, currency=tariff.currency) for line in made.lines)
    assert amount_of(stay, tariff=tariff, people=people, beds=beds) == sum(one.amount for one in staying)


@given(tariff=tariffs, first=days, length=st.integers(1, 30))
def test_stretches_lose_no_night(tariff, first, length):
    nights = nightly(Stay(first, first + timedelta(days=length)), tariff=tariff, beds=1)

    found = stretches(nights)

    assert sum(one.nights for one in found) == length
    assert [day for one in found for day in Stay(one.start, one.end)] == [one.night for one in nights]
