"""How amounts and shares read on the pages."""

from decimal import Decimal

import pytest
from django.utils import translation

from bookings.templatetags.stays import money, percentage, price


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("85.0000", "EUR", "€85"),
        ("85.5000", "EUR", "€85.50"),
        ("1200", "USD", "$1,200"),
        ("410.4", "USD", "$410.40"),
        ("9000.4", "JPY", "¥9,000"),
        ("0", "EUR", "€0"),
    ],
)
def test_price_shows_the_sign_and_no_empty_cents(amount, currency, shown):
    assert price(Decimal(amount), currency) == shown


def test_price_is_written_as_in_the_language_of_the_page():
    with translation.override("de"):
        assert price(Decimal("85.50"), "EUR") == "85,50\u00a0€"


@pytest.mark.parametrize(("amount", "currency", "shown"), [("85", "EUR", "85.00"), ("9000", "JPY", "9000")])
def test_money_keeps_the_places_of_its_currency(amount, currency, shown):
    assert money(Decimal(amount), currency) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [("12.5000", "12.5\u00a0%"), ("10.0000", "10\u00a0%"), ("0", "0\u00a0%")]
)
def test_percentage_drops_the_zeros_it_is_stored_with(share, shown):
    assert percentage(Decimal(share)) == shown
