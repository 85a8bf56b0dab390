"""The one guarantee, looked at from outside: no bed is sold twice or beyond capacity."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from bookings.rules.states import TAKES_BEDS, State

# Every night of every room that has a bed taken, beside the capacity in force on it.
BEYOND = """
SELECT room.name, taken.night, taken.beds, taken.highest, COALESCE(capacity.beds, 0)
FROM (SELECT room_id, night, COUNT(*) AS beds, MAX(bed) AS highest FROM bookings_bednight GROUP BY 1, 2) taken
JOIN locations_room room ON room.id = taken.room_id
LEFT JOIN LATERAL (
    SELECT beds FROM locations_capacitychange
    WHERE room_id = taken.room_id AND start_date <= taken.night ORDER BY start_date DESC LIMIT 1
) capacity ON TRUE
WHERE taken.beds > COALESCE(capacity.beds, 0) OR taken.highest > COALESCE(capacity.beds, 0)
"""
TWICE = """
SELECT room.name, night, bed, COUNT(*) FROM bookings_bednight
JOIN locations_room room ON room.id = room_id GROUP BY 1, 2, 3, room_id HAVING COUNT(*) > 1
"""
# Bookings whose bed-nights are not exactly those their state says, or in another room, or until another
# moment.
MISMATCH = """
SELECT booking.number, booking.state, COUNT(taken.id),
       CASE WHEN booking.state = ANY(%(takes)s) THEN booking.beds * CASE
           WHEN booking.state = %(no_show)s THEN 1
           ELSE LEAST(COALESCE(booking.left_on, booking.depart), booking.depart) - booking.arrive END
       ELSE 0 END AS wanted
FROM bookings_booking booking LEFT JOIN bookings_bednight taken ON taken.booking_id = booking.id
    AND taken.room_id = booking.room_id AND taken.night >= booking.arrive AND taken.night < booking.depart
    AND taken.until IS NOT DISTINCT FROM booking.hold_until
GROUP BY booking.id
HAVING COUNT(taken.id) <> CASE WHEN booking.state = ANY(%(takes)s) THEN booking.beds * CASE
           WHEN booking.state = %(no_show)s THEN 1
           ELSE LEAST(COALESCE(booking.left_on, booking.depart), booking.depart) - booking.arrive END
       ELSE 0 END
"""


def wrong_beds() -> list[str]:
    """A line for each bed sold twice, night beyond capacity, or booking without exactly its bed-nights."""
    return [*_twice(), *_beyond(), *_mismatch()]


def _twice() -> Iterator[str]:
    for room, night, bed, times in _rows(TWICE):
        yield f"{room}, {night}: bed {bed} is sold {times} times"


def _beyond() -> Iterator[str]:
    for room, night, beds, highest, capacity in _rows(BEYOND):
        yield f"{room}, {night}: {beds} beds taken, the highest is number {highest}, capacity is {capacity}"


def _mismatch() -> Iterator[str]:
    names = {"takes": sorted(TAKES_BEDS), "no_show": State.NO_SHOW.value}
    for number, state, have, wanted in _rows(MISMATCH, names):
        yield f"booking {number} ({state}): {have} bed-nights as it says, should be {wanted}"


def _rows(sql: str, names: Mapping[str, Any] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, names)
        return cursor.fetchall()
