"""Plans of further houses and rooms, put together from lists."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from django.utils.text import slugify

from config.seed.plans import FIRST_DAY, FeePlan, HousePlan, RoomPlan, text
from config.seed.words import further as words
from config.seed.words.amsterdam import HOUSE as AMSTERDAM
from config.seed.words.embassy_sf import HOUSE as EMBASSY_SF
from config.seed.words.red_victorian import HOUSE as RED_VICTORIAN

WRITTEN = (EMBASSY_SF, RED_VICTORIAN, AMSTERDAM)
PALETTES = ("redwood", "brass", "brick", "moss", "clay", "harbour", "heather", "saffron", "slate", "canal")


def house_plans(*, houses: int, rooms: int, rng: Random) -> list[HousePlan]:
    """`houses` houses of `rooms` rooms each: the written ones first, then ones made of lists."""
    plans = [replace(plan, rooms=_rooms(plan, rooms, rng)) for plan in WRITTEN[:houses]]
    names = _house_names()
    return [*plans, *(_house(*next(names), rooms=rooms, rng=rng) for _ in range(houses - len(plans)))]


def _house_names() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """A name and a town for each further house, without end and never twice the same."""
    for round_ in count():
        for place, town in enumerate(words.TOWNS):
            name = words.HOUSES[(place + round_) % len(words.HOUSES)]
            again = round_ // len(words.HOUSES)
            yield f"{name} {town[0]}" + (f" {again + 1}" if again else ""), town


def _house(name: str, town: tuple[str, str, str], *, rooms: int, rng: Random) -> HousePlan:
    place, currency, time_zone = town
    people = rng.randint(5, 16)
    story = words.STORY.format(people=people, day=rng.choice(words.DAYS))
    slug = slugify(name)
    plan = HousePlan(
        name=name,
        slug=slug,
        currency=currency,
        time_zone=time_zone,
        terms=rng.choice(["REQUEST", "INSTANT"]),
        palette=rng.choice(PALETTES),
        answer_days=rng.randint(2, 4),
        place=place,
        address=place,
        summary=words.SUMMARY.format(people=people, place=place, rooms=rooms),
        banner="street",
        rules=words.RULES,
        fees=[
            FeePlan("City tax", str(rng.choice([3, 5, 7, 10])), "GUEST"),
            FeePlan("Network fee", "5", "HOUSE"),
        ],
        stewards={"steward": (_name(rng), "")},
        body=[text(story)],
        pages=[],
        rooms=[],
        in_menu=False,
        drawn_as=rng.choice([plan.slug for plan in WRITTEN]),
    )
    return replace(plan, rooms=_rooms(plan, rooms, rng))


def _name(rng: Random) -> str:
    first, last = rng.choice(list(words.PEOPLE))
    return f"{first} {last}"


def _rooms(plan: HousePlan, wanted: int, rng: Random) -> Sequence[RoomPlan]:
    """The plan's own rooms and as many further ones as are wanted."""
    rooms = list(plan.rooms)[:wanted]
    return [*rooms, *(_room(plan, number, rng) for number in range(wanted - len(rooms)))]


def _room(plan: HousePlan, number: int, rng: Random) -> RoomPlan:
    again, place = divmod(number, len(words.ROOMS))
    name = f"{words.ROOMS[place]} Room" + (f" {again + 1}" if again else "")
    beds = rng.choice([1, 1, 1, 4, 6])
    floor, side = rng.choice(words.FLOORS), rng.choice(words.SIDES)
    bed = f"{beds} bunks" if beds > 1 else "One double bed"
    body = words.ROOM.format(floor=floor.lower(), side=side, bed=bed, bath=rng.choice(words.BATHS))
    source = next(house for house in WRITTEN if house.slug == plan.look)
    alike = [room for room in source.rooms if (room.kind == "SHARED") == (beds > 1)]
    rate = rng.randint(38, 60) if beds > 1 else rng.randint(70, 140)
    return RoomPlan(
        name=name,
        slug=slugify(name),
        kind="SHARED" if beds > 1 else "PRIVATE",
        sleeps=beds if beds > 1 else 2,
        rate=rate * words.SCALE.get(plan.currency, 1),
        bed=bed,
        summary=words.ROOM_SUMMARY.format(
            floor=floor, side=side, hour=rng.choice(["seven", "eight", "nine"])
        ),
        subjects=rng.choice(alike).subjects,
        body=[text(body)],
        beds=[(FIRST_DAY, beds)],
        amenities=["KITCHEN", *rng.sample(["DESK", "LAUNDRY", "PARKING", "PETS", "STEP_FREE"], 2)],
    )
