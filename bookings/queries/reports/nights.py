"""What each room offered, sold and earned in each of some stretches of days, added up by the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from bookings.rules.occupancy import Totals, offered
from bookings.rules.states import FIRM, State
from locations.models import CapacityChange, Room
from payments.rules.money import places
from payments.rules.period import Period

# Room and number of the stretch → its totals; nothing where there is nothing.
Cells = Mapping[tuple[int, int], Totals]

STEPS = """
SELECT first, after, n - 1 AS n
FROM unnest(%(firsts)s::date[], %(afters)s::date[]) WITH ORDINALITY AS given(first, after, n)
"""
# Each stay with what it holds: its nights, the first alone where nobody came, none where it was cancelled.
STAYS = """
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
"""
# What the guest pays of each bill, and how much of that is left where some is no longer owed.
BILLED = """
SELECT line.bill_id,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'GUEST' AND line.kind IN ('STAY', 'DISCOUNT')), 0)
        AS stay,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'GUEST' AND line.kind = 'CUSTOM'), 0) AS other,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'GUEST' AND line.kind IN ('FEE', 'TAX')), 0)
        AS on_top,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'HOUSE'), 0) AS house_fees,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'GUEST' AND line.kind <> 'WAIVED'), 0) AS whole,
    COALESCE(SUM(line.amount) FILTER (WHERE line.paid_by = 'GUEST'), 0) AS kept
FROM stay JOIN payments_billline line USING (bill_id) GROUP BY line.bill_id
"""
DUE = """
SELECT stay.*,
    CASE WHEN whole > 0 THEN ROUND(billed.stay * kept / whole, places) ELSE 0 END AS for_stay,
    CASE WHEN whole > 0 THEN ROUND(billed.other * kept / whole, places) ELSE 0 END AS for_other,
    CASE WHEN whole > 0 THEN ROUND(billed.on_top * kept / whole, places) ELSE 0 END AS for_on_top,
    COALESCE(house_fees, 0) AS for_house_fees
FROM stay LEFT JOIN billed USING (bill_id)
"""
# How much of a stay's price is for nights before `first` and before `after`, of how much in all. A stay that
# lies in one stretch whole is not looked into; one whose nights have no prices goes by their number.
SHARES = """
SELECT CASE WHEN price > 0 THEN COALESCE(price_before, 0) ELSE GREATEST(first - arrive, 0) END AS before,
    CASE WHEN price > 0 THEN COALESCE(price_until, 0) ELSE LEAST(after, depart) - arrive END AS until,
    CASE WHEN price > 0 THEN price ELSE depart - arrive END AS whole
FROM (
    SELECT SUM(price::numeric) AS price,
        SUM(price::numeric) FILTER (WHERE night::date < first) AS price_before,
        SUM(price::numeric) FILTER (WHERE night::date < after) AS price_until
    FROM payments_billline line, jsonb_each_text(line.nights) AS priced(night, price)
    WHERE (arrive < first OR depart > after) AND line.bill_id = due.bill_id
        AND line.kind = 'STAY' AND line.paid_by = 'GUEST' AND night::date >= arrive AND night::date < depart
) priced
"""
# Differences of rounded sums up to a day: the parts of a bill add up to it exactly, however it is cut.
PARTS = (
    """
SELECT due.*, n, GREATEST(LEAST(due.until, after) - GREATEST(arrive, first), 0) AS nights,
    ROUND(for_stay * share.until / share.whole, places)
        - ROUND(for_stay * share.before / share.whole, places) AS stay,
    ROUND(for_other * share.until / share.whole, places)
        - ROUND(for_other * share.before / share.whole, places) AS other,
    ROUND(for_on_top * share.until / share.whole, places)
        - ROUND(for_on_top * share.before / share.whole, places) AS on_top,
    ROUND(for_house_fees * share.until / share.whole, places)
        - ROUND(for_house_fees * share.before / share.whole, places) AS house_fees
FROM due JOIN step ON arrive < after AND depart > first CROSS JOIN LATERAL ("""
    + SHARES
    + ") share"
)
SOLD = (
    "WITH step AS (" + STEPS + "), stay AS (" + STAYS + "), billed AS (" + BILLED + "), due AS (" + DUE
    + "), part AS (" + PARTS + """)
SELECT room_id, n, SUM(nights * beds) AS sold, SUM(nights * beds) FILTER (WHERE is_given) AS given,
    SUM(nights * people) AS people, SUM(stay) FILTER (WHERE NOT is_cancelled) AS stay,
    SUM(other) FILTER (WHERE NOT is_cancelled) AS other,
    SUM(stay + other) FILTER (WHERE is_cancelled) AS kept,
    SUM(house_fees) AS house_fees, SUM(on_top) AS on_top,
    SUM(nights * beds * rate) FILTER (WHERE is_given) AS worth
FROM part GROUP BY room_id, n
"""
)  # fmt: skip
# Beds that could not be sold here.
CLOSED = (
    "WITH step AS ("
    + STEPS
    + """)
SELECT room_id, n, COUNT(block_id) AS blocked, COUNT(outside_id) AS elsewhere
FROM bookings_bednight taken JOIN step ON night >= first AND night < after
WHERE (block_id IS NOT NULL OR outside_id IS NOT NULL) AND room_id = ANY(%(rooms)s::bigint[])
    AND night >= %(first)s AND night < %(after)s
GROUP BY room_id, n
"""
)


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
    found: dict[tuple[int, int], Totals] = defaultdict(Totals)
    for key, some in (*_offered(rooms, steps), *_rows(SOLD, names), *_rows(CLOSED, names)):
        found[key] += some
    return found


def _offered(rooms: Sequence[Room], steps: Sequence[Period]) -> list[tuple[tuple[int, int], Totals]]:
    changes: dict[int, list[tuple[date, int]]] = defaultdict(list)
    told = CapacityChange.objects.filter(room__in=[room.pk for room in rooms], start_date__lt=steps[-1].after)
    for room_id, start, beds in told.values_list("room_id", "start_date", "beds").order_by():
        changes[room_id].append((start, beds))
    return [
        ((room_id, n), Totals(offered=nights))
        for room_id, own in changes.items()
        for n, nights in enumerate(offered(own, steps))
    ]


def _rows(sql: str, names: Mapping[str, Any]) -> list[tuple[tuple[int, int], Totals]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, names)
        columns = [column.name for column in cursor.description][2:]
        return [((room, n), _totals(columns, values)) for room, n, *values in cursor.fetchall()]


def _totals(columns: Sequence[str], values: Sequence[Any]) -> Totals:
    return Totals(**{name: value for name, value in zip(columns, values, strict=True) if value is not None})
