"""What guests and stewards type for receipts and invoices."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from payments.actions.documents import Addressee
from payments.models import Bill, InvoiceAddress, LegalDetails


class AddresseeForm(forms.ModelForm):
    """Whom an invoice names; begins with what was given before, or with the payer's name."""

    class Meta:
        model = InvoiceAddress
        fields = ("name", "company", "address", "tax_id")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "company": forms.TextInput(attrs={"autocomplete": "organization"}),
            "address": forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        }
        help_texts: ClassVar[dict[str, object]] = {
            "company": _("Leave it empty for an invoice to a person."),
            "address": _("Street, postal code, town and country, as they are to stand on the invoice."),
            "tax_id": _("VAT number or the like, if the invoice is to show one."),
        }
        error_messages: ClassVar[dict[str, dict[str, object]]] = {
            "address": {"required": _("An invoice needs an address.")}
        }

    def __init__(self, data: Any = None, *, bill: Bill) -> None:
        given = InvoiceAddress.objects.filter(bill=bill).first()
        super().__init__(data, instance=given, initial={} if given else {"name": str(bill.payer)})

    @property
    def addressee(self) -> Addressee:
        return Addressee(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self) -> None:
        """The action writes; a form that is refused must not have changed the row it began with."""


class LegalDetailsForm(forms.ModelForm):
    """What a house says about itself on paper."""

    class Meta:
        model = LegalDetails
        fields = ("name", "address", "tax_number", "footer")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "address": forms.Textarea(attrs={"rows": 4}),
            "footer": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, object]] = {
            "name": _("The person, association or company that runs the house, as it is registered."),
            "tax_number": _("If there is none, say so in words, such as “not registered for VAT”."),
            "footer": _("On every document, below all else: bank details, a register, thanks."),
        }


class CancelInvoiceForm(forms.Form):
    """Why an invoice is cancelled."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It stands on the credit note; the guest reads it.")
    )
