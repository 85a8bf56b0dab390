"""The outbox: every mail is a row, written with the fact it tells."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from locations.models import House
from messaging.models.inbound import Inbound
from messaging.models.suppression import Scope
from messaging.rules.addresses import BOOKING, list_address


class Thread(models.Model):
    """What mails about one thing hang on; `path` leads to that thing on the site."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="threads")
    token = models.CharField(max_length=43, unique=True)
    label = models.CharField(max_length=200)
    path = models.CharField(max_length=200)

    class Meta:
        # Mail programs may write an address in small letters.
        indexes = [models.Index(Lower("token"), name="thread_lower_token")]

    def __str__(self) -> str:
        return self.label

    @property
    def address(self) -> str:
        """Where answers by mail go, so that they come back to this thread."""
        return booking_address(self.house, self.token)


def booking_address(house: House, token: str) -> str:
    """The address of `house` for what is answered with `token`."""
    return list_address(f"{BOOKING}+{token}", slug=house.slug, domain=settings.LIST_DOMAIN)


class MessageState(models.TextChoices):
    WAITING = "WAITING", _("waiting")
    SENDING = "SENDING", _("being sent")
    UNKNOWN = "UNKNOWN", _("perhaps sent: being looked up")
    SENT = "SENT", _("sent")
    FAILED = "FAILED", _("given up")
    SKIPPED = "SKIPPED", _("skipped: no longer useful")


class Priority(models.IntegerChoices):
    """What goes first of what is due; codes go before all."""

    LETTER = 0, _("about one thing to one person")
    COPY = 1, _("one of many copies")
    # After them: nobody minds whether the news of a day come at six or a little later.
    DAY = 2, _("one of a house's letters of the day")


class Became(models.TextChoices):
    """What the provider told last of a mail that it took."""

    DELAYED = "delayed", _("delayed: the other side doesn't take it yet")
    DELIVERED = "delivered", _("delivered")
    BOUNCED = "bounced", _("came back: it could not be delivered")
    REJECTED = "rejected", _("refused by our mail provider")
    UNSUBSCRIBED = "unsubscribed", _("delivered, and left by its recipient")
    COMPLAINED = "complained", _("reported as spam by its recipient")


class Message(models.Model):
    """One mail to one person. `dedupe_key` names the fact it tells, so that no fact is told twice."""

    house = models.ForeignKey(House, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    # The mail that this one is a copy of: its words and files are not written down again.
    inbound = models.ForeignKey(
        Inbound, null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    key = models.CharField(_("kind"), max_length=60)
    # Which of a person's choices it goes by (`messaging.queries.suppressed`).
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.OWN, db_default=Scope.OWN)
    dedupe_key = models.CharField(max_length=500, unique=True)
    # What the Message-ID is made of: the same at every attempt, so that a mail sent twice shows once.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(_("to"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_email = models.CharField(max_length=300, blank=True)
    reply_to = models.CharField(max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    # Bodies with codes or secrets are encrypted, blanked after sending and never shown.
    is_sealed = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=MessageState.choices, default=MessageState.WAITING
    )
    priority = models.PositiveSmallIntegerField(
        choices=Priority.choices, default=Priority.LETTER, db_default=Priority.LETTER
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("written"))
    next_at = models.DateTimeField()
    useful_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    provider_id = models.CharField(max_length=300, blank=True)
    last_event = models.CharField(max_length=60, blank=True)
    last_event_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                # In the order they are sent in, so that ten thousand copies are not sorted for each.
                models.F("is_sealed").desc(),
                "priority",
                "next_at",
                "id",
                condition=models.Q(state__in=["WAITING", "SENDING", "UNKNOWN"]),
                name="message_next",
            ),
            models.Index(
                fields=["priority", "-next_at"], condition=models.Q(state="WAITING"), name="message_last"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="SENT", sent_at__isnull=False)
                | (~models.Q(state="SENT") & models.Q(sent_at__isnull=True)),
                name="message_sent_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def became(self) -> str:
        """What became of it, in words: what the provider told last, or else how far it got."""
        known = self.last_event in Became.values
        return str(Became(self.last_event).label if known else self.get_state_display())
