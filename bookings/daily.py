"""What the daily run does about stays: each house's letters of its day."""

from datetime import datetime
from functools import partial

from django.conf import settings

from bookings.actions import letters
from bookings.actions.person import forget_notes, forget_words
from bookings.models import Booking
from bookings.queries.day import days_untold
from bookings.queries.letters import to_part_from, to_welcome
from bookings.queries.person import to_forget
from home.rules.daily import Item, months_before
from locations.models import House
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


def old_words(now: datetime) -> list[Item]:
    """What was written about stays and guests longer ago than the network keeps it."""
    before = months_before(now, settings.KEEP["stays"]).date()
    stays = [_item("Words", stay, partial(forget_words, [stay], now=now)) for stay in to_forget(now)]
    houses = House.objects.filter(notes_on_guests__isnull=False).distinct()
    return [
        *stays,
        *(Item(f"{house.slug}, old notes", partial(forget_notes, house, before)) for house in houses),
    ]


def _item(word: str, stay: Booking, work: "partial[int]") -> Item:
    return Item(f"{word} of {stay.number}, {stay.house.slug}", work)
