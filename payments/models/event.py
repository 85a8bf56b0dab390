"""Stripe's events: stored once by their id, answered, then worked on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EventState(models.TextChoices):
    WAITING = "WAITING", _("waiting")
    DONE = "DONE", _("done")
    UNMATCHED = "UNMATCHED", _("not matched yet")
    FAILED = "FAILED", _("given up")


class StripeEvent(models.Model):
    """One event as it came; what it says is re-read from Stripe before anything is done."""

    event_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=100)
    payload = models.JSONField()
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.WAITING)
    received_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)
    # Who had it worked on once more, and when last.
    replayed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replayed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(state__in=["WAITING", "UNMATCHED"]), name="event_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
