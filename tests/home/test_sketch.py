"""The drawing of what is nearby: in its direction, further where it is further, nothing upon another."""

from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from home.rules.sketch import APART, CENTRE, COMPASS, SIZE, sketch

places = st.lists(st.tuples(st.integers(1, 240), st.sampled_from(sorted(COMPASS))), max_size=9)


def test_places_lie_where_they_are():
    north, east, south, west = sketch([(10, "n"), (10, "e"), (10, "s"), (10, "w")]).marks

    assert (north.x, south.x, east.y, west.y) == (CENTRE,) * 4
    assert north.y < CENTRE < south.y
    assert west.x < CENTRE < east.x


def test_what_is_further_is_drawn_further_out():
    near, middle, far = sketch([(2, "e"), (20, "e"), (90, "e")]).marks

    assert near.x < middle.x < far.x
    assert [ring.minutes for ring in sketch([(2, "e"), (20, "e"), (90, "e")]).rings] == [30, 45, 60]


def test_nothing_nearby_is_an_empty_drawing():
    assert (sketch([]).marks, sketch([]).rings) == ([], [])


@given(places)
def test_every_place_is_in_the_drawing_and_on_top_of_no_other(given_places):
    marks = sketch(given_places).marks

    assert [mark.number for mark in marks] == list(range(1, len(given_places) + 1))
    for mark in marks:
        assert 14 <= mark.x <= SIZE - 14
        assert 14 <= mark.y <= SIZE - 14
    for one, other in combinations(marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= APART
