"""Stripe's side of money: decimal places, minimum and maximum charges, in minor units.

Source: docs.stripe.com/currencies. The app keeps its own table, in its own units; a test compares the two.
"""

from payments.standin.errors import Rejection

ZERO_DECIMAL = frozenset(
    ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf")
)
THREE_DECIMAL = frozenset(("bhd", "jod", "kwd", "omr", "tnd"))
# Sent with two places for compatibility, the last two always 00.
WHOLE_ONLY = frozenset({"isk", "ugx"})
MINIMUM = {
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500,
    "dkk": 250, "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000,
    "myr": 200, "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
MAXIMUM = {"idr": 999_999_999_999, "inr": 999_999_999, "lbp": 99_999_999_999_999}
MAXIMUM |= dict.fromkeys(("cop", "huf", "jpy"), 9_999_999_999_999)
MAXIMUM_ELSEWHERE = 99_999_999


def places(currency: str) -> int:
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def shown(amount: int, currency: str) -> str:
    """`8500, "eur"` as `EUR 85.00`."""
    decimals = places(currency)
    whole, rest = divmod(abs(amount), 10**decimals)
    sign = "-" if amount < 0 else ""
    fraction = f".{rest:0{decimals}d}" if decimals else ""
    return f"{currency.upper()} {sign}{whole:,}{fraction}"


def check_divisible(amount: int, currency: str, *, param: str) -> None:
    """Refuse fractions of whole-only currencies, and a last digit in three-decimal ones."""
    step = 100 if currency in WHOLE_ONLY else 10 if currency in THREE_DECIMAL else 1
    if amount % step:
        raise Rejection(
            f"Invalid amount: {currency} amounts must be evenly divisible by {step}.",
            code="parameter_invalid_integer",
            param=param,
        )


def check_total(amount: int, currency: str) -> None:
    minimum = MINIMUM.get(currency, 1)
    if amount < minimum:
        least = shown(minimum, currency)
        message = f"The Checkout Session's total amount due must add up to at least {least}"
        raise Rejection(message, code="amount_too_small")
    maximum = MAXIMUM.get(currency, MAXIMUM_ELSEWHERE)
    if amount > maximum:
        most = shown(maximum, currency)
        message = f"The Checkout Session's total amount due must be no more than {most}"
        raise Rejection(message, code="amount_too_large")
