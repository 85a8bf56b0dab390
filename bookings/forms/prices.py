"""What stewards type about prices."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bookings.forms.stays import MOST_GUESTS
from bookings.queries.why import LONGEST_LOOK
from bookings.rules.stay import Stay
from locations.forms import DateInput
from locations.models import DiscountCode, Fee, House, LengthDiscount, ReductionKind, Room, Season, Weekday
from payments.rules.money import is_whole, places

DATES: dict[str, Any] = {"start": DateInput, "end": DateInput}


def whole(amount: Decimal | None, currency: str) -> Decimal | None:
    """`amount`, refused where it has more places than its currency."""
    if amount is not None and not is_whole(amount, currency=currency):
        number = places(currency)
        told = _("%(currency)s has no cents.") if not number else _("%(currency)s has %(n)d places.")
        raise ValidationError(told, params={"currency": currency, "n": number})
    return amount


class PriceForm(forms.ModelForm):
    """A row of a house's prices; rooms are those of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house: House = self.instance.house
        if isinstance(room := self.fields.get("room"), forms.ModelChoiceField):
            room.queryset = self.house.rooms.all()
            room.empty_label = str(_("every room of the house"))


class SeasonForm(PriceForm):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these weekdays"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: on all of them. A price counts for the night that begins on the day."),
    )

    class Meta:
        model = Season
        fields = (
            "name", "room", "start", "end", "weekdays", "price", "percent", "min_nights", "max_nights",
            "no_arrival", "no_departure",
        )  # fmt: skip
        widgets = DATES
        help_texts: ClassVar[dict[str, object]] = {
            "name": _("Guests read it: “Summer”, “Weekend”."),
            "start": _("Empty: it has begun long ago."),
            "end": _("The night of this day is no longer part of it. Empty: until you say otherwise."),
            "price": _("Of a night; in a shared room of a bed. Empty: the usual price."),
            "percent": _("Instead of a price: 20 for a fifth more than usual, -10 for a tenth less."),
            "min_nights": _("For whoever arrives then."),
            "max_nights": _("For whoever arrives then; empty: as the house's settings say."),
            "no_arrival": _("On these days no stay begins."),
            "no_departure": _("On these days no stay ends."),
        }

    def clean_price(self) -> Decimal | None:
        return whole(self.cleaned_data["price"], self.house.currency)


class LengthForm(PriceForm):
    class Meta:
        model = LengthDiscount
        fields = ("nights", "percent", "room")
        help_texts: ClassVar[dict[str, object]] = {
            "nights": _("7 for a week, 28 for a month."),
            "percent": _("Of what all nights of the stay cost together."),
        }


class FeeForm(PriceForm):
    class Meta:
        model = Fee
        fields = (
            "label", "basis", "percent", "amount", "paid_by", "is_tax", "taxable", "start", "end",
            "cap_nights", "free_from_nights", "free_under", "free_residents",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            **DATES,
            "basis": forms.RadioSelect,
            "paid_by": forms.RadioSelect,
        }
        help_texts: ClassVar[dict[str, object]] = {
            "label": _("Guests read it on their bill: “City tax”."),
            "percent": _("Of the stay without other fees: 12.5."),
            "amount": _("In the house's currency."),
            "is_tax": _("Taxes come last on the bill, and reports name them apart."),
            "taxable": _("A tax that is a percentage is then also taken of this."),
            "end": _("Empty: until you say otherwise."),
            "cap_nights": _("For an amount by the night: 21, where the city asks for no more."),
            "free_from_nights": _("28, where the city asks nothing of long stays."),
            "free_under": _("For an amount by the person: 16, where children pay nothing."),
        }

    def clean_amount(self) -> Decimal | None:
        return whole(self.cleaned_data["amount"], self.house.currency)


class CodeForm(PriceForm):
    class Meta:
        model = DiscountCode
        fields = ("code", "kind", "value", "start", "end", "uses", "per_guest")
        widgets: ClassVar[dict[str, Any]] = {**DATES, "kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, object]] = {
            "code": _("Guests type it when they ask to stay: “AUTUMN-10”."),
            "value": _("Percent, an amount in the house's currency, or a number of nights."),
            "uses": _("Empty: as many as come. A stay that comes to nothing gives its use back."),
            "per_guest": _("Empty: as often as they like."),
        }

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def clean_value(self) -> Decimal | None:
        value: Decimal = self.cleaned_data["value"]
        return whole(value, self.house.currency) if self.data.get("kind") == ReductionKind.FIXED else value


class LookForm(forms.Form):
    """A stay to look at: what it costs, and why."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=None)
    arrive = forms.DateField(label=_("Arrive"), widget=DateInput, input_formats=["%Y-%m-%d"])
    depart = forms.DateField(label=_("Depart"), widget=DateInput, input_formats=["%Y-%m-%d"])
    guests = forms.IntegerField(label=_("Guests"), min_value=1, max_value=MOST_GUESTS, initial=1)

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = self.fields["room"]
        if isinstance(rooms, forms.ModelChoiceField):
            rooms.queryset = house.rooms.select_related("house")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrive, depart = data.get("arrive"), data.get("depart")
        if arrive and depart and depart <= arrive:
            self.add_error("depart", _("Choose a departure after the arrival."))
        elif arrive and depart and (depart - arrive).days > LONGEST_LOOK:
            self.add_error("depart", _("That is too long a stay. Choose an earlier departure."))
        return data

    @property
    def stay(self) -> Stay:
        return Stay(self.cleaned_data["arrive"], self.cleaned_data["depart"])
