"""Reports on nights and stays: each a fixed number of queries, whatever the houses, rooms and bookings."""

from bookings.queries.reports.occupancy import occupancy
from bookings.queries.reports.room_year import room_year
from bookings.queries.reports.stays import stays

__all__ = ["occupancy", "room_year", "stays"]
