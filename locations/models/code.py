"""Discount codes of a house."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from locations.models.house import House
from locations.models.room import HIGHEST_RATE


class ReductionKind(models.TextChoices):
    PERCENT = "PERCENT", _("a percentage of the stay")
    FIXED = "FIXED", _("an amount")
    NIGHTS = "NIGHTS", _("so many nights free, the cheapest")


class DiscountCode(models.Model):
    """Whoever types it while it holds (days `start … end - 1` of booking) pays less."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(
        _("code"),
        max_length=30,
        validators=[RegexValidator(r"^[A-Z0-9-]{3,30}\Z", _("Use capital letters, digits and hyphens."))],
    )
    kind = models.CharField(
        _("it takes off"), max_length=7, choices=ReductionKind.choices, default=ReductionKind.PERCENT
    )
    value = models.DecimalField(
        _("how much"), max_digits=14, decimal_places=4, validators=[MinValueValidator(0)]
    )
    start = models.DateField(_("for bookings from"), null=True, blank=True)
    end = models.DateField(_("for bookings before"), null=True, blank=True)
    uses = models.PositiveIntegerField(
        _("for so many stays at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    per_guest = models.PositiveSmallIntegerField(
        _("for so many stays of one guest"),
        null=True,
        blank=True,
        default=1,
        validators=[MinValueValidator(1)],
    )

    class Meta:
        ordering = ["house", "code"]
        verbose_name = _("discount code")
        constraints = [
            models.UniqueConstraint(fields=["house", "code"], name="code_once_per_house"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="code_holds_for_a_day"),
            models.CheckConstraint(
                condition=Q(value__gt=0, value__lte=HIGHEST_RATE)
                & (~Q(kind=ReductionKind.PERCENT) | Q(value__lte=100)),
                name="code_takes_something_off",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("Choose an end after the start.")})
        if self.value is not None and (problem := wrong_value(self.kind, self.value)):
            raise ValidationError({"value": problem})


def wrong_value(kind: str, value: object) -> object:
    """What is wrong with the value of a reduction of that kind, in words; empty if nothing."""
    number = value if isinstance(value, int) else models.DecimalField().to_python(value)
    if number is None or number <= 0:
        return _("Take off something above zero.")
    if kind == ReductionKind.PERCENT and number > 100:
        return _("More than 100 percent can't be taken off.")
    if kind == ReductionKind.NIGHTS and number != int(number):
        return _("Only whole nights can be free.")
    return ""
