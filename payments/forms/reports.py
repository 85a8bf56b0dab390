"""What reports are asked about."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from locations.forms import DateInput
from locations.models import House
from payments.rules.period import EARLIEST, LATEST, Period, month_of


class PeriodForm(forms.Form):
    """From one day to another, both included; the month of `today` where nothing is asked."""

    start = forms.DateField(label=_("From"), widget=DateInput, input_formats=["%Y-%m-%d"])
    end = forms.DateField(label=_("To"), widget=DateInput, input_formats=["%Y-%m-%d"])

    def __init__(self, data: Any, *, today: date) -> None:
        month = month_of(today)
        asked = data if "start" in data or "end" in data else None
        super().__init__(asked, initial={"start": month.start, "end": month.end})
        self.month = month

    @property
    def period(self) -> Period | None:
        """The days asked for; None where that makes no sense, which the form's errors say."""
        if not self.is_bound:
            return self.month
        if not self.is_valid():
            return None
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        for name, day in (("start", start), ("end", end)):
            if day and not EARLIEST <= day <= LATEST:
                between = {"first": EARLIEST.year, "last": LATEST.year}
                self.add_error(name, _("Choose a day between %(first)s and %(last)s.") % between)
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first. Swap the two."))
        return values


def presets(today: date) -> list[tuple[str, Period]]:
    """What is asked for most, by name."""
    names = (_("This month"), _("Last month"), _("This year"), _("Last year"))
    month, year = month_of(today), Period(date(today.year, 1, 1), date(today.year, 12, 31))
    before = Period(year.start.replace(year=today.year - 1), year.end.replace(year=today.year - 1))
    days = (month, month_of(month.start - timedelta(days=1)), year, before)
    return [(str(name), some) for name, some in zip(names, days, strict=True)]


def choices(houses: QuerySet[House]) -> list[tuple[str, str]]:
    """Houses as the form offers them: address and name."""
    return list(houses.order_by("name").values_list("slug", "name"))
