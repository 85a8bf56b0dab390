"""What stewards type about guests of their house."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HouseNoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the stewards of this house read it. Guests may ask for a copy of what is kept."),
        error_messages={"required": _("Write the note first.")},
    )


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Their other mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The one they used for another booking in this house."),
        error_messages={
            "required": _("Type the address of the other record."),
            "invalid": _("That is no e-mail address. It looks like ana@example.org."),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()
