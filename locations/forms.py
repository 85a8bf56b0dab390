"""What stewards and operators type about houses."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from babel.numbers import list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

from locations.actions.rooms import ROOM_SETTABLE
from locations.actions.settings import SETTABLE
from locations.models import Amenity, Duty, House, Room

# Nothing that browsers keep or send to a spelling service.
UNSEEN = {"autocomplete": "off", "spellcheck": "false"}


class HouseSettingsForm(forms.ModelForm):
    """What a house's stewards set themselves."""

    class Meta:
        model = House
        fields = SETTABLE
        widgets: ClassVar[dict[str, forms.Widget | type[forms.Widget]]] = {
            "terms": forms.RadioSelect,
            "pay_when": forms.RadioSelect,
            "visibility": forms.RadioSelect,
            "rules": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts: ClassVar[dict[str, object]] = {
            "answer_days": _(
                "A request without an answer lapses after this, at the latest on the arrival day."
            ),
            "hold_hours": _("An approved stay that is not paid by then gives its bed free."),
            "deposit_percent": _("Of the whole price, where guests pay a part at once."),
            "rest_days": _("The rest is due so many days before they arrive; 0 on the day they arrive."),
            "lapse_unpaid": _("Three days after the rest was due, as if the guest had cancelled."),
            "max_nights": _("Guests can't ask for more, unless a season says so."),
            "lead_days": _("0: guests can come on the day they book."),
            "window_days": _("How far ahead an arrival can be; two years (730) at most."),
            "welcome_days": _(
                "The door code and the Wi-Fi, on the page of their stay. 0: on the day they arrive."
            ),
            "rules": _("Guests accept these when they book, and each booking keeps the words they accepted."),
            "visibility": _("“Whoever has the address” is in no list and no search."),
        }


SLUG_ERRORS: Final = {
    "invalid": _("Use small letters, digits and hyphens only, such as “the-attic”."),
    "unique": _("Another house has this address. Choose a different one."),
}


class CurrencyField(forms.CharField):
    """A currency that there is, however its three letters are typed."""

    default_error_messages: ClassVar[Any] = {
        "invalid": _("That is no currency we know. Type its three letters, such as EUR.")
    }

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).upper()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and value not in list_currencies():
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class OpenHouseForm(forms.ModelForm):
    """What a house can't be without; its steward sets the rest."""

    steward = forms.EmailField(
        label=_("E-mail address of its first steward"),
        max_length=254,
        help_text=_("They look after the house from now on, and get a mail that says how to sign in."),
    )

    class Meta:
        model = House
        fields = ("name", "slug", "currency", "time_zone", "language", "terms")
        widgets: ClassVar[dict[str, forms.Widget | type[forms.Widget]]] = {"terms": forms.RadioSelect}
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"currency": CurrencyField}
        help_texts: ClassVar[dict[str, object]] = {
            "slug": _("“embassy-sf”: part of the house's address and of its mail addresses."),
            "currency": _("Its three letters, such as USD or EUR. It can't change after the first booking."),
            "time_zone": _("Such as America/Los_Angeles. The house's days begin and end by it."),
        }
        error_messages: ClassVar[dict[str, Mapping[str, object]]] = {"slug": SLUG_ERRORS}


class OpenRoomForm(forms.ModelForm):
    """What a room can't be without."""

    class Meta:
        model = Room
        fields = ("name", "slug", "kind", "sleeps", "rate")
        widgets: ClassVar[dict[str, forms.Widget | type[forms.Widget]]] = {"kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, object]] = {
            "slug": _("“the-attic”: the last part of the room's address."),
            "kind": _("A private room sells whole, a shared one by the bed."),
            "sleeps": _("How many people fit at most."),
            "rate": _("In the house's currency; for a shared room the price of one bed."),
        }
        error_messages: ClassVar[dict[str, Mapping[str, object]]] = {"slug": SLUG_ERRORS}


class RoomSettingsForm(forms.ModelForm):
    """What a room's stewards set themselves."""

    amenities = forms.MultipleChoiceField(
        label=_("What there is"),
        choices=Amenity.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Guests see it and can search for it."),
    )

    class Meta:
        model = Room
        fields = ROOM_SETTABLE
        help_texts: ClassVar[dict[str, object]] = {
            "name": _("As on bookings, bills and mails; the page has its own title."),
            "sleeps": _("How many people fit at most."),
            "guests_included": _("For a private room; a shared one sells each guest a bed."),
            "extra_guest": _("In the house's currency; 0 where the price is the same for all it sleeps."),
            "order": _("Rooms with a smaller number come first."),
            "rate": _("In the house's currency; for a shared room the price of one bed."),
        }


class DateInput(forms.DateInput):
    """The browser's own date picker; ISO dates on the wire in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InviteForm(forms.Form):
    """Somebody who is to look after the house."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They get a mail that says how to begin."),
    )
    role = forms.ChoiceField(
        label=_("What they may do"),
        required=False,
        initial=Duty.STEWARD,
        widget=forms.RadioSelect,
        choices=[
            (Duty.STEWARD, _("All that you can here, as a steward")),
            (Duty.BOOKKEEPER, _("Read figures, receipts and invoices and take them away, as a bookkeeper")),
        ],
    )


class ResidentForm(forms.Form):
    """Somebody who lives in the house."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "They are told by mail, and shown on the house's page only after they agreed to it themselves."
        ),
    )
    start = forms.DateField(label=_("Moves in"), widget=DateInput, input_formats=["%Y-%m-%d"])
    end = forms.DateField(
        label=_("Moves out"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        required=False,
        help_text=_("Leave it empty while nobody knows."),
    )


class MovingOutForm(forms.Form):
    """When somebody leaves."""

    end = forms.DateField(label=_("Moves out"), widget=DateInput, input_formats=["%Y-%m-%d"])


class AddressForm(forms.Form):
    """What a house or a room is called in addresses."""

    slug = forms.SlugField(
        label=_("Address"), max_length=63, help_text=_("Lower-case letters, digits, hyphens.")
    )


class SecretsForm(forms.Form):
    """How one gets in and online; the fields of `rules.secrets.Secrets`."""

    door_code = forms.CharField(
        label=_("Door code"), max_length=60, required=False, widget=forms.TextInput(attrs=UNSEEN)
    )
    wifi_name = forms.CharField(
        label=_("Name of the Wi-Fi"), max_length=60, required=False, widget=forms.TextInput(attrs=UNSEEN)
    )
    wifi_password = forms.CharField(
        label=_("Password of the Wi-Fi"), max_length=120, required=False, widget=forms.TextInput(attrs=UNSEEN)
    )
    way_in = forms.CharField(
        label=_("The way in"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, **UNSEEN}),
        help_text=_("From the street to the bed: which bell, which door, where the key is, whom to call."),
    )


def named_in(form: WagtailAdminPageForm) -> set[tuple[type[Model], str]]:
    """The rows that a page's form names, as model and id: in what was sent, or in the page where nothing was.

    Read before anything is checked, since a form that is shown again shows them too.
    """
    parts = [form, *(part for formset in form.formsets.values() for part in formset.forms)]
    return {named for part in parts for field in part for named in _named_by(field)}


def _named_by(bound: forms.BoundField) -> Iterator[tuple[type[Model], str]]:
    field, form = bound.field, bound.form
    if form.is_bound and field.widget.value_omitted_from_data(form.data, form.files, bound.html_name):
        return
    value = bound.value()
    if isinstance(field, BlockField) and value is not None:
        for model, pk, *_path in field.block.extract_references(value):
            yield model, str(pk)
    elif isinstance(field, forms.ModelChoiceField) and field.queryset is not None and value:
        yield field.queryset.model, str(value)
