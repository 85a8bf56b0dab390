"""A booking, its history and the notes on it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.rules.states import HOLDING, State
from bookings.rules.stay import Stay
from locations.models import House, Room
from messaging.models import Thread
from payments.models import Bill


class StateLabel(models.TextChoices):
    """Labels of `rules.states.State`, in the words a steward uses."""

    REQUESTED = State.REQUESTED, _("requested")
    HELD = State.HELD, _("held")
    APPROVED = State.APPROVED, _("approved, to be paid")
    CONFIRMED = State.CONFIRMED, _("confirmed")
    CHECKED_IN = State.CHECKED_IN, _("checked in")
    CHECKED_OUT = State.CHECKED_OUT, _("checked out")
    NO_SHOW = State.NO_SHOW, _("did not come")
    DECLINED = State.DECLINED, _("declined")
    WITHDRAWN = State.WITHDRAWN, _("withdrawn")
    LAPSED = State.LAPSED, _("not answered in time")
    EXPIRED = State.EXPIRED, _("not paid in time")
    CANCELLED = State.CANCELLED, _("cancelled")


class Booking(models.Model):
    """A guest's stay in a room: nights `arrive … depart - 1`, dates in the house's time zone."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("guest"), on_delete=models.PROTECT, related_name="bookings"
    )
    room = models.ForeignKey(Room, verbose_name=_("room"), on_delete=models.PROTECT, related_name="bookings")
    arrive = models.DateField(_("arrives"))
    depart = models.DateField(_("departs"))
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    beds = models.PositiveSmallIntegerField(_("beds"), default=1)
    # How many of the people are younger than some fees of the house ask.
    young = models.PositiveSmallIntegerField(_("of them young"), default=0, db_default=0)
    state = models.CharField(_("state"), max_length=11, choices=StateLabel.choices)
    asked_at = models.DateTimeField(_("asked"))
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    # The latest that opening a payment may move `hold_until` to.
    hold_limit = models.DateTimeField(null=True, blank=True, editable=False)
    # While requested: when an unanswered request lapses.
    answer_by = models.DateTimeField(_("answer due"), null=True, blank=True)
    # When the other side is reminded of this state; empty once that is done.
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_on = models.DateField(null=True, blank=True)
    # The day of arrival, and of departure, that the guest was written to about; another day is another fact.
    welcomed_for = models.DateField(null=True, blank=True, editable=False)
    parted_for = models.DateField(null=True, blank=True, editable=False)
    purpose = models.TextField(_("reason for the stay"), blank=True)
    arrival_time = models.CharField(_("time of arrival"), max_length=100, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    rules_accepted_at = models.DateTimeField(null=True, blank=True)
    rules_text = models.TextField(blank=True)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, related_name="booking")
    # Of the form it was asked with, so that a form sent twice makes one stay.
    ask_key = models.UUIDField(null=True, blank=True, editable=False)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="booking")
    # Instead of the room's prices, a night; 0 where the house gives the stay away, and why.
    custom_rate = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    rate_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    # How much goes back when it is cancelled, as it was when booked (`rules.policies`); empty: the old rule.
    policy = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    # Since when nothing is left of what people wrote about it.
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["-arrive", "-pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        indexes = [
            models.Index(fields=["room", "arrive"], name="booking_room_arrive"),
            models.Index(fields=["state", "hold_until"], name="booking_state_hold"),
            models.Index(
                fields=["remind_at"], condition=Q(remind_at__isnull=False), name="booking_reminder_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["guest", "ask_key"], name="booking_form_makes_one_stay"),
            models.CheckConstraint(condition=Q(depart__gt=F("arrive")), name="booking_has_a_night"),
            models.CheckConstraint(condition=Q(people__gte=1, beds__gte=1), name="booking_is_for_someone"),
            models.CheckConstraint(condition=Q(custom_rate__gte=0), name="booking_rate_not_negative"),
            models.CheckConstraint(condition=Q(young__lte=F("people")), name="booking_young_are_people"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(HOLDING), hold_until__isnull=False)
                | (~Q(state__in=sorted(HOLDING)) & Q(hold_until__isnull=True)),
                name="booking_hold_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state=State.REQUESTED, answer_by__isnull=False)
                | (~Q(state=State.REQUESTED) & Q(answer_by__isnull=True)),
                name="booking_request_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.guest}, {self.room}, {self.arrive}"

    @property
    def house(self) -> House:
        return self.room.house

    @property
    def stay(self) -> Stay:
        return Stay(self.arrive, self.depart)

    def current_state(self, now: datetime) -> State:
        """The state as of `now`: what ran out by the clock is over, even before a job has said so."""
        if self.answer_by and self.answer_by <= now:
            return State.LAPSED
        if self.hold_until and self.hold_until <= now:
            return State.EXPIRED
        return State(self.state)

    @property
    def nights(self) -> int:
        return (self.depart - self.arrive).days


class Move(models.Model):
    """One step of a booking from state to state: our own history; `by` is empty if time or money did it."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    start = models.CharField(max_length=11, blank=True, choices=StateLabel.choices)
    end = models.CharField(max_length=11, choices=StateLabel.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["booking", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.booking.number}: {self.start or 'new'} → {self.end}"


class Note(models.Model):
    """A steward's note on a booking; guests never see it."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["booking", "at"]

    def __str__(self) -> str:
        return self.text[:60]
