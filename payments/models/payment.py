"""Money that came in and money that went back: rows with a state of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.bill import Bill


class MoneyState(models.TextChoices):
    CREATED = "CREATED", _("started")
    PENDING = "PENDING", _("on its way")
    SUCCEEDED = "SUCCEEDED", _("done")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class Source(models.TextChoices):
    STRIPE = "STRIPE", _("card")
    CASH = "CASH", _("cash")
    TRANSFER = "TRANSFER", _("bank transfer")
    OTHER = "OTHER", _("other")


class Money(models.Model):
    """What payments and refunds share: an intent is a row before any call, with its key and parameters."""

    amount = models.DecimalField(max_digits=14, decimal_places=4)
    state = models.CharField(max_length=9, choices=MoneyState.choices, default=MoneyState.CREATED)
    source = models.CharField(max_length=8, choices=Source.choices)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=100, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        abstract = True


class Payment(Money):
    """Money from the guest. For cards, one row is one Checkout Session."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    session_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    intent_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    # Set when the session must end early; the worker asks Stripe until it is known to be over.
    expire_asked_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["bill", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive"),
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(source="STRIPE", state__in=["CREATED", "PENDING"]),
                name="payment_one_open_session_per_bill",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill.reference}: {self.amount} {self.get_source_display()} {self.get_state_display()}"


class Refund(Money):
    """Money back to the guest, always of one payment; never a negative payment."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    reason = models.CharField(max_length=200, blank=True)
    refund_id = models.CharField(max_length=200, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["bill", "created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_positive")]

    def __str__(self) -> str:
        return f"{self.bill.reference}: −{self.amount} {self.get_state_display()}"
