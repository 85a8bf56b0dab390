"""What stewards type about mail."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from locations.catalogue import Mail
from messaging.actions.words import refuse_strangers


class _WithPlaceholders(forms.Form):
    """Words in which placeholders of `mail` may stand, and no others, in the fields that `worded` names."""

    worded: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, mail: Mail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail = mail

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in set(self.worded) & set(data):
            try:
                refuse_strangers(data[name], mail=self.mail)
            except ValidationError as error:
                self.add_error(name, error)
        return data


class OwnWordsForm(_WithPlaceholders):
    """A house's own words for one mail."""

    worded = ("subject", "text")

    subject = forms.CharField(
        label=_("Subject"), max_length=200, error_messages={"required": _("Give the mail a subject.")}
    )
    text = forms.CharField(
        label=_("Words"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Leave a blank line between paragraphs. Greeting, button and what stands below stay."),
        error_messages={"required": _("Write the words, or go back to the network's.")},
    )


class KeptLetterForm(_WithPlaceholders):
    """A letter that stewards keep to send again."""

    worded = ("subject", "body")

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("What you choose it by; the guest does not see it."),
        error_messages={"required": _("Give it a name to find it by.")},
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=200, error_messages={"required": _("Give the letter a subject.")}
    )
    body = forms.CharField(
        label=_("Letter"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("You can still change it each time you send it."),
        error_messages={"required": _("Write the letter.")},
    )


class AddressCodeForm(forms.Form):
    """The code from the mail to a new address, with or without its dash."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code from the mail.")},
    )
