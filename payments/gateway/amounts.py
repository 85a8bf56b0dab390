"""Amounts as Stripe writes them: the one place with minor units.

Source: docs.stripe.com/currencies. Decimal places come from Babel; here are Stripe's exceptions.
"""

from decimal import Decimal

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _

from payments.gateway.errors import NotChargeable

ZERO_DECIMAL = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF")
)
# Sent in thousandths, the last digit always 0.
THREE_DECIMAL = frozenset(("BHD", "JOD", "KWD", "OMR", "TND"))
# No longer divided, but still sent in hundredths that end in 00.
WHOLE_IN_HUNDREDTHS = frozenset(("ISK", "UGX"))
# HUF and TWD are charged in hundredths too (only their payouts must be whole): the rule, no exception.

MINIMUM = {
    "USD": "0.50", "AED": "2.00", "AUD": "0.50", "BGN": "1.00", "BRL": "0.50", "CAD": "0.50", "CHF": "0.50",
    "CZK": "15.00", "DKK": "2.50", "EUR": "0.50", "GBP": "0.30", "HKD": "4.00", "HUF": "175.00",
    "INR": "0.50", "JPY": "50", "MXN": "10", "MYR": "2", "NOK": "3.00", "NZD": "0.50", "PLN": "2.00",
    "RON": "2.00", "SEK": "3.00", "SGD": "0.50", "THB": "10",
}  # fmt: skip
# In minor units: a limit on digits.
MOST_DIGITS = {"IDR": 12, "INR": 9, "LBP": 14, "COP": 13, "HUF": 13, "JPY": 13}
MOST_DIGITS_ELSEWHERE = 8


def stripe_places(currency: str) -> int:
    """How many decimal places Stripe's minor unit of `currency` has."""
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def finest_places(currency: str) -> int:
    """How many decimal places an amount may use: the currency's own, as far as Stripe takes them."""
    if currency in THREE_DECIMAL:
        return 2
    whole = currency in WHOLE_IN_HUNDREDTHS
    return 0 if whole else min(get_currency_precision(currency), stripe_places(currency))


def minor_units(amount: Decimal, currency: str) -> int:
    """`amount` in Stripe's smallest unit; NotChargeable if it is finer than Stripe takes, never rounded."""
    if amount != round(amount, finest_places(currency)):
        raise NotChargeable(
            _("%(amount)s %(currency)s is too fine an amount for a card. Please pay the house directly.")
            % {"amount": amount.normalize(), "currency": currency}
        )
    return int(amount.scaleb(stripe_places(currency)))


def from_minor(units: int, currency: str) -> Decimal:
    """Stripe's smallest units as an amount: `8500, "EUR"` is `Decimal("85.00")`."""
    return Decimal(units).scaleb(-stripe_places(currency.upper()))


def check_chargeable(amount: Decimal, currency: str) -> None:
    """NotChargeable if Stripe would refuse to charge `amount`: too small, too large, too fine."""
    minimum = Decimal(MINIMUM.get(currency, "0"))
    if amount <= 0 or amount < minimum:
        raise NotChargeable(
            _("A card payment must be at least %(minimum)s %(currency)s. Please pay the house directly.")
            % {"minimum": minimum, "currency": currency}
        )
    if len(str(minor_units(amount, currency))) > MOST_DIGITS.get(currency, MOST_DIGITS_ELSEWHERE):
        raise NotChargeable(_("This is more than one card payment can be. Please pay the house directly."))
