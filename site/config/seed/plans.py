"""The shapes of what the demo writes: houses, rooms and pages, dated in days from the house's today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Block = tuple[str, Any]
# Stands before a slug where the number of that page will be.
LINK = "page:"
NO_PICTURE = {"image": None, "alt_text": "", "decorative": False}
# The first day of every house's records, and the last one that stays are made for.
FIRST_DAY, LAST_DAY = -730, 100


@dataclass(frozen=True)
class Drawn:
    """A picture of `home.drawings`, where a page shows it."""

    house: str
    subject: str


@dataclass(frozen=True)
class FeePlan:
    label: str
    percent: str
    paid_by: str


@dataclass(frozen=True)
class BlockPlan:
    """Beds kept back on nights `day … day + nights - 1`."""

    day: int
    nights: int
    beds: int
    reason: str


@dataclass(frozen=True)
class PagePlan:
    title: str
    slug: str
    summary: str
    body: Sequence[Block]
    in_menu: bool = False


@dataclass(frozen=True)
class RoomPlan:
    """`subjects` are its pictures, the first the page's own; `beds` its capacity as (day, beds)."""

    name: str
    slug: str
    kind: str
    sleeps: int
    rate: int
    bed: str
    summary: str
    subjects: Sequence[str]
    body: Sequence[Block]
    beds: Sequence[tuple[int, int]]
    blocks: Sequence[BlockPlan] = ()
    amenities: Sequence[str] = ("KITCHEN", "LAUNDRY")


@dataclass(frozen=True)
class HousePlan:
    """`stewards` maps the part of the address before the @ to a name and a line about the person."""

    name: str
    slug: str
    currency: str
    time_zone: str
    terms: str
    palette: str
    answer_days: int
    place: str
    address: str
    summary: str
    banner: str
    rules: str
    fees: Sequence[FeePlan]
    stewards: Mapping[str, tuple[str, str]]
    body: Sequence[Block]
    pages: Sequence[PagePlan]
    rooms: Sequence[RoomPlan]
    drawn_as: str = ""
    in_menu: bool = True

    @property
    def look(self) -> str:
        """The house of `home.drawings` whose pictures it shows."""
        return self.drawn_as or self.slug

    def pictures(self) -> Iterator[Drawn]:
        """Every picture the house and its pages show."""
        yield Drawn(self.look, self.banner)
        yield from (Drawn(self.look, subject) for room in self.rooms for subject in room.subjects)
        yield from drawn_in(
            [self.body, *(room.body for room in self.rooms), *(page.body for page in self.pages)]
        )


def drawn_in(value: Any) -> Iterator[Drawn]:
    """Every picture that blocks, or a part of one, show."""
    match value:
        case Drawn():
            yield value
        case dict():
            yield from drawn_in(list(value.values()))
        case list() | tuple():
            for part in value:
                yield from drawn_in(part)


def text(html: str) -> Block:
    return "text", html


def link(slug: str, words: str) -> str:
    """A link, within text, to a page made before this one: a child of the house or of home."""
    return f'<a linktype="page" id="{LINK}{slug}">{words}</a>'


def picture(house: str, subject: str, caption: str = "", size: str = "text") -> Block:
    return "picture", {"image": Drawn(house, subject), "caption": caption, "size": size}


def beside(house: str, subject: str, html: str, side: str = "left") -> Block:
    columns = [{"image": Drawn(house, subject), "text": ""}, {"image": NO_PICTURE, "text": html}]
    return "columns", {"columns": columns if side == "left" else columns[::-1]}


def rooms(heading: str = "") -> Block:
    return "rooms", {"heading": heading}


def people(heading: str, words: str) -> Block:
    return "people", {"heading": heading, "text": words}


def where(address: str, at: tuple[str, str], way: str, *nearby: tuple[str, int, str]) -> Block:
    """`at` is latitude and longitude; what is nearby has its name, minutes on foot and direction."""
    places = [{"name": name, "minutes": minutes, "direction": turn} for name, minutes, turn in nearby]
    latitude, longitude = at
    return "map", {
        "heading": "Where we are",
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "text": f"<p>{way}</p>",
        "nearby": places,
    }


def gallery(*pictures: tuple[str, str], caption: str = "") -> Block:
    return "gallery", {"pictures": [Drawn(*names) for names in pictures], "caption": caption}


def quote(words: str, who: str) -> Block:
    return "quote", {"text": words, "who": who}


def call(heading: str, words: str, label: str, address: str) -> Block:
    return "call_to_action", {
        "heading": heading,
        "text": words,
        "label": label,
        "page": None,
        "address": address,
    }


def faq(heading: str, *questions: tuple[str, str]) -> Block:
    asked = [{"question": question, "answer": f"<p>{answer}</p>"} for question, answer in questions]
    return "faq", {"heading": heading, "questions": asked}


def notice(html: str, tone: str = "note") -> Block:
    return "notice", {"tone": tone, "text": f"<p>{html}</p>"}
