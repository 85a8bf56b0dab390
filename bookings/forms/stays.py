"""What guests type: dates first, then what the house wants to know."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bookings.queries.calendars import FURTHEST
from bookings.rules.stay import Stay
from locations.access import seen_house_at
from locations.forms import DateInput
from locations.models import House
from members.models import User

MOST_GUESTS = 50


class StayForm(forms.Form):
    """Dates and guests, wherever they are asked.

    `today` is the earliest arrival a person anywhere could mean.
    """

    arrive = forms.DateField(
        label=_("Arrive"), widget=DateInput, input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": _("Write the arrival as a date, such as 2027-03-12."),
            "required": _("Choose when you arrive."),
        },
    )  # fmt: skip
    depart = forms.DateField(
        label=_("Depart"), widget=DateInput, input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": _("Write the departure as a date, such as 2027-03-15."),
            "required": _("Choose when you leave."),
        },
    )  # fmt: skip
    guests = forms.IntegerField(
        label=_("Guests"), min_value=1, max_value=MOST_GUESTS, initial=1, required=False,
        error_messages={
            "invalid": _("Write the number of guests in digits."),
            "min_value": _("Somebody has to come: write 1 or more."),
            "max_value": _("Write %(limit_value)s or fewer; if you are more, ask the house."),
        },
    )  # fmt: skip

    # Asked only where a fee of the house does.
    young = forms.IntegerField(
        label=_("Of them younger than the age"), min_value=0, max_value=MOST_GUESTS, required=False
    )

    code = forms.CharField(label=_("Discount code"), max_length=30, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["arrive"].widget.attrs["min"] = today.isoformat()
        self.fields["depart"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    def clean_guests(self) -> int:
        return self.cleaned_data.get("guests") or 1

    def clean_young(self) -> int:
        young, people = self.cleaned_data.get("young") or 0, self.cleaned_data.get("guests") or 1
        if young > people:
            raise ValidationError(_("There can't be more of them than there are guests."))
        return young

    def clean_arrive(self) -> date:
        arrive: date = self.cleaned_data["arrive"]
        if arrive < self.today:
            raise ValidationError(_("The arrival is in the past. Choose today or later."))
        if arrive > self.today + FURTHEST:
            raise ValidationError(_("That is too far ahead. Choose an arrival within the next two years."))
        return arrive

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrive, depart = data.get("arrive"), data.get("depart")
        if arrive and depart and depart <= arrive:
            self.add_error("depart", _("Choose a departure after the arrival."))
        elif arrive and depart and depart - arrive > FURTHEST:
            self.add_error("depart", _("That is too long a stay. Choose an earlier departure."))
        return data

    @property
    def stay(self) -> Stay:
        return Stay(self.cleaned_data["arrive"], self.cleaned_data["depart"])

    @property
    def people(self) -> int:
        return int(self.cleaned_data["guests"])

    @property
    def young_people(self) -> int:
        return int(self.cleaned_data["young"])

    def stay_query(self) -> str:
        """The query of the same dates and guests, for the address of a room."""
        return urlencode({"arrive": self.stay.arrive, "depart": self.stay.depart, "guests": self.people})


class SearchForm(StayForm):
    """Dates over the network, or in one house or room named by its address."""

    house = forms.SlugField(label=_("House"), required=False)
    room = forms.SlugField(label=_("Room"), required=False)

    def __init__(self, *args: Any, user: User | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_house(self) -> House | None:
        """An unlisted house is there for whoever knows its address; a members' house for its people only."""
        slug = self.cleaned_data["house"]
        if not slug:
            return None
        house = seen_house_at(self.user, slug)
        if house is None:
            raise ValidationError(_("There is no house at this address."))
        return house


class AskForm(forms.Form):
    """What the guest tells the house.

    `key` is of this one form: sent twice, it makes one stay. `guest` is asked for a name while there is none.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell the house your name.")},
    )
    purpose = forms.CharField(
        label=_("What brings you?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The people who live here read this. A few sentences are plenty."),
        error_messages={"required": _("Tell the house what brings you; a sentence will do.")},
    )  # fmt: skip
    arrival_time = forms.CharField(
        label=_("When will you arrive?"),
        max_length=100,
        required=False,
        help_text=_("If you know: “around six”, “late, 23:00”."),
    )
    comments = forms.CharField(
        label=_("Anything else?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Allergies, a question, a friend who lives here."),
    )  # fmt: skip
    rules = forms.BooleanField(
        label=_("I have read the house rules and will keep them"),
        error_messages={"required": _("Read the house rules and tick the box to go on.")},
    )
    total = forms.DecimalField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": _("Load this page again, then send it.")},
    )

    def __init__(self, *args: Any, house: House, guest: User | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if guest.is_authenticated and guest.name:
            del self.fields["name"]
        if not house.rules.strip():
            del self.fields["rules"]


class CancelForm(forms.Form):
    """A guest's own cancelling: the refund they were shown comes back with it."""

    refund = forms.DecimalField(widget=forms.HiddenInput)
