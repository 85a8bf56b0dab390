"""Receipts, invoices and credit notes: numbered without a gap, and never written again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from locations.models import House
from payments.models.bill import Bill
from payments.models.payment import Payment, Refund


class DocumentKind(models.TextChoices):
    RECEIPT = "RECEIPT", _("receipt")
    INVOICE = "INVOICE", _("invoice")
    CREDIT = "CREDIT", _("credit note")


class LegalDetails(models.Model):
    """What a house has to say about itself on paper; documents keep a copy of what it was."""

    house = models.OneToOneField(House, on_delete=models.PROTECT, related_name="legal_details")
    name = models.CharField(_("legal name"), max_length=200, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=100, blank=True)
    footer = models.TextField(_("words at the foot"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("legal details")

    def __str__(self) -> str:
        return self.name or str(self.house)


class InvoiceAddress(models.Model):
    """Whom the invoice for a bill is to name: what the guest last gave."""

    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, related_name="invoice_address")
    name = models.CharField(_("name"), max_length=200)
    company = models.CharField(_("company"), max_length=200, blank=True)
    address = models.TextField(_("address"), max_length=500)
    tax_id = models.CharField(_("tax number"), max_length=100, blank=True)

    def __str__(self) -> str:
        return self.company or self.name


class Numbering(models.Model):
    """The last number given of a kind of document in a house and a year; locked while one is given."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["house", "kind", "year"], name="numbering_one_per_house_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.house} {self.kind} {self.year}: {self.last}"


class Document(models.Model):
    """`content` is all that it says, as `actions.documents` wrote it; `language` is that of its own words.

    `of`: what a credit note takes back, in full or in part.
    """

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="documents")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=7, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    refund = models.ForeignKey(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes"
    )
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=14, decimal_places=4)
    language = models.CharField(max_length=12)
    content = models.JSONField()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["house", "issued_on"], name="document_house_issued")]
        constraints = [
            models.UniqueConstraint(fields=["house", "kind", "year", "place"], name="document_number_once"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="RECEIPT"), name="document_one_receipt_per_payment"
            ),
            models.UniqueConstraint(
                fields=["refund"], condition=Q(kind="CREDIT"), name="document_one_credit_note_per_refund"
            ),
            models.CheckConstraint(
                condition=Q(kind="CREDIT", of__isnull=False) | (~Q(kind="CREDIT") & Q(of__isnull=True)),
                name="document_credit_note_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(kind="RECEIPT", payment__isnull=False) | ~Q(kind="RECEIPT"),
                name="document_receipt_is_of_a_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
