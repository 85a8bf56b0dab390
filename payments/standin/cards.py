"""Test cards and what becomes of them (docs.stripe.com/testing); any other number is refused unread."""

import re
from dataclasses import dataclass

from payments.standin.store import Json


@dataclass(frozen=True)
class Card:
    brand: str
    last4: str
    decline: Json | None = None


def _declined(last4: str, code: str, decline_code: str, message: str) -> Card:
    return Card("visa", last4, {"code": code, "decline_code": decline_code, "message": message})


GOOD = "4242424242424242"
DECLINED = "4000000000000002"
CARDS = {
    GOOD: Card("visa", "4242"),
    "5555555555554444": Card("mastercard", "4444"),
    DECLINED: _declined("0002", "card_declined", "generic_decline", "Your card was declined."),
    "4000000000009995": _declined(
        "9995", "card_declined", "insufficient_funds", "Your card has insufficient funds."
    ),
    "4000000000000069": _declined("0069", "expired_card", "expired_card", "Your card has expired."),
    "4000000000000127": _declined(
        "0127", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."
    ),
}


def find(number: str) -> Card | None:
    return CARDS.get(re.sub(r"[\s-]", "", number))
