"""What makes a bill smaller by a rule: discounts, and fees that are not taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from locations.models import DiscountCode, ReductionKind
from payments.models.bill import Bill


class Reduction(models.Model):
    """A discount that is worked out again whenever the stay changes; over once `ended_at` is set."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="reductions")
    kind = models.CharField(max_length=7, choices=ReductionKind.choices)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    label = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)
    code = models.ForeignKey(
        DiscountCode, null=True, blank=True, on_delete=models.PROTECT, related_name="reductions"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["bill", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="reduction_takes_something_off"),
            models.UniqueConstraint(
                fields=["bill", "code"], condition=Q(ended_at=None), name="reduction_code_once_on_a_bill"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def source(self) -> str:
        """What its lines come from."""
        return code_source(self.code_id) if self.code_id else f"reduction:{self.pk}"


def code_source(code_id: int) -> str:
    """What the line of a discount code comes from, known before there is a row for it."""
    return f"code:{code_id}"


class Suppression(models.Model):
    """A fee that is not taken on a bill; `source` as its lines have it."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="suppressions")
    source = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["bill", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "source"], name="suppression_once_per_fee"),
        ]

    def __str__(self) -> str:
        return self.label
