"""Minor units: exact or refused, never rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.gateway import NotChargeable, check_chargeable, from_minor, minor_units
from payments.gateway.amounts import (
    MINIMUM,
    MOST_DIGITS,
    MOST_DIGITS_ELSEWHERE,
    THREE_DECIMAL,
    WHOLE_IN_HUNDREDTHS,
    ZERO_DECIMAL,
    finest_places,
    stripe_places,
)
from payments.standin import currencies

D = Decimal
CODES = ("EUR", "USD", "JPY", "KWD", "ISK", "UGX", "HUF", "TWD", "RSD")


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("85", "EUR", 8500),
        ("85.00", "EUR", 8500),
        ("85.0000", "EUR", 8500),
        ("0.01", "EUR", 1),
        ("10.99", "USD", 1099),
        ("500", "JPY", 500),
        ("500.0000", "JPY", 500),
        ("1000000", "VND", 1000000),
        ("5.12", "KWD", 5120),
        ("5", "ISK", 500),
        ("5", "UGX", 500),
        ("10.45", "HUF", 1045),
        ("800.45", "TWD", 80045),
        # No hundredths in daily use, but Stripe counts them.
        ("1200", "RSD", 120000),
    ],
)
def test_amount_in_minor_units_and_back(amount, currency, units):
    assert minor_units(D(amount), currency) == units
    assert from_minor(units, currency) == D(amount)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("85.001", "EUR"), ("0.005", "USD"), ("500.5", "JPY"), ("5.124", "KWD"), ("5.5", "ISK"), ("5.01", "UGX"),
     ("1200.50", "RSD")],
)  # fmt: skip
def test_fraction_of_a_minor_unit_is_refused(amount, currency):
    with pytest.raises(NotChargeable, match=f"{D(amount).normalize()} {currency} is too fine"):
        minor_units(D(amount), currency)


@given(st.integers(0, 10**10), st.sampled_from(CODES))
def test_every_whole_amount_survives_the_way_there_and_back(number, currency):
    amount = D(number).scaleb(-finest_places(currency))

    assert from_minor(minor_units(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0.50", "EUR"), ("0.30", "GBP"), ("50", "JPY"), ("175", "HUF"), ("999999.99", "EUR"), ("0.01", "ZAR"),
     ("9999999.99", "INR"), ("999999", "ISK"), ("99999999", "KRW")],
)  # fmt: skip
def test_amount_within_the_limits_is_chargeable(amount, currency):
    check_chargeable(D(amount), currency)


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("0.49", "EUR", "at least 0.50 EUR"),
        ("0.29", "GBP", "at least 0.30 GBP"),
        ("49", "JPY", "at least 50 JPY"),
        ("174.99", "HUF", "at least 175.00 HUF"),
        ("0", "ZAR", "at least"),
        ("-5", "EUR", "at least"),
        ("1000000", "EUR", "more than one card payment can be"),
        ("100000000", "KRW", "more than one card payment can be"),
        ("85.001", "EUR", "too fine"),
    ],
)
def test_amount_outside_the_limits_says_why(amount, currency, said):
    with pytest.raises(NotChargeable, match=said):
        check_chargeable(D(amount), currency)


def test_tables_agree_with_the_stand_in():
    codes = {*MINIMUM, *MOST_DIGITS, *ZERO_DECIMAL, *THREE_DECIMAL, *WHOLE_IN_HUNDREDTHS, "EUR"}

    assert {code: stripe_places(code) for code in codes} == {
        code: currencies.places(code.lower()) for code in codes
    }
    assert {code.lower() for code in WHOLE_IN_HUNDREDTHS} == currencies.WHOLE_ONLY
    assert {
        code.lower(): minor_units(D(least), code) for code, least in MINIMUM.items()
    } == currencies.MINIMUM
    assert {code.lower(): 10**digits - 1 for code, digits in MOST_DIGITS.items()} == currencies.MAXIMUM
    assert 10**MOST_DIGITS_ELSEWHERE - 1 == currencies.MAXIMUM_ELSEWHERE
