"""What becomes of a stay: how likely each ending is, and by which states it got there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from bookings.rules.states import State as S

Weights = Mapping[str, int]


@dataclass(frozen=True)
class Ending:
    """`path` names the states in order, the first one entered from nothing; `by_steward` who cancelled."""

    path: tuple[S, ...]
    by_steward: bool = False
    kept: str = "nothing"
    paid_late: bool = False

    @property
    def state(self) -> S:
        return self.path[-1]


ASK = (S.REQUESTED, S.APPROVED)
STAYED = (S.CHECKED_IN, S.CHECKED_OUT)
# Ways to a paid stay: by house that answers, and by house that takes bookings at once.
PAID: Final[Mapping[str, Mapping[str, tuple[S, ...]]]] = {
    "REQUEST": {
        "plain": (*ASK, S.CONFIRMED),
        "more time": (*ASK, S.EXPIRED, S.APPROVED, S.CONFIRMED),
        "entered": (S.APPROVED, S.CONFIRMED),
        "second thought": (S.REQUESTED, S.DECLINED, S.REQUESTED, S.APPROVED, S.CONFIRMED),
    },
    "INSTANT": {
        "plain": (S.HELD, S.CONFIRMED),
        "more time": (S.HELD, S.EXPIRED, S.APPROVED, S.CONFIRMED),
        "entered": (S.APPROVED, S.CONFIRMED),
        "second thought": (S.HELD, S.CONFIRMED),
    },
}
WAYS: Final[Weights] = {"plain": 90, "more time": 3, "entered": 5, "second thought": 2}

# What follows a paid stay.
AFTER_PAYING: Final[Mapping[str, tuple[S, ...]]] = {
    "coming": (),
    "never checked in": (),
    "here": (S.CHECKED_IN,),
    "stayed": STAYED,
    "no show": (S.NO_SHOW,),
    "came after all": (S.NO_SHOW, *STAYED),
    "cancelled": (S.CANCELLED,),
    "kept": (S.CANCELLED,),
    "cancelled by house": (S.CANCELLED,),
}
# Ways that end before, or wait, where `held` is asked and approved, or held at once.
UNPAID: Final[Mapping[str, Callable[[tuple[S, ...]], tuple[S, ...]]]] = {
    "asked": lambda held: (S.REQUESTED,),
    "promised": lambda held: held,
    "offered": lambda held: (S.APPROVED,),
    "declined": lambda held: (S.REQUESTED, S.DECLINED),
    "withdrawn": lambda held: (S.REQUESTED, S.WITHDRAWN),
    "lapsed": lambda held: (S.REQUESTED, S.LAPSED),
    "left unpaid": lambda held: (*held, S.WITHDRAWN),
    "approval taken back": lambda held: (*held, S.CANCELLED),
    "expired": lambda held: (*held, S.EXPIRED),
    "paid too late": lambda held: (*held, S.EXPIRED),
}

# Endings of stays whose last day is over, of ones under way, and of ones to come.
OVER: Final[Weights] = {
    "stayed": 705,
    "never checked in": 25,
    "no show": 25,
    "came after all": 8,
    "cancelled": 70,
    "kept": 18,
    "cancelled by house": 22,
    "approval taken back": 6,
    "declined": 38,
    "withdrawn": 22,
    "left unpaid": 14,
    "lapsed": 18,
    "expired": 22,
    "paid too late": 7,
}
NOW: Final[Weights] = {"here": 1}
TO_COME: Final[Weights] = {
    "coming": 760,
    "cancelled": 75,
    "cancelled by house": 25,
    "declined": 45,
    "withdrawn": 35,
    "left unpaid": 20,
    "lapsed": 10,
    "expired": 25,
    "paid too late": 5,
}
KEEP_BEDS = frozenset({"stayed", "never checked in", "no show", "came after all", "here", "coming"})
KEEPING_BEDS = 0.77
ONLY_WHERE_ANSWERED = frozenset({"declined", "lapsed", "withdrawn", "approval taken back"})


def pick(weights: Weights, rng: Random) -> str:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def ending(name: str, terms: str, rng: Random) -> Ending:
    """The states of a stay that ends as `name` (of the tables above) in a house with those terms."""
    by_steward = name in ("cancelled by house", "approval taken back")
    if name in UNPAID:
        held = ASK if terms == "REQUEST" else (S.HELD,)
        return Ending(UNPAID[name](held), by_steward, paid_late=name == "paid too late")
    way = PAID[terms][pick(WAYS, rng)]
    kept = "all" if name == "kept" else "nothing"
    if by_steward and rng.random() < 0.3:
        kept = "some"
    return Ending((*way, *AFTER_PAYING[name]), by_steward, kept)


def fitting(table: Weights, terms: str, *, keeps_beds: bool) -> Weights:
    """The endings a house with those terms can see, that keep beds taken or that do not."""
    return {
        name: odds
        for name, odds in table.items()
        if (terms == "REQUEST" or name not in ONLY_WHERE_ANSWERED) and (name in KEEP_BEDS) == keeps_beds
    }
