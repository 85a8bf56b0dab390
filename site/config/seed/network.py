"""The whole demo network, written in one transaction: all of it or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from django.db import transaction
from wagtail.models import Collection, Page

from config.seed import houses, letters, pages, people, pictures, rows, stays
from config.seed.cards import Till
from config.seed.further import house_plans
from config.seed.houses import Opened
from config.seed.pictures import Images
from config.seed.plans import Drawn, HousePlan, drawn_in
from config.seed.records import Record, Recorder
from config.seed.words import network as words
from home.actions.network import front_door
from home.models import HomePage
from locations.models import House
from members.models import User

# Bookings that mails are written about: each takes longer than the booking itself.
MOST_LETTERS = 30


@dataclass(frozen=True)
class Size:
    """`rooms` counts each house's; `bookings` all houses'."""

    houses: int = 3
    rooms: int = 5
    bookings: int = 2400
    seed: int = 1


def is_empty() -> bool:
    """Whether no network is there yet: people may be, houses and a home page not."""
    return not House.objects.exists() and not HomePage.objects.exists()


def seed(size: Size, *, now: datetime, say: Callable[[str], None], till: Path | None = None) -> None:
    """Write the demo network of that size; the same size and seed write the same, in days from `now`.

    `till` is the folder of a payment stand-in that is to know the cards paid with.
    """
    rng = Random(size.seed)
    plans = house_plans(houses=size.houses, rooms=size.rooms, rng=rng)
    say("Drawing pictures …")
    with pictures.drawing(_pictures(plans)) as drawn, transaction.atomic():
        operator = people.operator()
        home = front_door(words.TITLE, by=operator)
        say("Opening houses …")
        opened = _open(plans, by=operator, now=now)
        say("Making up two years of stays …")
        recent = _fill_calendars(opened, size, now=now, rng=rng)
        say("Writing pages …")
        _write_pages(home, opened, drawn(), by=operator)
        letters.write(recent, now=now)
        if till:
            Till(till).learn(now=now)


def _pictures(plans: Sequence[HousePlan]) -> list[Drawn]:
    """What all pages show, each once."""
    network = drawn_in([words.PICTURE, words.STORY, *(page.body for page in words.PAGES)])
    wanted = {*network, *(drawn for plan in plans for drawn in plan.pictures())}
    return sorted(wanted, key=lambda drawn: (drawn.house, drawn.subject))


def _write_pages(home: HomePage, opened: Sequence[Opened], drawn: dict[Drawn, Path], *, by: User) -> None:
    collections = {one.house.slug: one.house.collection for one in opened}
    root = Collection.get_first_root_node()
    images = pictures.store(drawn, collection_of=lambda house: collections.get(house, root), by=by)
    for one in opened:
        pages.fill_house(one, images, by=by)
    _fill_home(home, images, by=by)


def _open(plans: Sequence[HousePlan], *, by: User, now: datetime) -> list[Opened]:
    return [
        houses.open_planned(plan, stewards=people.stewards(plan, password=by.password), by=by, now=now)
        for plan in plans
    ]


def _fill_calendars(opened: Sequence[Opened], size: Size, *, now: datetime, rng: Random) -> list[Record]:
    """Stays in all houses, as many in each as it has beds for; those that mails are written about."""
    guests = people.guests(max(40, min(3000, size.bookings // 12)), rng)
    recorder = Recorder(guests, now=now, rng=rng)
    made = (
        made
        for one, number in zip(opened, _shares(opened, size.bookings), strict=True)
        for made in stays.stays(one, number, rng)
    )
    recent = [
        record
        for record in rows.write(map(recorder.record, made), now=now, rng=rng)
        if letters.is_recent(record, now)
    ]
    # Those that still wait for somebody above all, then the latest.
    recent.sort(key=lambda record: (record.made.ago > 0, record.steps[-1].at))
    return recent[-MOST_LETTERS:]


def _shares(opened: Sequence[Opened], bookings: int) -> list[int]:
    """How many of the bookings are each house's, by its beds; together all of them."""
    beds = [sum(beds.size for _room, beds in one.rooms) for one in opened]
    ends = [bookings * so_far // sum(beds) for so_far in accumulate(beds)]
    return [end - start for start, end in pairwise([0, *ends])]


def _fill_home(home: HomePage, images: Images, *, by: User) -> None:
    home.refresh_from_db()
    home.sentence = words.SENTENCE
    home.picture = images[words.PICTURE]
    home.body = pages.body(words.STORY, images, {})
    pages.publish(home, by=by)
    below: dict[str, Page] = {}
    for planned in words.PAGES:
        below[planned.slug] = pages.add_page(home, planned, images, below, by=by)
