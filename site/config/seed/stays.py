"""Makes up stays: where, when, how many people, and how it ended, never more than there are beds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from math import cos, exp, pi
from random import Random

from bookings.rules.states import TAKES_BEDS, State
from config.seed import outcomes
from config.seed.houses import Opened
from config.seed.outcomes import Ending
from config.seed.plans import FIRST_DAY
from locations.models import Room

LAST_ARRIVAL = 70
NIGHTS = {1: 10, 2: 18, 3: 20, 4: 14, 5: 10, 6: 7, 7: 9, 8: 2, 9: 2, 10: 2, 11: 1, 12: 1, 13: 1, 14: 3}
PEOPLE_IN_BED = {1: 72, 2: 20, 3: 5, 4: 3}
TRIES = 300
# What waits for somebody in each house, with the hours since it was asked, approved or held.
WAITING: Mapping[str, Sequence[tuple[str, float]]] = {
    "REQUEST": [
        ("asked", 2.5),
        ("asked", 9),
        ("asked", 21),
        ("asked", 30),
        ("asked", 41),
        ("promised", 1.5),
        ("promised", 19),
        ("promised", 31),
    ],
    "INSTANT": [("promised", 0.1), ("promised", 0.25), ("offered", 19)],
}


class TooMany(Exception):
    """So many stays don't fit into so few beds."""


@dataclass
class Made:
    """A stay as made up, in days from the house's today; it has `beds` on nights `day … day + held - 1`."""

    opened: Opened
    room: Room
    day: int
    nights: int
    people: int
    ending: Ending
    beds: Sequence[int] = ()
    held: int = 0
    left: int | None = None
    # Hours ago that an open request, hold or approval was made.
    ago: float = 0

    @property
    def state(self) -> State:
        return self.ending.state


def stays(opened: Opened, number: int, rng: Random) -> Iterator[Made]:
    """`number` stays of a house: some that wait for somebody first, then whatever the season brings."""
    waiting = list(islice(_waiting(opened, rng), number))
    yield from waiting
    days, weights = _seasons()
    for _stay in range(number - len(waiting)):
        yield _any(opened, days, weights, rng)


def _seasons() -> tuple[Sequence[int], Sequence[float]]:
    """Days of arrival and how many come: more each year, most in the season that is on now, fewer far ahead.

    The season hangs on today and not on the month, so that the coming weeks look the same whenever one looks.
    """
    days = range(FIRST_DAY, LAST_ARRIVAL)
    weights = [
        (1 + 0.35 * cos(2 * pi * (day - 10) / 365)) * (0.45 + 0.55 * (day - FIRST_DAY) / -FIRST_DAY)
        if day < 0
        else 2.4 * exp(-day / 24)
        for day in days
    ]
    return days, list(accumulate(weights))


def _any(opened: Opened, days: Sequence[int], weights: Sequence[float], rng: Random) -> Made:
    # Decided before looking for beds: otherwise a full house would end up with nothing but refusals.
    keeps_beds = rng.random() < outcomes.KEEPING_BEDS
    for _try in range(TRIES):
        [day] = rng.choices(days, cum_weights=weights)
        nights = rng.choices(list(NIGHTS), weights=list(NIGHTS.values()))[0]
        table = outcomes.OVER if day + nights < 0 else outcomes.NOW if day < 0 else outcomes.TO_COME
        names = outcomes.fitting(table, opened.house.terms, keeps_beds=keeps_beds)
        found = names and place(opened, outcomes.pick(names, rng), day=day, nights=nights, rng=rng)
        if found:
            return found
    raise TooMany(f"{opened.house} is full: ask for fewer bookings, or for more rooms.")


def place(opened: Opened, name: str, *, day: int, nights: int, rng: Random, ago: float = 0) -> Made | None:
    """A stay of those nights that ends as `name`, in some room; None where that has no beds for it."""
    sizes = [beds.size for _room, beds in opened.rooms]
    [(room, beds)] = rng.choices(opened.rooms, weights=sizes)
    if name == "came after all" and nights < 2:
        return None
    people = _people(room, rng)
    wanted = people if room.is_shared else 1
    made = Made(opened, room, day, nights, people, outcomes.ending(name, opened.house.terms, rng), ago=ago)
    if made.state in TAKES_BEDS:
        made.held, made.left = _held(made, rng)
        if len(beds.free(day, nights)) < wanted:
            return None
        made.beds = beds.take(day, made.held, wanted)
        return made
    if made.state == State.REQUESTED:
        return made if len(beds.free(day, nights)) >= wanted else None
    # What holds no bed any more was possible once.
    return made if beds.offers(day, nights, wanted) else None


def _people(room: Room, rng: Random) -> int:
    if room.is_shared:
        return min(room.sleeps, rng.choices(list(PEOPLE_IN_BED), weights=list(PEOPLE_IN_BED.values()))[0])
    return 1 if room.sleeps == 1 or rng.random() < 0.45 else rng.randint(2, room.sleeps)


def _held(made: Made, rng: Random) -> tuple[int, int | None]:
    """How many nights the stay has beds for, and the day its guest left if they did."""
    if made.state == State.NO_SHOW:
        return 1, None
    if made.state != State.CHECKED_OUT:
        return made.nights, None
    early = rng.randint(1, made.nights - 1) if made.nights > 2 and rng.random() < 0.07 else made.nights
    if State.NO_SHOW in made.ending.path:
        early = made.nights
    return early, made.day + early


def _waiting(opened: Opened, rng: Random) -> Iterator[Made]:
    for name, hours in WAITING[opened.house.terms]:
        for _try in range(TRIES):
            found = place(opened, name, day=rng.randint(4, 40), nights=rng.randint(2, 6), rng=rng, ago=hours)
            if found is not None:
                yield found
                break
