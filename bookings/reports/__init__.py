"""Reports that have to know of stays and nights."""

from bookings.reports.occupancy import occupancy_report, room_year, stays_report
from bookings.reports.outstanding import outstanding_report

__all__ = ["occupancy_report", "outstanding_report", "room_year", "stays_report"]
