"""What guests and stewards type."""

from bookings.forms.question import QuestionForm
from bookings.forms.results import ResultsForm
from bookings.forms.stays import AskForm, CancelForm, SearchForm, StayForm

__all__ = ["AskForm", "CancelForm", "QuestionForm", "ResultsForm", "SearchForm", "StayForm"]
