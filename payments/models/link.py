"""A link that lets somebody else pay: a friend, a parent, an employer."""

from django.conf import settings
from django.db import models

from payments.models.bill import Bill


class PaymentLink(models.Model):
    """Pays for one bill only, and at most `amount` in all; without one, whatever is owed.

    Its address is signed and holds no more than its number: nothing that opens it is kept here.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="links")
    name = models.CharField(max_length=100, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["bill", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0),
                name="link_asks_for_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bill.reference}: {self.name or 'anybody'}"
