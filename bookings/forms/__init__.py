"""What guests and stewards type."""

from bookings.forms.stays import AskForm, CancelForm, DateInput, SearchForm, StayForm

__all__ = ["AskForm", "CancelForm", "DateInput", "SearchForm", "StayForm"]
