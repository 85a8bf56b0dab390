"""What each room offered, sold and earned in each of some stretches of days, added up by the database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from bookings.rules.occupancy import Totals, offered
from bookings.rules.states import FIRM, State
from locations.models import CapacityChange, Room
from payments.rules.money import places
from payments.rules.period import Period

# Room and number of the stretch → its totals; nothing where there is nothing.
Key = tuple[int, int]
Cells = Mapping[Key, Totals]
Row = tuple[Key, Mapping[str, Any]]

SOLD = """
-- Each stay with what it holds: its nights, the first alone where nobody came, none where it was cancelled.
WITH stay AS (
    SELECT booking.bill_id, booking.room_id, booking.people, booking.beds, booking.arrive, booking.depart,
        booking.state = %(cancelled)s AS is_cancelled, COALESCE(booking.custom_rate = 0, FALSE) AS is_given,
        room.rate, asked.places,
        CASE WHEN booking.state = %(cancelled)s THEN booking.arrive
            WHEN booking.state = %(no_show)s THEN booking.arrive + 1
            ELSE LEAST(COALESCE(booking.left_on, booking.depart), booking.depart) END AS until
    FROM bookings_booking booking
    JOIN unnest(%(rooms)s::bigint[], %(places)s::int[]) AS asked(room_id, places)
        ON asked.room_id = booking.room_id
    JOIN locations_room room ON room.id = booking.room_id
    WHERE booking.arrive < %(after)s AND booking.depart > %(first)s AND booking.state = ANY(%(states)s)
), billed AS (
    SELECT bill_id,
        COALESCE(SUM(amount) FILTER (WHERE kind IN ('STAY', 'DISCOUNT') AND paid_by = 'GUEST'), 0) AS stay,
        COALESCE(SUM(amount) FILTER (WHERE kind = 'CUSTOM' AND paid_by = 'GUEST'), 0) AS other,
        COALESCE(SUM(amount) FILTER (WHERE kind IN ('FEE', 'TAX') AND paid_by = 'GUEST'), 0) AS on_top,
        COALESCE(SUM(amount) FILTER (WHERE kind = 'WAIVED' AND paid_by = 'GUEST'), 0) AS waived,
        COALESCE(SUM(amount) FILTER (WHERE paid_by = 'HOUSE'), 0) AS house_fees
    FROM payments_billline WHERE bill_id IN (SELECT bill_id FROM stay) GROUP BY bill_id
),
-- Of a bill of which some is no longer owed, the same part of everything is left.
due AS (
    SELECT stay.*, house_fees,
        CASE WHEN waived = 0 THEN billed.stay
            WHEN whole > 0 THEN ROUND(billed.stay * (whole + waived) / whole, places) ELSE 0 END AS for_stay,
        CASE WHEN waived = 0 THEN other
            WHEN whole > 0 THEN ROUND(other * (whole + waived) / whole, places) ELSE 0 END AS for_other,
        CASE WHEN waived = 0 THEN on_top
            WHEN whole > 0 THEN ROUND(on_top * (whole + waived) / whole, places) ELSE 0 END AS for_on_top
    FROM stay JOIN billed USING (bill_id)
    CROSS JOIN LATERAL (SELECT billed.stay + other + on_top AS whole) added
),
-- A row for each stretch that a stay has nights in.
cut AS (
    SELECT due.*, step.*, arrive < first OR depart > after AS is_cut
    FROM due CROSS JOIN LATERAL (
        SELECT n - 1 AS n, (%(firsts)s::date[])[n] AS first, (%(afters)s::date[])[n] AS after
        FROM generate_series(
            GREATEST(1, width_bucket(arrive, %(firsts)s::date[])),
            width_bucket(depart - 1, %(firsts)s::date[])
        ) AS n
    ) step
),
-- A stay that lies in one stretch is taken whole. Of others, how much of the price is for nights before
-- `first` and before `after`; where nights have no prices, by their number. Differences of rounded sums up to
-- a day: so the parts of a bill add up to it exactly, however it is cut.
part AS (
    SELECT room_id, n, people, beds, rate, is_cancelled, is_given,
        GREATEST(LEAST(until, after) - GREATEST(arrive, first), 0) AS nights,
        CASE WHEN NOT is_cut THEN for_stay
            ELSE ROUND(for_stay * upto / price, places) - ROUND(for_stay * before / price, places)
            END AS stay,
        CASE WHEN NOT is_cut THEN for_other
            ELSE ROUND(for_other * upto / price, places) - ROUND(for_other * before / price, places)
            END AS other,
        CASE WHEN NOT is_cut THEN for_on_top
            ELSE ROUND(for_on_top * upto / price, places) - ROUND(for_on_top * before / price, places)
            END AS on_top,
        CASE WHEN NOT is_cut THEN house_fees
            ELSE ROUND(house_fees * upto / price, places) - ROUND(house_fees * before / price, places)
            END AS house_fees
    FROM cut CROSS JOIN LATERAL (
        SELECT SUM(asked::numeric) AS known,
            SUM(asked::numeric) FILTER (WHERE night::date < first) AS known_before,
            SUM(asked::numeric) FILTER (WHERE night::date < after) AS known_upto
        FROM payments_billline line, jsonb_each_text(line.nights) AS told(night, asked)
        WHERE is_cut AND line.bill_id = cut.bill_id AND line.kind = 'STAY' AND line.paid_by = 'GUEST'
            AND night::date >= arrive AND night::date < depart
    ) priced CROSS JOIN LATERAL (
        SELECT CASE WHEN known > 0 THEN known ELSE depart - arrive END AS price,
            CASE WHEN known > 0 THEN COALESCE(known_before, 0) ELSE GREATEST(first - arrive, 0) END AS before,
            CASE WHEN known > 0 THEN COALESCE(known_upto, 0) ELSE LEAST(after, depart) - arrive END AS upto
    ) share
)
SELECT room_id, n, SUM(nights * beds) AS sold, SUM(nights * beds) FILTER (WHERE is_given) AS given,
    SUM(nights * people) AS people, SUM(stay) FILTER (WHERE NOT is_cancelled) AS stay,
    SUM(other) FILTER (WHERE NOT is_cancelled) AS other,
    SUM(stay + other) FILTER (WHERE is_cancelled) AS kept, SUM(house_fees) AS house_fees,
    SUM(on_top) AS on_top, SUM(nights * beds * rate) FILTER (WHERE is_given) AS worth
FROM part GROUP BY room_id, n
"""
# Beds that could not be sold here.
CLOSED = """
SELECT room_id, width_bucket(night, %(firsts)s::date[]) - 1 AS n, COUNT(block_id) AS blocked,
    COUNT(outside_id) AS elsewhere
FROM bookings_bednight
WHERE (block_id IS NOT NULL OR outside_id IS NOT NULL) AND room_id = ANY(%(rooms)s::bigint[])
    AND night >= %(first)s AND night < %(after)s
GROUP BY room_id, n
"""


def totals(rooms: Sequence[Room], steps: Sequence[Period]) -> Cells:
    """The totals of each of `rooms`, which have their houses, in each of `steps`, consecutive ones.

    Three queries.
    """
    names = {
        "firsts": [step.start for step in steps],
        "afters": [step.after for step in steps],
        "first": steps[0].start,
        "after": steps[-1].after,
        "rooms": [room.pk for room in rooms],
        "places": [places(room.house.currency) for room in rooms],
        "states": sorted(FIRM | {State.CANCELLED}),
        "no_show": State.NO_SHOW.value,
        "cancelled": State.CANCELLED.value,
    }
    found: dict[Key, dict[str, Any]] = defaultdict(dict)
    for key, some in (*_offered(rooms, steps), *_rows(SOLD, names), *_rows(CLOSED, names)):
        found[key] |= some
    return {key: Totals(**some) for key, some in found.items()}


def _offered(rooms: Sequence[Room], steps: Sequence[Period]) -> Iterator[Row]:
    changes: dict[int, list[tuple[date, int]]] = defaultdict(list)
    told = CapacityChange.objects.filter(room__in=[room.pk for room in rooms], start_date__lt=steps[-1].after)
    for room_id, start, beds in told.values_list("room_id", "start_date", "beds").order_by():
        changes[room_id].append((start, beds))
    for room_id, own in changes.items():
        for n, nights in enumerate(offered(own, steps)):
            yield (room_id, n), {"offered": nights}


def _rows(sql: str, names: Mapping[str, Any]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, names)
        columns = [column.name for column in cursor.description][2:]
        for room, n, *values in cursor.fetchall():
            told = zip(columns, values, strict=True)
            yield (room, n), {name: value for name, value in told if value is not None}
