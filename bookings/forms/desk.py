"""What stewards type at their desk."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.actions.capacity import MOST_BEDS
from bookings.forms.paying import ask_amount
from bookings.queries.desk import Row
from locations.forms import CurrencyField, DateInput
from locations.models import Kind, Room
from payments.models import BY_HAND, Source
from payments.rules.money import rounded


class VerbForm(forms.Form):
    """Nothing to type: the button is all. `row` is the booking as of now, `today` the house's."""

    def __init__(self, *args: Any, row: Row, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.today = today

    def in_currency(self, name: str, *, most: Decimal) -> None:
        """Let a field take an amount from 0 to `most` in the bill's currency, `most` to begin with."""
        ask_amount(self.fields[name], most=most, currency=self.row.booking.bill.currency)


class DeclineForm(VerbForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The guest reads it. A friendly sentence is enough."),
        error_messages={"required": _("Give a reason: the guest reads it.")},
    )


class CancelStayForm(VerbForm):
    refund = forms.DecimalField(
        label=_("Give back"), min_value=0, max_digits=14, decimal_places=4, widget=forms.NumberInput
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The guest reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = self.row.balance.kept
        if most > 0:
            self.in_currency("refund", most=most)
            self.fields["refund"].initial = rounded(
                self.row.offered[0].amount, currency=self.row.booking.bill.currency
            )
        else:
            del self.fields["refund"]

    def clean_refund(self) -> Decimal:
        refund: Decimal = self.cleaned_data["refund"]
        most = self.row.balance.kept
        if refund > most:
            shown = rounded(most, currency=self.row.booking.bill.currency)
            message = _("Give back at most what was paid: %(most)s.") % {"most": f"{shown:f}"}
            raise forms.ValidationError(message)
        return refund


class MarkPaidForm(VerbForm):
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=4, widget=forms.NumberInput)
    source = forms.ChoiceField(
        label=_("How"),
        choices=[(source.value, source.label) for source in Source if source in BY_HAND],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(label=_("Received on"), widget=DateInput, input_formats=["%Y-%m-%d"])
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        required=False,
        help_text=_("A receipt or transfer number, so that it can be found again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_currency("amount", most=self.row.owed)
        self.fields["received_on"].initial = self.today
        self.fields["source"].initial = Source.CASH

    def clean_received_on(self) -> date:
        received_on: date = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or earlier."))
        return received_on


class GiveBackForm(VerbForm):
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=4, widget=forms.NumberInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The guest reads it."),
        error_messages={"required": _("Say what for: the guest reads it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_currency("amount", most=self.row.balance.overpaid)


class ReverseForm(forms.Form):
    """Why a payment noted by hand is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Only the stewards of this house read it."),
        error_messages={"required": _("Say why: others look for this money later.")},
    )


class SettledForm(forms.Form):
    """How money that a card did not take went back."""

    reference = forms.CharField(
        max_length=200,
        error_messages={"required": _("Say how the money went back, so that it can be found again.")},
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the stewards of this house read it."),
        error_messages={"required": _("Write the note first.")},
    )


class KindForm(forms.Form):
    """How a room sells."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("A private room sells whole, a shared one by the bed."),
    )


class BasisForm(forms.Form):
    """What a house is called, counted and dated by."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As on bills and in mails."))
    currency = CurrencyField(label=_("Currency"), max_length=3)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("The house's days begin and end by it.")
    )


class CapacityForm(forms.Form):
    """From a night on, so many beds; a private room is open or closed."""

    start_date = forms.DateField(
        label=_("From the night of"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the first night."), "invalid": _("Choose the first night.")},
    )

    def __init__(self, *args: Any, room: Room, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_date"].widget.attrs["min"] = today.isoformat()
        self.fields["start_date"].initial = today
        self.fields["beds"] = _beds_field(room)


def _beds_field(room: Room) -> forms.Field:
    if room.is_shared:
        return forms.IntegerField(label=_("Beds"), min_value=0, max_value=MOST_BEDS)
    return forms.TypedChoiceField(
        label=_("The room is"),
        coerce=int,
        choices=[(1, _("open")), (0, _("closed"))],
        widget=forms.RadioSelect,
    )


class BlockForm(forms.Form):
    """From a night until a morning, so many beds; a private room is blocked whole."""

    start = forms.DateField(
        label=_("From the night of"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the first night."), "invalid": _("Choose the first night.")},
    )
    end = forms.DateField(
        label=_("Until the morning of"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        help_text=_("The night of this day can be booked again."),
        error_messages={"required": _("Choose the last morning."), "invalid": _("Choose the last morning.")},
    )
    beds = forms.IntegerField(label=_("Beds"), min_value=1, max_value=MOST_BEDS, initial=1)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Only the stewards of this house read it."),
        error_messages={"required": _("Say why, so that others know.")},
    )

    def __init__(self, *args: Any, room: Room, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].widget.attrs["min"] = today.isoformat()
        self.fields["start"].initial = today
        if not room.is_shared:
            del self.fields["beds"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", _("Choose an end after the start."))
        return {"beds": 1} | data
