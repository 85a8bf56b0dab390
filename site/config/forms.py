"""What operators type about a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.merging import why_not_merge
from members.models import User


class OtherAccountForm(forms.Form):
    """The account that becomes part of `keep`; `other` is that account once the form is valid."""

    email = forms.EmailField(
        label=_("Address of the other account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("It goes: all that hangs on it hangs on this one from then on."),
        error_messages={"required": _("Type the address of the other account.")},
    )

    other: User

    def __init__(self, *args: Any, keep: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep = keep

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        found = User.objects.filter(email=email).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        if why := why_not_merge(self.keep, found):
            raise forms.ValidationError(why)
        self.other = found
        return email
