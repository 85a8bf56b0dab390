"""What payers type: how much, and for whom a link is."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payments.rules.money import places, rounded


def ask_amount(field: forms.Field, *, most: Decimal, currency: str) -> None:
    """Let a field take an amount in `currency` of at most `most`, which it begins with."""
    field.label = f"{field.label} ({currency})"
    field.initial = rounded(most, currency=currency)
    field.widget.attrs |= {
        "step": f"{Decimal(1).scaleb(-places(currency)):f}",
        "max": f"{field.initial:f}",
    }


class AmountForm(forms.Form):
    """How much of what is owed is paid now; `most` of it, in `currency`, to begin with."""

    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=14,
        decimal_places=4,
        widget=forms.NumberInput,
        error_messages={
            "required": _("Write how much you pay."),
            "invalid": _("Write the amount in digits, such as 120.50."),
        },
    )

    def __init__(self, *args: Any, most: Decimal, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_amount(self.fields["amount"], most=most, currency=currency)


class LinkForm(AmountForm):
    """A link for somebody else; without an amount it pays whatever is owed."""

    name = forms.CharField(
        label=_("Who is it for?"),
        max_length=100,
        help_text=_("Only you and the house see it: “my mother”, “the office”."),
        error_messages={"required": _("Write whom the link is for, so that you can tell links apart.")},
    )
    field_order = ("name", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amount"]
        field.required, field.initial = False, None
        field.help_text = _("At most so much. Leave it empty for whatever is still to pay.")
