"""A bed's nights, cut where their owner changes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.chart import Piece, pieces, window

START = date(2026, 3, 2)
NIGHTS = window(START, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_a_bed_is_cut_into_stays_free_nights_and_nights_without_it() -> None:
    taken = {day(1): "Ann", day(2): "Ann", day(3): "Bo"}
    offered = {day(number): 1 if number < 5 else 0 for number in range(7)}

    assert pieces(NIGHTS, bed=1, taken=taken, offered=offered) == [
        Piece(day(0), 1, None, True),
        Piece(day(1), 2, "Ann", True),
        Piece(day(3), 1, "Bo", True),
        Piece(day(4), 1, None, True),
        Piece(day(5), 2, None, False),
    ]


def test_a_bed_beyond_capacity_is_shown_where_it_is_taken() -> None:
    found = pieces(NIGHTS, bed=2, taken={day(0): "Ann"}, offered=dict.fromkeys(NIGHTS, 1))

    assert [(piece.nights, piece.owner, piece.offered) for piece in found] == [
        (1, "Ann", True),
        (6, None, False),
    ]


@given(
    st.lists(st.sampled_from([None, "a", "b"]), min_size=7, max_size=7),
    st.lists(st.integers(0, 3), min_size=7, max_size=7),
    st.integers(1, 3),
)
def test_pieces_are_all_nights_in_order_each_once(owners, beds, bed) -> None:
    taken = {night: owner for night, owner in zip(NIGHTS, owners, strict=True) if owner}

    found = pieces(NIGHTS, bed=bed, taken=taken, offered=dict(zip(NIGHTS, beds, strict=True)))

    told = [
        (piece.first + timedelta(days=place), piece.owner) for piece in found for place in range(piece.nights)
    ]
    assert told == list(zip(NIGHTS, owners, strict=True))
    pairs = zip(found, found[1:], strict=False)
    assert all((one.owner, one.offered) != (two.owner, two.offered) for one, two in pairs)
