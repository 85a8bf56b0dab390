"""A room's beds over time: one step function, edited without a word too many."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations.rules.capacity import Edit, InThePast, beds_on, nightly, with_change, without_change

TODAY = date(2026, 3, 10)
A, B, C = date(2026, 3, 1), date(2026, 3, 12), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("changes", "night", "beds"),
    [
        ([], B, 0),
        ([(B, 2)], B - timedelta(days=1), 0),
        ([(B, 2)], B, 2),
        ([(B, 2)], C, 2),
        ([(C, 0), (A, 4)], B, 4),
        ([(C, 0), (A, 4)], C, 0),
    ],
)
def test_beds_on_is_the_latest_change(changes: list, night: date, beds: int) -> None:
    assert beds_on(changes, night) == beds


def test_nightly_is_half_open() -> None:
    assert list(nightly([(B, 2)], B - timedelta(days=1), B + timedelta(days=2))) == [
        (date(2026, 3, 11), 0),
        (date(2026, 3, 12), 2),
        (date(2026, 3, 13), 2),
    ]


@pytest.mark.parametrize(
    ("changes", "start", "beds", "edit"),
    [
        ({}, B, 2, Edit({B: 2})),
        ({A: 2}, B, 3, Edit({A: 2, B: 3})),
        # today may still be changed
        ({A: 2}, TODAY, 0, Edit({A: 2, TODAY: 0})),
        # says what the one before says
        ({A: 2}, B, 2, Edit({A: 2}, repeats=True)),
        ({}, B, 0, Edit({}, repeats=True)),
        # says what the next one says
        ({A: 2, C: 3}, B, 3, Edit({A: 2, B: 3}, merged=C)),
        ({A: 2, C: 3}, B, 1, Edit({A: 2, B: 1, C: 3})),
        # in place of one on the same day
        ({A: 2, B: 3}, B, 4, Edit({A: 2, B: 4})),
        ({A: 2, B: 3}, B, 2, Edit({A: 2}, repeats=True)),
        ({A: 2, B: 3, C: 2}, B, 2, Edit({A: 2}, repeats=True, merged=C)),
        ({A: 2, B: 3}, B, 3, Edit({A: 2, B: 3})),
    ],
)
def test_with_change_keeps_no_change_that_changes_nothing(changes, start, beds, edit) -> None:
    assert with_change(changes, start, beds, today=TODAY) == edit


@pytest.mark.parametrize(
    ("changes", "start", "edit"),
    [
        ({B: 2}, B, Edit({})),
        ({A: 2, B: 3}, B, Edit({A: 2})),
        ({A: 2, B: 3, C: 2}, B, Edit({A: 2}, merged=C)),
        ({A: 2, B: 3, C: 4}, B, Edit({A: 2, C: 4})),
        ({B: 2, C: 0}, B, Edit({}, merged=C)),
    ],
)
def test_without_change_takes_what_repeats_with_it(changes, start, edit) -> None:
    assert without_change(changes, start, today=TODAY) == edit


def test_past_stays_as_it_was() -> None:
    with pytest.raises(InThePast):
        with_change({}, TODAY - timedelta(days=1), 2, today=TODAY)
    with pytest.raises(InThePast):
        without_change({A: 2}, A, today=TODAY)


def test_without_change_needs_one() -> None:
    with pytest.raises(KeyError):
        without_change({A: 2}, B, today=TODAY)


days = st.integers(0, 40).map(lambda n: TODAY - timedelta(days=20) + timedelta(days=n))
future = st.integers(0, 20).map(lambda n: TODAY + timedelta(days=n))
beds = st.integers(0, 3)
# Plain rows, as an import may have left them: neighbours may be alike.
steps = st.dictionaries(days, beds, max_size=8)
FIRST, LAST = TODAY - timedelta(days=25), TODAY + timedelta(days=30)


@given(steps, future, beds)
def test_with_change_offers_every_night_what_was_asked(changes, start, number) -> None:
    edit = with_change(changes, start, number, today=TODAY)

    wanted = changes | {start: number}
    assert list(nightly(edit.after.items(), FIRST, LAST)) == list(nightly(wanted.items(), FIRST, LAST))


@given(steps, st.data())
def test_without_change_offers_every_night_what_is_left(changes, data) -> None:
    start = data.draw(future)
    changes = changes | {start: data.draw(beds)}

    edit = without_change(changes, start, today=TODAY)

    wanted = {day: number for day, number in changes.items() if day != start}
    assert list(nightly(edit.after.items(), FIRST, LAST)) == list(nightly(wanted.items(), FIRST, LAST))


@given(st.lists(st.tuples(future, beds), max_size=8))
def test_edits_alone_never_leave_neighbours_alike(edits) -> None:
    changes: dict = {}
    for start, number in edits:
        changes = dict(with_change(changes, start, number, today=TODAY).after)

    told = [0, *(number for _day, number in sorted(changes.items()))]
    assert all(one != other for one, other in zip(told, told[1:], strict=False))


@given(st.lists(st.tuples(future, beds), min_size=1, max_size=8), st.data())
def test_removals_never_leave_neighbours_alike(edits, data) -> None:
    changes: dict = {}
    for start, number in edits:
        changes = dict(with_change(changes, start, number, today=TODAY).after)
    while changes:
        start = data.draw(st.sampled_from(sorted(changes)))
        changes = dict(without_change(changes, start, today=TODAY).after)

        told = [0, *(number for _day, number in sorted(changes.items()))]
        assert all(one != other for one, other in zip(told, told[1:], strict=False))
