"""Prices over the year: seasons, and discounts for longer stays."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from locations.models.house import House
from locations.models.room import HIGHEST_RATE, Room

LONGEST = 730


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OfHouse(models.Model):
    """Holds for one room, or for every room of the house."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="%(class)ss")
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.room is not None and self.room.house_id != self.house_id:
            raise ValidationError({"room": _("Choose a room of this house.")})


class Season(OfHouse):
    """Nights `start … end - 1`, or some weekdays, with a price or rules of their own (`rules.seasons`)."""

    name = models.CharField(_("name"), max_length=80)
    start = models.DateField(_("from the night of"), null=True, blank=True)
    end = models.DateField(_("until the morning of"), null=True, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name=_("on these weekdays"),
        default=list,
        blank=True,
    )
    price = models.DecimalField(
        _("price per night"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(HIGHEST_RATE)],
    )
    percent = models.DecimalField(
        _("more or less, in percent"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(900)],
    )
    min_nights = models.PositiveSmallIntegerField(
        _("shortest stay, in nights"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    max_nights = models.PositiveSmallIntegerField(
        _("longest stay, in nights"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    no_arrival = models.BooleanField(_("nobody arrives"), default=False)
    no_departure = models.BooleanField(_("nobody departs"), default=False)

    class Meta:
        ordering = ["house", F("start").asc(nulls_first=True), "name", "pk"]
        verbose_name = _("season")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="season_has_a_night"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(percent=None), name="season_has_one_price_at_most"
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0, price__lte=HIGHEST_RATE), name="season_price_in_range"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=-100, percent__lte=900), name="season_percent_in_range"
            ),
            models.CheckConstraint(condition=Q(min_nights__gte=1), name="season_shortest_is_a_night"),
            models.CheckConstraint(
                condition=Q(max_nights__gte=1, max_nights__lte=LONGEST), name="season_longest_in_range"
            ),
            models.CheckConstraint(
                condition=Q(min_nights=None) | Q(max_nights=None) | Q(max_nights__gte=F("min_nights")),
                name="season_longest_not_below_shortest",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=Weekday.values), name="season_has_known_weekdays"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("Choose an end after the start.")})
        if self.price is not None and self.percent is not None:
            raise ValidationError({"percent": _("Give a price or a percentage, not both.")})
        if self.min_nights and self.max_nights and self.max_nights < self.min_nights:
            raise ValidationError({"max_nights": _("The longest stay can't be shorter than the shortest.")})
        if not self._says_something():
            raise ValidationError(
                _("Say what is different then: a price, a length of stay, or a closed day.")
            )

    def _says_something(self) -> bool:
        said = (self.price, self.percent, self.min_nights, self.max_nights)
        return self.no_arrival or self.no_departure or any(one is not None for one in said)

    @property
    def weekday_labels(self) -> list[str]:
        """The weekdays in words, in the order of the week."""
        return [str(Weekday(day).label) for day in sorted(self.weekdays)]


class LengthDiscount(OfHouse):
    """From so many nights on, all nights cost so much less; of several the one of most nights counts."""

    nights = models.PositiveSmallIntegerField(
        _("from so many nights on"), validators=[MinValueValidator(2), MaxValueValidator(LONGEST)]
    )
    percent = models.DecimalField(
        _("percent off"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        ordering = ["house", "nights", "pk"]
        verbose_name = _("discount for longer stays")
        constraints = [
            models.UniqueConstraint(
                fields=["house", "nights"], condition=Q(room=None), name="length_once_per_house"
            ),
            models.UniqueConstraint(fields=["room", "nights"], name="length_once_per_room"),
            models.CheckConstraint(condition=Q(nights__gte=2, nights__lte=LONGEST), name="length_in_range"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="length_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nights}: {self.percent.normalize():f} %"
