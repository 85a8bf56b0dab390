"""What guest and house type to each other, and what a steward types who answers by a link."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.rules.replies import Answer
from messaging.models import Canned

LONGEST = 10_000


class WriteForm(forms.Form):
    """A message to the house. `key` is of this form: sent twice, it writes once."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class LetterForm(WriteForm):
    """A letter to the guest."""

    subject = forms.CharField(
        label=_("Subject"), max_length=200, error_messages={"required": _("Give the letter a subject.")}
    )

    field_order = ("subject", "text", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The form for notes stands on the same page.
        super().__init__(*args, **{"auto_id": "letter_%s"} | kwargs)
        self.fields["text"].label = _("Letter")
        self.fields["text"].help_text = _("The guest gets it as a mail and reads it on the page of the stay.")
        self.fields["text"].widget.attrs["rows"] = 8


class ChooseLetterForm(forms.Form):
    """Which of the house's letters to begin with."""

    letter = forms.ModelChoiceField(Canned.objects.none(), label=_("Begin with"), required=False)

    def __init__(self, *args: Any, letters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letter"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = letters


class AnswerForm(forms.Form):
    """A yes needs nothing but the button, a no its reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The guest reads it. A friendly sentence is enough."),
        error_messages={"required": _("Give a reason: the guest reads it.")},
    )

    def __init__(self, *args: Any, verb: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if verb == Answer.APPROVE:
            del self.fields["reason"]
