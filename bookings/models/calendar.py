"""Calendars: ours, for others to read, and others', read into bed-nights."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from locations.models import House, Room


class Feed(models.Model):
    """A calendar of ours at an unguessable address: of one room, or of the whole house if that is empty."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="feeds")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="feeds")
    token = models.CharField(max_length=43, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["house", "room", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["house", "room"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="feed_has_one_address",
            )
        ]

    def __str__(self) -> str:
        return str(self.room or self.house)


class OutsideCalendar(models.Model):
    """A calendar kept elsewhere (Airbnb, Booking.com, …), whose stays take beds of a room here."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="outside_calendars")
    name = models.CharField(_("name"), max_length=60)
    # Whoever has it reads that calendar.
    url = models.CharField(_("address"), max_length=1000, validators=[URLValidator(["https", "http"])])
    last_night = models.BooleanField(_("its end dates are last nights"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    # When it was last read whole and believed.
    read_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    unread = models.PositiveSmallIntegerField(default=0)
    # Since when it has had no stay left where it had some before.
    doubted_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["room", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "url"], condition=Q(removed_at=None), name="outside_calendar_once_a_room"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(removed_at=None), name="outside_calendar_due")
        ]

    def __str__(self) -> str:
        return self.name


class OutsideState(models.TextChoices):
    PLACED = "PLACED", _("has its beds")
    CLASHING = "CLASHING", _("clashes")
    IGNORED = "IGNORED", _("left out")
    GONE = "GONE", _("gone from its calendar")


class OutsideStay(models.Model):
    """A stay sold elsewhere, nights `start … end - 1`; it takes one bed of `room`, all of a private one."""

    calendar = models.ForeignKey(OutsideCalendar, on_delete=models.PROTECT, related_name="stays")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="outside_stays")
    key = models.CharField(max_length=300)
    start = models.DateField()
    end = models.DateField()
    summary = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=OutsideState.choices, default=OutsideState.PLACED)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="outside_stay_has_a_night"),
            models.UniqueConstraint(
                fields=["calendar", "key"], condition=~Q(state="GONE"), name="outside_stay_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.start}–{self.end}"
