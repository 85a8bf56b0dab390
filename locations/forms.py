"""What stewards and operators type about houses."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from locations.actions.settings import SETTABLE
from locations.models import House


class HouseSettingsForm(forms.ModelForm):
    """What a house's stewards set themselves."""

    class Meta:
        model = House
        fields = SETTABLE
        widgets: ClassVar[dict[str, forms.Widget | type[forms.Widget]]] = {
            "terms": forms.RadioSelect,
            "visibility": forms.RadioSelect,
            "rules": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts: ClassVar[dict[str, object]] = {
            "answer_days": _(
                "A request without an answer lapses after this, at the latest on the arrival day."
            ),
            "hold_hours": _("An approved stay that is not paid by then gives its bed free."),
            "max_nights": _("Guests can't ask for more. You can still make an exception by hand."),
            "rules": _("Guests accept these when they book, and each booking keeps the words they accepted."),
            "visibility": _("“Whoever has the address” is in no list and no search."),
        }
