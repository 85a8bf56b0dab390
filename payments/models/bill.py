"""What is owed and why: a bill and its lines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models import House, PaidBy


class BillKind(models.TextChoices):
    STAY = "STAY", _("stay")


class Bill(models.Model):
    """Nights are served `service_start … service_end - 1`; `path` leads to the thing billed."""

    kind = models.CharField(max_length=12, choices=BillKind.choices, default=BillKind.STAY)
    reference = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="bills")
    payer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bills")
    currency = models.CharField(max_length=3)
    service_start = models.DateField()
    service_end = models.DateField()
    created_at = models.DateTimeField()
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)
    # Paid in two parts: so much of the total at once, the rest by a day. All at once where they are empty.
    deposit_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    rest_on = models.DateField(null=True, blank=True)
    # A stay whose rest is not paid by then is cancelled by itself.
    lapses_unpaid = models.BooleanField(db_default=False, default=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["house", "service_end"], name="bill_house_service_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service_end__gt=models.F("service_start")), name="bill_serves_a_night"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.label}"


class Notice(models.Model):
    """A payer was told of the rest of a bill, once for each `kind` and day it is due."""

    class Kind(models.TextChoices):
        SOON = "SOON", _("due soon")
        OVERDUE = "OVERDUE", _("overdue")

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    rest_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["bill", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "kind", "rest_on"], name="notice_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.bill.reference}: {self.get_kind_display()}"


class LineKind(models.TextChoices):
    STAY = "STAY", _("stay")
    CUSTOM = "CUSTOM", _("other")
    DISCOUNT = "DISCOUNT", _("discount")
    FEE = "FEE", _("fee")
    TAX = "TAX", _("tax")
    WAIVED = "WAIVED", _("no longer owed")


class BillLine(models.Model):
    """One line, rounded once. `nights` keeps a stay line's price per night: `{"2026-03-12": "85.00", …}`."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    label = models.CharField(max_length=200)
    percent = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    paid_by = models.CharField(max_length=5, choices=PaidBy.choices, default=PaidBy.GUEST)
    nights = models.JSONField(default=dict, blank=True)
    # How it came about, in words; and what it came from, as in `rules.lines.Line`.
    why = models.TextField(blank=True, default="", db_default="")
    source = models.CharField(max_length=40, blank=True, default="", db_default="")
    order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["bill", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"
