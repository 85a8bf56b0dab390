"""What guests and stewards type."""

from bookings.forms.stays import AskForm, CancelForm, SearchForm, StayForm

__all__ = ["AskForm", "CancelForm", "SearchForm", "StayForm"]
