"""What the daily run does about stays: each house's letters of its day."""

from datetime import datetime
from functools import partial

from bookings.actions import letters
from bookings.models import Booking
from bookings.queries.day import days_untold
from bookings.queries.letters import to_part_from, to_welcome
from home.rules.daily import Item
from messaging.models import Readers


def welcomes(now: datetime) -> list[Item]:
    """Guests who are to be told how to get in."""
    return [_item("Welcome", stay, partial(letters.welcome, stay.pk, now=now)) for stay in to_welcome(now)]


def farewells(now: datetime) -> list[Item]:
    """Guests who leave, or left yesterday."""
    return [_item("Goodbye", stay, partial(letters.farewell, stay.pk, now=now)) for stay in to_part_from(now)]


def stewards_news(now: datetime) -> list[Item]:
    """The days of each house that its stewards were not told of."""
    return [
        Item(f"{house.slug}, stewards' news of {day}", partial(letters.tell_stewards, house, day, now=now))
        for house, day in days_untold(now, Readers.STEWARDS)
    ]


def peoples_news(now: datetime) -> list[Item]:
    """The days of each house that its guests and residents were not told of."""
    return [
        Item(f"{house.slug}, people's news of {day}", partial(letters.tell_people, house, day, now=now))
        for house, day in days_untold(now, Readers.PEOPLE)
    ]


def _item(word: str, stay: Booking, work: "partial[int]") -> Item:
    return Item(f"{word} of {stay.number}, {stay.house.slug}", work)
