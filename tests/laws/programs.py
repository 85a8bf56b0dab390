"""What Hypothesis may type after each verb of a step."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from tests.laws.model import DAY

place, which = st.integers(0, 3), st.integers(0, 19)
ahead, beds = st.integers(-1, 4), st.integers(0, 5)
# Mostly what may be: a network that only says no teaches nothing.
soon = st.one_of(st.integers(0, 3), st.integers(0, 3), ahead)
nights = st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(0, 7))
people = st.one_of(st.integers(1, 2), st.integers(1, 5))
fourths = st.sampled_from([4, 4, 4, 2, 3, 5])

TYPED: Final[Mapping[str, st.SearchStrategy[tuple[int, ...]]]] = {
    "ask": st.tuples(place, soon, nights, people),
    "change": st.tuples(which, place, soon, nights, people),
    "cancel": st.tuples(which, st.integers(0, 4)),
    "pay": st.tuples(which, fourths),
    "arrive": st.tuples(which, fourths),
    "block": st.tuples(place, soon, st.integers(0, 4), st.integers(1, 4)),
    "offer": st.tuples(place, ahead, beds),
    "take_back": st.tuples(place, which),
    "wait": st.tuples(st.sampled_from([1, 35, 300, 12 * 60, DAY, 3 * DAY])),
    "wait_for": st.tuples(which, st.sampled_from([-1, 0, 0, 1])),
    "work": st.just(()),
}
ONE = st.tuples(which)


def typed(verb: str) -> st.SearchStrategy[tuple[int, ...]]:
    """The numbers of a step; every verb not named takes which stay or block."""
    return TYPED.get(verb, ONE)
