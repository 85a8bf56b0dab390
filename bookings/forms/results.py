"""The results page: dates, and which of the rooms that are free."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from bookings.forms.stays import SearchForm
from locations.models import Amenity, Kind

FILTERS = ("kind", "amenities", "most")


class ResultsForm(SearchForm):
    """A highest price is in one currency: nothing here compares two."""

    kind = forms.ChoiceField(label=_("Kind of room"), required=False, choices=[("", _("any")), *Kind.choices])
    most = forms.DecimalField(
        label=_("Highest price for the stay"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        error_messages={"invalid": _("Write the highest price in digits, such as 250.")},
    )
    currency = forms.CharField(
        label=_("Currency of that price"),
        required=False,
        widget=forms.Select,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Choose one of the currencies."))],
    )
    amenities = forms.MultipleChoiceField(
        label=_("The room must have"),
        required=False,
        choices=Amenity.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("most") is not None and not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Choose the currency of the highest price."))
        return data

    def offer_currencies(self, currencies: Iterable[str]) -> None:
        """Let one choose among `currencies` and the one asked for."""
        asked = self["currency"].value() or ""
        known = sorted({*currencies, *([asked] if len(asked) == 3 else [])})
        widget = self.fields["currency"].widget
        if isinstance(widget, forms.Select):
            widget.choices = [(currency, currency) for currency in known]

    @property
    def is_filtered(self) -> bool:
        """Whether anything but dates, guests and house narrows the search."""
        return any(self[name].value() for name in FILTERS)

    def everywhere(self) -> str:
        """The query of the same search over all houses."""
        return self._query(without=("house", "room"))

    def unfiltered(self) -> str:
        """The query of the same dates, guests and house alone."""
        return self._query(without=(*FILTERS, "currency"))

    def _query(self, *, without: Iterable[str]) -> str:
        kept = {name: self[name].value() for name in self.fields if name not in without}
        return urlencode({name: value for name, value in kept.items() if value}, doseq=True)
