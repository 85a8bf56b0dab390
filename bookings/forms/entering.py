"""What a steward types who enters a stay."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.actions import Entry
from bookings.forms.bill import AMOUNT
from bookings.forms.stays import MOST_GUESTS
from locations.forms import DateInput
from locations.models import House, Room
from payments.rules.money import is_whole, shown


class EntryForm(forms.Form):
    """A stay that no guest asked for. `key` is of this form: sent twice, it enters one stay."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=None)
    arrive = forms.DateField(label=_("Arrive"), widget=DateInput, input_formats=["%Y-%m-%d"])
    depart = forms.DateField(label=_("Depart"), widget=DateInput, input_formats=["%Y-%m-%d"])
    people = forms.IntegerField(label=_("People"), min_value=1, max_value=MOST_GUESTS, initial=1)
    email = forms.EmailField(
        label=_("The guest's e-mail address"),
        max_length=254,
        help_text=_("They get a mail about the stay, and sign in with this address to see it."),
    )
    name = forms.CharField(
        label=_("Their name"),
        max_length=200,
        required=False,
        help_text=_("Kept if they have none here yet."),
    )
    is_certain = forms.BooleanField(
        label=_("It is certain already"),
        required=False,
        help_text=_("Paid on arrival or by hand. Otherwise the bed is held until they have paid."),
    )
    rate = forms.DecimalField(
        label=_("Price per night"),
        required=False,
        min_value=0,
        help_text=_("Empty: the room's own prices. 0: the house gives the stay away."),
        **AMOUNT,
    )
    reason = forms.CharField(
        label=_("Reason for the price"),
        max_length=200,
        required=False,
        help_text=_("It stays with the booking."),
    )
    purpose = forms.CharField(
        label=_("What brings them"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    arrival_time = forms.CharField(label=_("When they arrive"), max_length=100, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
        rooms = self.fields["room"]
        if isinstance(rooms, forms.ModelChoiceField):
            rooms.queryset = house.rooms.select_related("house").order_by("order", "pk")
        self.fields["rate"].label = f"{self.fields['rate'].label} ({house.currency})"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        arrive, depart, rate = typed.get("arrive"), typed.get("depart"), typed.get("rate")
        if arrive and depart and depart <= arrive:
            self.add_error("depart", _("Choose a departure after the arrival."))
        if rate is not None and not is_whole(rate, currency=self.house.currency):
            told = _("Write no more decimal places than %(sample)s has.")
            self.add_error("rate", told % {"sample": shown(rate, currency=self.house.currency)})
        if rate is not None and not typed.get("reason", "").strip():
            self.add_error("reason", _("Give a reason: it stays with the booking."))
        return typed

    @property
    def entry(self) -> Entry:
        """What was typed, once it is valid."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"room", "key"}}
        return Entry(**typed)
