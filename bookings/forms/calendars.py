"""What stewards type about calendars kept elsewhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from locations.models import House, Room

ENDS = [("", _("the morning of departure (usual)")), ("1", _("the last night"))]
WRONG = _("Paste the whole address, beginning with https:// or webcal://.")


class OutsideCalendarForm(forms.Form):
    """A calendar's name, its address, and the room of this house that its stays are in."""

    room = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose a room of this house.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Where its stays are sold, such as “Airbnb”."),
        error_messages={"required": _("Say where its stays are sold.")},
    )
    url = forms.CharField(
        label=_("Address of the calendar"),
        max_length=1000,
        help_text=_("The link that the other site gives you under “export calendar”; it often ends in .ics."),
        error_messages={"required": WRONG},
    )
    last_night = forms.ChoiceField(
        label=_("The end date it gives is"),
        choices=ENDS,
        required=False,
        help_text=_("If stays come in a day too short or too long, choose the other."),
    )

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["room"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = house.rooms.order_by("order", "pk")
            field.to_field_name = "slug"

    def clean_last_night(self) -> bool:
        return bool(self.cleaned_data["last_night"])

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if url.lower().startswith("webcal://"):
            url = f"https://{url[9:]}"
        try:
            URLValidator(["https", "http"])(url)
        except ValidationError as error:
            raise ValidationError(WRONG) from error
        return url
