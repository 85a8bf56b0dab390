"""Fees and taxes of a house: a percentage or an amount on top, paid by the guest or by the house."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from locations.models.house import House
from locations.models.room import HIGHEST_RATE


class PaidBy(models.TextChoices):
    GUEST = "GUEST", _("the guest, on top of the price")
    HOUSE = "HOUSE", _("the house, out of its income")


class Basis(models.TextChoices):
    PERCENT = "PERCENT", _("a percentage of the price")
    STAY = "STAY", _("an amount for the stay")
    NIGHT = "NIGHT", _("an amount for each night")
    PERSON_NIGHT = "PERSON_NIGHT", _("an amount for each person and night")


PER_NIGHT = (Basis.NIGHT, Basis.PERSON_NIGHT)


class Fee(models.Model):
    """Bills copy what it comes to; a change reaches no old bill. Valid for arrivals on `start … end - 1`."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="fees")
    label = models.CharField(_("label"), max_length=120)
    basis = models.CharField(
        _("it is"), max_length=12, choices=Basis.choices, default=Basis.PERCENT, db_default=Basis.PERCENT
    )
    percent = models.DecimalField(
        _("percent"),
        max_digits=7,
        decimal_places=4,
        default=0,
        db_default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=4,
        default=0,
        db_default=0,
        validators=[MinValueValidator(0), MaxValueValidator(HIGHEST_RATE)],
    )
    paid_by = models.CharField(_("paid by"), max_length=5, choices=PaidBy.choices, default=PaidBy.GUEST)
    is_tax = models.BooleanField(_("it is a tax"), default=False, db_default=False)
    taxable = models.BooleanField(_("taxes are taken of it too"), default=False, db_default=False)
    start = models.DateField(_("for arrivals from"), null=True, blank=True)
    end = models.DateField(_("for arrivals before"), null=True, blank=True)
    cap_nights = models.PositiveSmallIntegerField(
        _("for so many nights at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    free_from_nights = models.PositiveSmallIntegerField(
        _("not for stays of so many nights or more"), null=True, blank=True, validators=[MinValueValidator(2)]
    )
    free_residents = models.BooleanField(
        _("not for people who live in the house"), default=False, db_default=False
    )
    free_under = models.PositiveSmallIntegerField(
        _("not for people younger than"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    order = models.PositiveSmallIntegerField(default=0)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["house", "order", "pk"]
        verbose_name = _("fee")
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="fee_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(basis=Basis.PERCENT, amount=0) | (~Q(basis=Basis.PERCENT) & Q(percent=0)),
                name="fee_is_a_percentage_or_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=HIGHEST_RATE), name="fee_amount_in_range"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="fee_is_valid_for_a_day"),
            models.CheckConstraint(
                condition=Q(cap_nights=None) | Q(cap_nights__gte=1, basis__in=PER_NIGHT),
                name="fee_cap_is_of_nights",
            ),
            models.CheckConstraint(
                condition=Q(free_under=None) | Q(free_under__gte=1, basis=Basis.PERSON_NIGHT),
                name="fee_age_is_of_people",
            ),
        ]

    def __str__(self) -> str:
        if self.basis == Basis.PERCENT:
            return f"{self.label} {self.percent.normalize():f} %"
        return self.label

    def clean(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("Choose an end after the start.")})
        if self.basis == Basis.PERCENT and self.amount:
            raise ValidationError({"amount": _("A percentage has no amount. Leave it at 0.")})
        if self.basis != Basis.PERCENT and self.percent:
            raise ValidationError({"percent": _("An amount has no percentage. Leave it at 0.")})
        if self.cap_nights and self.basis not in PER_NIGHT:
            raise ValidationError({"cap_nights": _("Only what is paid for each night ends after some.")})
        if self.free_under and self.basis != Basis.PERSON_NIGHT:
            raise ValidationError({"free_under": _("Only what each person pays can leave out the young.")})
        if self.is_tax and self.taxable:
            raise ValidationError({"taxable": _("Taxes are not taken of taxes.")})
        self._check_age()

    def _check_age(self) -> None:
        """Guests are asked once how many are younger, so all fees of a house mean the same age."""
        others = Fee.objects.filter(house=self.house_id, free_under__isnull=False).exclude(pk=self.pk)
        other = others.exclude(free_under=self.free_under).first() if self.free_under else None
        if other is not None:
            told = _("Use the same age as “%(fee)s”: guests are asked only once.")
            raise ValidationError({"free_under": told % {"fee": other.label}})
