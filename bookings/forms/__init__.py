"""What guests and stewards type."""

from bookings.forms.results import ResultsForm
from bookings.forms.stays import AskForm, CancelForm, SearchForm, StayForm

__all__ = ["AskForm", "CancelForm", "ResultsForm", "SearchForm", "StayForm"]
