"""Rounding to the places a currency has."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.money import is_whole, places, rounded, shown

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
currencies = st.sampled_from(["JPY", "USD", "KWD"])


@pytest.mark.parametrize(("currency", "expected"), [("JPY", 0), ("USD", 2), ("EUR", 2), ("KWD", 3)])
def test_places_are_the_currencys(currency: str, expected: int) -> None:
    assert places(currency) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("19.995", "USD", "20.00"),
        ("19.994", "USD", "19.99"),
        ("0.285", "USD", "0.29"),
        ("-0.285", "USD", "-0.29"),
        ("84.5", "JPY", "85"),
        ("84.4999", "JPY", "84"),
        ("1.0005", "KWD", "1.001"),
        ("0", "USD", "0.00"),
    ],
)
def test_rounded_goes_half_up(amount: str, currency: str, expected: str) -> None:
    assert str(rounded(Decimal(amount), currency=currency)) == expected


@given(amount=amounts, currency=currencies)
def test_rounded_is_whole_and_at_most_half_a_unit_off(amount: Decimal, currency: str) -> None:
    result = rounded(amount, currency=currency)

    assert is_whole(result, currency=currency)
    assert abs(result - amount) <= Decimal(1).scaleb(-places(currency)) / 2


@given(amount=amounts, currency=currencies)
def test_rounded_of_the_negative_is_the_negative(amount: Decimal, currency: str) -> None:
    assert rounded(-amount, currency=currency) == -rounded(amount, currency=currency)


def test_is_whole_sees_a_fraction() -> None:
    assert is_whole(Decimal("10.5"), currency="USD")
    assert not is_whole(Decimal("10.5"), currency="JPY")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"), [("12.5000", "USD", "12.50 USD"), ("2E+3", "JPY", "2000 JPY")]
)
def test_shown_has_the_currencys_places(amount: str, currency: str, expected: str) -> None:
    assert shown(Decimal(amount), currency=currency) == expected
