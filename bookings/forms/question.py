"""A question to a house, before anything is booked."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from members.models import User


class QuestionForm(forms.Form):
    """Whoever is signed in is asked for what we don't know yet only.

    `website` is a trap: people don't see it, programs that fill in every field do.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell the house your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("The house answers you there."),
        error_messages={
            "required": _("Type the address the house should answer to."),
            "invalid": _("That is no e-mail address. It looks like ana@example.org."),
        },
    )
    text = forms.CharField(
        label=_("Your question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your question first.")},
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, asker: User | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asker.is_authenticated:
            del self.fields["email"]
            if asker.name:
                del self.fields["name"]
