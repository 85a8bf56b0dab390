"""What Stripe paid to the bank, entry by entry, and how far both sides were compared."""

from django.db import models

from payments.models.payment import Dispute, Payment, Refund


class Payout(models.Model):
    """One transfer from the account at Stripe to the bank."""

    payout_id = models.CharField(max_length=200, unique=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    currency = models.CharField(max_length=3)
    # Stripe's own words: pending, in_transit, paid, failed, canceled.
    status = models.CharField(max_length=40)
    arrives_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.amount} {self.currency}"


class PayoutEntry(models.Model):
    """One balance transaction in a payout: `net` is `amount` less `fee`, negative where money left.

    It is of a payment, a refund or a dispute of ours, or of nothing that is known here.
    """

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="entries")
    entry_id = models.CharField(max_length=200, unique=True)
    # Stripe's own words: charge, refund, adjustment, stripe_fee …
    kind = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    fee = models.DecimalField(max_digits=14, decimal_places=4)
    net = models.DecimalField(max_digits=14, decimal_places=4)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="entries")
    refund = models.ForeignKey(Refund, null=True, on_delete=models.PROTECT, related_name="entries")
    dispute = models.ForeignKey(Dispute, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        ordering = ["payout", "created_at", "pk"]
        verbose_name_plural = "payout entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.net} {self.currency}"


class Cursor(models.Model):
    """Until when everything at Stripe was compared; the next comparison begins there."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"
