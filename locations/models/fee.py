"""Fees of a house: a percentage on top of the stay, paid by the guest or by the house."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models.house import House


class PaidBy(models.TextChoices):
    GUEST = "GUEST", _("the guest, on top of the price")
    HOUSE = "HOUSE", _("the house, out of its income")


class Fee(models.Model):
    """A percentage of a bill's subtotal. Bills copy label and percentage; a change reaches no old bill."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="fees")
    label = models.CharField(_("label"), max_length=120)
    percent = models.DecimalField(
        _("percent"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    paid_by = models.CharField(_("paid by"), max_length=5, choices=PaidBy.choices, default=PaidBy.GUEST)
    order = models.PositiveSmallIntegerField(default=0)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["house", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="fee_is_a_percentage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.percent.normalize():f} %"
