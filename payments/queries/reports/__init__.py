"""Reports: figures with what they mean, and the rows behind them, one section for each currency.

Each is a fixed number of queries, whatever the houses, bookings and payments.
"""

from payments.queries.reports.movements import movements
from payments.queries.reports.nights import nights
from payments.queries.reports.shape import Column, Figure, Report, Section
from payments.queries.reports.taxes import taxes

__all__ = ["Column", "Figure", "Report", "Section", "movements", "nights", "taxes"]
