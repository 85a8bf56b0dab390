"""What stewards type on a bill; each form's fields are the words of its action."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.forms.stays import MOST_GUESTS
from bookings.models import Booking
from bookings.queries.policies import from_tiers
from locations.forms import DateInput
from locations.models import Cancelling, House, ReductionKind, Room
from payments.rules.money import is_whole, shown

AMOUNT: dict[str, Any] = {"max_digits": 14, "decimal_places": 4, "widget": forms.NumberInput}


class BillForm(forms.Form):
    """`booking` is the one whose bill it is."""

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.booking = booking
        self.currency = booking.bill.currency

    def in_currency(self, name: str) -> Decimal | None:
        """The amount typed, refused where it has more places than the currency."""
        amount: Decimal | None = self.cleaned_data[name]
        if amount is not None and not is_whole(amount, currency=self.currency):
            told = _("Write no more decimal places than %(sample)s has.")
            raise forms.ValidationError(told % {"sample": shown(amount, currency=self.currency)})
        return amount


class LineForm(BillForm):
    label = forms.CharField(
        label=_("What it is for"), max_length=200, help_text=_("The guest reads it: “Bicycle, 3 days”.")
    )
    amount = forms.DecimalField(
        label=_("Amount"), help_text=_("Below zero it lowers the bill: -20 for 20 less."), **AMOUNT
    )

    def clean_amount(self) -> Decimal | None:
        return self.in_currency("amount")


class DiscountForm(BillForm):
    kind = forms.ChoiceField(
        label=_("It takes off"), choices=ReductionKind.choices, widget=forms.RadioSelect, initial="PERCENT"
    )
    value = forms.DecimalField(label=_("How much"), **AMOUNT)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The guest reads it. It follows the stay when it changes."),
    )


class RateForm(BillForm):
    rate = forms.DecimalField(
        label=_("Price per night"),
        required=False,
        min_value=0,
        help_text=_("0: the house gives the stay away. Empty: the room's own prices again."),
        **AMOUNT,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("It stays with the booking.")
    )

    def clean_rate(self) -> Decimal | None:
        return self.in_currency("rate")


class ReasonForm(BillForm):
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("It stays with the bill."))


class AmendForm(BillForm):
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=None)
    arrive = forms.DateField(label=_("Arrive"), widget=DateInput, input_formats=["%Y-%m-%d"])
    depart = forms.DateField(label=_("Depart"), widget=DateInput, input_formats=["%Y-%m-%d"])
    people = forms.IntegerField(label=_("People"), min_value=1, max_value=MOST_GUESTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        booking, rooms = self.booking, self.fields["room"]
        if isinstance(rooms, forms.ModelChoiceField):
            rooms.queryset = booking.house.rooms.select_related("house")
        for name in ("room", "arrive", "depart", "people"):
            self.fields[name].initial = getattr(booking, name)


class CancellingForm(forms.ModelForm):
    """What goes back when a guest cancels; `tiers` a line for each step, such as `14: 50`."""

    tiers = forms.CharField(
        label=_("Your own steps"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A line for each: days before arrival, a colon, the percent that goes back. “14: 100”."),
    )

    class Meta:
        model = House
        fields = ("cancelling", "no_show_percent")
        widgets = {"cancelling": forms.RadioSelect}
        help_texts = {
            "no_show_percent": _("For your own steps with a last one of 0 days; never more than that step.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.cancelling_tiers
        self.initial.setdefault("tiers", "\n".join(f"{days}: {percent}" for days, percent in kept))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("cancelling") == Cancelling.CUSTOM and "no_show_percent" in data:
            data["cancelling_tiers"] = self._tiers(data)
        return data

    def _tiers(self, data: dict[str, Any]) -> list[tuple[int, str]]:
        try:
            pairs = [line.split(":") for line in data["tiers"].splitlines() if line.strip()]
            tiers = [(int(days), f"{Decimal(percent.strip().rstrip('%')):f}") for days, percent in pairs]
            from_tiers(tiers, no_show=data["no_show_percent"])
        except (ValueError, ArithmeticError):
            self.add_error(
                "tiers",
                _(
                    "Write a line for each step, such as “14: 50”: each number of days once, 0 to 100 "
                    "percent, never more back later than sooner, and no more to who never came than on "
                    "the last step."
                ),
            )
            return []
        return tiers
