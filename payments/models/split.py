"""What each payment and refund was made of when it was recorded: kept, whatever becomes of bill and fees."""

from django.db import models
from django.db.models import F, Q

from locations.models import House, PaidBy
from payments.models.bill import Bill, LineKind
from payments.models.payment import Payment, Refund, Source


class Split(models.Model):
    """One payment or refund, negative for a refund that was made; `on` is the house's date it came or went.

    `amount` = `fees` + `taxes` + `house_fees` + `to_house`. `has_fees`: the bill asked the guest for fees or
    taxes.
    """

    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="splits"
    )
    refund = models.ForeignKey(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="splits")
    # Of a refund that failed after all, or of a payment noted by mistake: it takes back what the split says.
    is_undoing = models.BooleanField(default=False, db_default=False)
    bill = models.ForeignKey(Bill, null=True, on_delete=models.PROTECT, related_name="splits")
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    currency = models.CharField(max_length=3)
    source = models.CharField(max_length=8, choices=Source.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    fees = models.DecimalField(max_digits=14, decimal_places=4)
    taxes = models.DecimalField(max_digits=14, decimal_places=4)
    house_fees = models.DecimalField(max_digits=14, decimal_places=4)
    to_house = models.DecimalField(max_digits=14, decimal_places=4)
    has_fees = models.BooleanField()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["house", "on"], name="split_house_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=False, refund__isnull=True, is_undoing=False, amount__gt=0)
                | Q(payment__isnull=True, refund__isnull=False, is_undoing=False, amount__lt=0)
                | Q(payment__isnull=True, refund__isnull=False, is_undoing=True, amount__gt=0)
                | Q(payment__isnull=False, refund__isnull=True, is_undoing=True, amount__lt=0),
                name="split_is_of_one_movement",
            ),
            models.UniqueConstraint(fields=["refund", "is_undoing"], name="split_refund_once_each_way"),
            models.UniqueConstraint(fields=["payment", "is_undoing"], name="split_payment_once_each_way"),
            models.CheckConstraint(
                condition=Q(amount=F("fees") + F("taxes") + F("house_fees") + F("to_house")),
                name="split_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.amount} {self.currency}, {self.to_house} to the house"


class SplitPart(models.Model):
    """One fee or tax in a payment; label and rate as the bill had them."""

    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    label = models.CharField(max_length=200)
    percent = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    paid_by = models.CharField(max_length=5, choices=PaidBy.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        ordering = ["split", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"
