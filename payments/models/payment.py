"""Money that came in and money that went back: rows with a state of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.bill import Bill
from payments.models.link import PaymentLink


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


# Money that a steward saw with their own eyes.
BY_HAND = frozenset({Source.CASH, Source.TRANSFER, Source.OTHER})


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
    # A call failed half-way: what it made is looked up before a new row and key.
    is_unclear = models.BooleanField(default=False)
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
    # Set when the session must end early; the worker asks Stripe until it is known to be over (`ended_at`).
    expire_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    # Who else pays; empty for the guest's own.
    link = models.ForeignKey(
        PaymentLink, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    # What Stripe kept of it, in the currency of its account, once its balance transaction is known.
    charge_id = models.CharField(max_length=200, blank=True, db_default="", default="")
    balance_id = models.CharField(max_length=200, blank=True, db_default="", default="")
    fee = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    fee_currency = models.CharField(max_length=3, blank=True, db_default="", default="")
    # What came is not what was asked for: an operator looks at it, and it buys nothing until then.
    quarantined_at = models.DateTimeField(null=True, blank=True)
    quarantine = models.TextField(blank=True, db_default="", default="")
    # Noted by hand and taken back: it never came, or for another stay. `error` says why.
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["bill", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive"),
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(source="STRIPE", state__in=["CREATED", "PENDING"]),
                name="payment_one_open_session_per_bill",
            ),
            models.UniqueConstraint(
                fields=["idempotency_key"], condition=~Q(idempotency_key=""), name="payment_key_is_its_own"
            ),
            models.CheckConstraint(
                condition=Q(state="SUCCEEDED", settled_at__isnull=False) | ~Q(state="SUCCEEDED"),
                name="payment_succeeded_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(settled_at__isnull=False),
                name="payment_settled_before_applied",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state="SUCCEEDED", applied_at__isnull=True),
                name="payment_to_apply",
            ),
            models.Index(
                fields=["next_at"],
                condition=Q(source="STRIPE", state="SUCCEEDED", fee__isnull=True),
                name="payment_without_fee",
            ),
            models.Index(
                fields=["next_at"],
                condition=Q(source="STRIPE", ended_at__isnull=True),
                name="payment_session_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill.reference}: {self.amount} {self.get_source_display()} {self.get_state_display()}"


class Refund(Money):
    """Money back to the guest, always of one payment; never a negative payment."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    reason = models.CharField(max_length=200, blank=True)
    # The guest's bank took it: a dispute that was lost. Each takes money back once.
    dispute = models.OneToOneField(
        "Dispute", null=True, blank=True, on_delete=models.PROTECT, related_name="refund"
    )
    refund_id = models.CharField(max_length=200, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["bill", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_positive"),
            models.UniqueConstraint(
                fields=["idempotency_key"], condition=~Q(idempotency_key=""), name="refund_key_is_its_own"
            ),
            models.CheckConstraint(
                condition=Q(state="SUCCEEDED", settled_at__isnull=False) | ~Q(state="SUCCEEDED"),
                name="refund_succeeded_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(settled_at__isnull=False),
                name="refund_settled_before_applied",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(applied_at__isnull=True), name="refund_to_work_on")
        ]

    def __str__(self) -> str:
        return f"{self.bill.reference}: −{self.amount} {self.get_state_display()}"


# Closed in our favour: such a payment can be refunded like any other.
DISPUTE_WON = frozenset({"won", "warning_closed", "prevented"})


class Dispute(models.Model):
    """A payment that the guest's bank takes back. A person answers it; nothing is refunded by itself."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    dispute_id = models.CharField(max_length=200, unique=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    # Stripe's own words: needs_response, under_review, won, lost, warning_needs_response …
    status = models.CharField(max_length=40)
    reason = models.CharField(max_length=100, blank=True)
    # Until when the bank waits for evidence.
    due_by = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Whether those above know how it stands.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["payment", "created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.payment.bill.reference}: {self.amount} disputed, {self.status}"

    @property
    def is_closed(self) -> bool:
        return self.is_won or self.is_lost

    @property
    def is_lost(self) -> bool:
        return self.status == "lost"

    @property
    def is_won(self) -> bool:
        return self.status in DISPUTE_WON
