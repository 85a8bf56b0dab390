"""The one inventory table, and a steward's block."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.calendar import OutsideStay
from locations.models import Room


class Block(models.Model):
    """Beds a steward keeps from being sold, nights `start … end - 1`."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="blocks")
    start = models.DateField(_("from the night of"))
    end = models.DateField(_("until the morning of"))
    beds = models.PositiveSmallIntegerField(_("beds"), default=1)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["room", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start"), beds__gte=1), name="block_keeps_a_night")
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.start}–{self.end}: {self.reason}"


# Whose a bed-night can be.
Owner = Booking | Block | OutsideStay


class BedNight(models.Model):
    """One bed of a room on one night, taken. The database refuses to let it be taken twice.

    `until` is the end of the hold it belongs to (a copy of `Booking.hold_until`, so that reads need no join);
    null where it stands for good.
    """

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bed_nights")
    night = models.DateField()
    bed = models.PositiveSmallIntegerField()
    booking = models.ForeignKey(
        Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="bed_nights"
    )
    block = models.ForeignKey(
        Block, null=True, blank=True, on_delete=models.PROTECT, related_name="bed_nights"
    )
    outside = models.ForeignKey(
        OutsideStay, null=True, blank=True, on_delete=models.PROTECT, related_name="bed_nights"
    )
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["room", "night", "bed"]
        constraints = [
            models.UniqueConstraint(fields=["room", "night", "bed"], name="bednight_sold_once"),
            models.CheckConstraint(condition=Q(bed__gte=1), name="bednight_beds_count_from_one"),
            models.CheckConstraint(
                condition=Q(booking__isnull=False, block__isnull=True, outside__isnull=True)
                | Q(booking__isnull=True, block__isnull=False, outside__isnull=True, until__isnull=True)
                | Q(booking__isnull=True, block__isnull=True, outside__isnull=False, until__isnull=True),
                name="bednight_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.night} bed {self.bed}"

    @property
    def owner_key(self) -> tuple[int | None, ...]:
        """The same for all bed-nights of one owner, and for no other's. No query."""
        return self.booking_id, self.block_id, self.outside_id

    @property
    def owner(self) -> Owner | None:
        return self.booking or self.block or self.outside
