"""Reports: figures with what they mean, and the rows behind them, one section for each currency.

Each is a fixed number of queries, whatever the houses, bookings and payments.
"""

from payments.queries.reports.movements import movements
from payments.queries.reports.nights import nights
from payments.queries.reports.payouts import payouts
from payments.queries.reports.shape import Chart, Column, Figure, Report, Section, Unit
from payments.queries.reports.taxes import taxes

__all__ = [
    "Chart", "Column", "Figure", "Report", "Section", "Unit", "movements", "nights", "payouts", "taxes",
]  # fmt: skip
