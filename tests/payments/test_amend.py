"""New lines for what differs, and discounts that follow the stay."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.amend import STANDING, differences, key, nights_of
from payments.rules.lines import Line, total
from payments.rules.reductions import reduced

D = Decimal
STAY = Line(
    "STAY", "2 nights", D("170.00"), nights={"2026-03-12": "85.00", "2026-03-13": "85.00"}, source="stay"
)
LONGER = Line(
    "STAY", "3 nights", D("265.00"), source="stay",
    nights={"2026-03-12": "85.00", "2026-03-13": "85.00", "2026-03-14": "95.00"},
)  # fmt: skip
TAX = Line("TAX", "City tax", D("17.00"), percent=D(10), source="fee:1")
BIKE = Line("CUSTOM", "Bicycle", D("20.00"))


@dataclass(frozen=True)
class Reduction:
    kind: str
    value: Decimal
    label: str = "Discount"
    reason: str = "A friend"
    source: str = "reduction:1"


def test_a_longer_stay_adds_its_nights_and_what_the_tax_is_more():
    made = differences(
        [STAY, TAX, BIKE], [LONGER, Line("TAX", "City tax", D("26.50"), percent=D(10), source="fee:1")]
    )

    assert [(line.label, line.amount, line.percent, line.nights) for line in made] == [
        ("3 nights", D("95.00"), None, {"2026-03-14": "95.00"}),
        ("City tax", D("9.50"), D(10), {}),
    ]
    assert nights_of([STAY, *made], "stay") == {
        "2026-03-12": D(85), "2026-03-13": D(85), "2026-03-14": D(95)
    }  # fmt: skip


def test_what_is_not_wanted_any_more_is_taken_off_under_its_name():
    made = differences([STAY, TAX], [STAY])

    assert [(line.kind, line.label, line.amount, line.percent) for line in made] == [
        ("TAX", "City tax", D("-17.00"), D(10))
    ]


def test_lines_from_before_there_were_sources_are_known_by_kind_and_label():
    old = [Line("STAY", "2 nights", D("170.00"), nights=STAY.nights), Line("FEE", "Network", D("8.50"))]

    made = differences(old, [LONGER, Line("FEE", "Network", D("8.50"), source="fee:9")])

    assert total([*old, *made]) == D("273.50")
    assert [line.amount for line in made if line.kind == "STAY"] == [D("95.00")]


lines = st.builds(
    Line,
    kind=st.sampled_from(["STAY", "DISCOUNT", "FEE", "TAX", "CUSTOM", "WAIVED"]),
    label=st.sampled_from("ab"),
    amount=st.decimals(-500, 500, places=2),
    paid_by=st.sampled_from(["GUEST", "HOUSE"]),
    source=st.sampled_from(["stay", "fee:1", "fee:2", "length"]),
)


@given(old=st.lists(lines, max_size=6), wanted=st.lists(lines, max_size=5, unique_by=key))
def test_old_lines_and_differences_say_what_is_wanted(old, wanted):
    made = differences(old, wanted)

    def sums(all_lines):
        found: dict = {}
        for line in all_lines:
            if line.kind not in STANDING:
                found[key(line)] = found.get(key(line), 0) + line.amount
        return {one: amount for one, amount in found.items() if amount}

    assert sums([*old, *made]) == sums(wanted)
    assert differences([*old, *made], wanted) == []


@pytest.mark.parametrize(
    ("given_rules", "expected"),
    [
        ([Reduction("PERCENT", D(10))], [D("-26.50")]),
        ([Reduction("FIXED", D(20))], [D("-20.00")]),
        ([Reduction("NIGHTS", D(1))], [D("-85.00")]),
        ([Reduction("NIGHTS", D(9))], [D("-265.00")]),
        ([Reduction("FIXED", D(1000))], [D("-265.00")]),
        ([Reduction("PERCENT", D(10)), Reduction("PERCENT", D(100))], [D("-26.50"), D("-238.50")]),
        ([], []),
    ],
)
def test_reductions_take_off_what_their_rule_says_and_never_more_than_the_stay(given_rules, expected):
    assert [line.amount for line in reduced([LONGER], given_rules, currency="USD")] == expected


@pytest.mark.parametrize(
    ("currency", "expected"), [("JPY", D("-33")), ("USD", D("-33.13")), ("KWD", D("-33.125"))]
)
def test_a_percentage_is_rounded_to_the_currency_s_places(currency, expected):
    [line] = reduced([LONGER], [Reduction("PERCENT", D("12.5"))], currency=currency)

    assert line.amount == expected
