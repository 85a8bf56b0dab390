"""Lines and the fees they bring."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.lines import Facts, Line, house_share, subtotal, total
from payments.rules.lines import with_fees as with_fees_of
from payments.rules.money import is_whole, rounded


@dataclass(frozen=True)
class Fee:
    label: str = "Fee"
    percent: Decimal = Decimal(0)
    paid_by: str = "GUEST"
    basis: str = "PERCENT"
    amount: Decimal = Decimal(0)
    is_tax: bool = False
    taxable: bool = False
    start: date | None = None
    end: date | None = None
    cap_nights: int | None = None
    free_from_nights: int | None = None
    free_residents: bool = False
    free_under: int | None = None
    pk: int = 7


ARRIVE = date(2026, 3, 12)
FACTS = Facts(ARRIVE, nights=2)


def with_fees(lines, fees, *, currency, facts=FACTS):
    return with_fees_of(lines, fees, facts=facts, currency=currency)


STAY = Line(kind="STAY", label="Two nights", amount=Decimal("170.00"), nights={"2026-03-12": "85.00"})
CITY = Fee("City tax", Decimal("12.5"))
NETWORK = Fee("Network", Decimal("5"), paid_by="HOUSE")

currencies = st.sampled_from(["JPY", "USD", "KWD"])
fees = st.builds(
    Fee,
    label=st.just("Fee"),
    percent=st.decimals(min_value=0, max_value=100, places=4),
    paid_by=st.sampled_from(["GUEST", "HOUSE"]),
)


@st.composite
def priced_lines(draw: st.DrawFn) -> tuple[list[Line], str]:
    currency = draw(currencies)
    raw = draw(st.lists(st.decimals(min_value=-5000, max_value=50000, places=5), min_size=1, max_size=6))
    made = [Line(kind="STAY", label="x", amount=rounded(amount, currency=currency)) for amount in raw]
    return made, currency


def test_with_fees_adds_the_guests_and_shows_the_houses() -> None:
    lines = with_fees([STAY], [CITY, NETWORK], currency="USD")

    assert lines == [
        STAY,
        Line(kind="FEE", label="City tax", amount=Decimal("21.25"), percent=Decimal("12.5"), source="fee:7"),
        Line(
            kind="FEE",
            label="Network",
            amount=Decimal("8.50"),
            percent=Decimal(5),
            paid_by="HOUSE",
            source="fee:7",
        ),
    ]
    assert total(lines) == Decimal("191.25")
    assert house_share(lines) == Decimal("8.50")


def test_with_fees_never_compounds() -> None:
    once = with_fees([STAY], [CITY, CITY], currency="USD")
    later = with_fees(with_fees([STAY], [CITY], currency="USD"), [CITY], currency="USD")

    assert [line.amount for line in once] == [Decimal("170.00"), Decimal("21.25"), Decimal("21.25")]
    assert later == once


@pytest.mark.parametrize(
    ("amount", "percent", "currency", "expected"),
    [
        ("33.33", "33.33", "USD", "11.11"),
        ("0.30", "5", "USD", "0.02"),
        ("1010", "12.25", "JPY", "124"),
        ("1020", "12.25", "JPY", "125"),
        ("10.010", "2.5", "KWD", "0.250"),
        ("100.00", "0", "USD", "0.00"),
    ],
)
def test_fee_is_rounded_once_half_up(amount: str, percent: str, currency: str, expected: str) -> None:
    line = Line(kind="STAY", label="Stay", amount=Decimal(amount))

    fee = with_fees([line], [Fee("Fee", Decimal(percent))], currency=currency)[1]

    assert str(fee.amount) == expected


def test_subtotal_counts_discounts_and_leaves_fees_and_waivers_out() -> None:
    lines = [
        STAY,
        Line(kind="DISCOUNT", label="Long stay", amount=Decimal("-17.00")),
        Line(kind="FEE", label="City tax", amount=Decimal("21.25")),
        Line(kind="TAX", label="Tax", amount=Decimal("3.00")),
        Line(kind="WAIVED", label="Cancelled", amount=Decimal("-50.00")),
    ]

    assert subtotal(lines) == Decimal("153.00")


def test_subtotal_is_never_below_zero() -> None:
    assert subtotal([Line(kind="DISCOUNT", label="All of it", amount=Decimal("-17.00"))]) == 0


@given(priced=priced_lines(), charged=st.lists(fees, max_size=4))
def test_total_is_the_sum_of_rounded_lines(priced: tuple[list[Line], str], charged: list[Fee]) -> None:
    given_lines, currency = priced

    lines = with_fees(given_lines, charged, currency=currency)

    assert all(is_whole(line.amount, currency=currency) for line in lines)
    assert total(lines) + house_share(lines) == sum(line.amount for line in lines)
    assert lines[: len(given_lines)] == given_lines


@given(priced=priced_lines(), charged=st.lists(fees, max_size=4))
def test_house_paid_fees_never_reach_the_guest(priced: tuple[list[Line], str], charged: list[Fee]) -> None:
    given_lines, currency = priced
    guests = [fee for fee in charged if fee.paid_by == "GUEST"]

    both = with_fees(given_lines, charged, currency=currency)

    assert total(both) == total(with_fees(given_lines, guests, currency=currency))


def per_night(amount: str, **more) -> Fee:
    return Fee(basis="PERSON_NIGHT", amount=Decimal(amount), is_tax=True, **more)


@pytest.mark.parametrize(
    ("fee", "facts", "expected"),
    [
        (Fee(basis="STAY", amount=Decimal(30)), {}, "30.00"),
        (Fee(basis="NIGHT", amount=Decimal("2.5")), {"nights": 3, "people": 2}, "7.50"),
        (Fee(basis="NIGHT", amount=Decimal("2.5"), cap_nights=2), {"nights": 3}, "5.00"),
        (per_night("2.5"), {"nights": 3, "people": 2}, "15.00"),
        (per_night("2.5", cap_nights=7), {"nights": 30, "people": 2}, "35.00"),
        (per_night("2.5"), {"nights": 3, "people": 2, "young": 1}, "15.00"),
        (per_night("2.5", free_under=16), {"nights": 3, "people": 2, "young": 1}, "7.50"),
        (per_night("2.5", free_under=16), {"nights": 3, "people": 2, "young": 2}, "0.00"),
        (per_night("2.5", free_from_nights=28), {"nights": 27}, "67.50"),
        (per_night("2.5", free_from_nights=28), {"nights": 28}, None),
        (per_night("2.5", free_residents=True), {"nights": 1, "is_resident": True}, None),
        (per_night("2.5"), {"nights": 1, "is_resident": True}, "2.50"),
        (Fee(percent=Decimal(10), start=ARRIVE), {}, "17.00"),
        (Fee(percent=Decimal(10), start=date(2026, 3, 13)), {}, None),
        (Fee(percent=Decimal(10), end=ARRIVE), {}, None),
        (Fee(percent=Decimal(10), end=date(2026, 3, 13)), {}, "17.00"),
    ],
)
def test_a_fee_asks_about_the_stay(fee: Fee, facts: dict, expected: str | None) -> None:
    stay = Facts(ARRIVE, **{"nights": 2} | facts)

    made = with_fees([STAY], [fee], facts=stay, currency="USD")[1:]

    assert [str(line.amount) for line in made] == ([expected] if expected else [])
    assert {line.kind for line in made} <= {"TAX" if fee.is_tax else "FEE"}


@pytest.mark.parametrize(
    ("currency", "amount", "expected"),
    [("JPY", "2.5", "8"), ("USD", "1.115", "3.35"), ("KWD", "0.0335", "0.101")],
)
def test_an_amount_is_rounded_once_for_the_line(currency: str, amount: str, expected: str) -> None:
    stay = Line(kind="STAY", label="Stay", amount=Decimal(100))

    line = with_fees([stay], [per_night(amount)], facts=Facts(ARRIVE, nights=3), currency=currency)[1]

    assert str(line.amount) == expected


def test_a_tax_is_of_the_taxable_fees_too_and_comes_last() -> None:
    tax = Fee("VAT", Decimal(10), is_tax=True)
    cleaning = Fee("Cleaning", basis="STAY", amount=Decimal(30), taxable=True)
    linen = Fee("Linen", basis="STAY", amount=Decimal(10))
    own = Fee("Own", basis="STAY", amount=Decimal(99), taxable=True, paid_by="HOUSE")

    lines = with_fees([STAY], [tax, cleaning, linen, own], currency="USD")

    assert [(line.label, line.amount) for line in lines[1:]] == [
        ("Cleaning", Decimal("30.00")),
        ("Linen", Decimal("10.00")),
        ("Own", Decimal("99.00")),
        ("VAT", Decimal("20.00")),
    ]


@given(priced=priced_lines(), nights=st.integers(1, 40), people=st.integers(1, 6), cap=st.integers(1, 30))
def test_more_nights_or_people_never_lower_a_tax(priced, nights: int, people: int, cap: int) -> None:
    lines, currency = priced
    tax = per_night("2.35", cap_nights=cap)

    def taken(nights: int, people: int) -> Decimal:
        facts = Facts(ARRIVE, nights=nights, people=people)
        return with_fees(lines, [tax], facts=facts, currency=currency)[-1].amount

    assert taken(nights, people) <= taken(nights + 1, people) <= taken(nights + 1, people + 1)
    assert taken(cap, people) == taken(cap + nights, people)
