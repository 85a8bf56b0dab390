"""How money is rounded: half up, once, to the places its currency has."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision


def places(currency: str) -> int:
    """Decimal places of `currency` (ISO 4217 code): 0 for JPY, 2 for USD, 3 for KWD."""
    return get_currency_precision(currency)


def rounded(amount: Decimal, *, currency: str) -> Decimal:
    """`amount` to the currency's places; a half goes away from zero, so a line taken back is its negative."""
    return amount.quantize(Decimal(1).scaleb(-places(currency)), ROUND_HALF_UP)


def is_whole(amount: Decimal, *, currency: str) -> bool:
    """Whether `amount` has no fraction of the currency's smallest unit."""
    return rounded(amount, currency=currency) == amount


def shown(amount: Decimal, *, currency: str) -> str:
    """`Decimal("12.5000")` and USD as `12.50 USD`, for messages and lists of ours."""
    return f"{rounded(amount, currency=currency):f} {currency}"
