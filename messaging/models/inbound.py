"""Mail that came in: kept as it came before anything is done with it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models import House
from members.models import private_storage


class InboundState(models.TextChoices):
    WAITING = "WAITING", _("waiting")
    DONE = "DONE", _("passed on")
    HELD = "HELD", _("held")
    REFUSED = "REFUSED", _("refused")
    DROPPED = "DROPPED", _("not passed on")
    FAILED = "FAILED", _("given up")


class Why(models.TextChoices):
    """What a mail is held, or not passed on, for."""

    NONE = "", ""
    STRANGER = "STRANGER", _("whoever wrote it is not on the list")
    FORGED = "FORGED", _("nothing shows that it comes from the address it names")
    SPAM = "SPAM", _("it looks like spam")
    TOO_MANY = "TOO_MANY", _("too many mails in a short time")
    LOOP = "LOOP", _("it was sent by a list, or came back from one")
    AUTOMATIC = "AUTOMATIC", _("it was sent by a machine")
    BOUNCE = "BOUNCE", _("it tells that another mail could not be delivered")
    TWICE = "TWICE", _("the same mail came before")
    NOBODY = "NOBODY", _("nobody else is on the list")


class Inbound(models.Model):
    """One mail to one address of ours.

    `sender` and `sender_name`: the address of its From line, in lower case, and the name beside it; whoever
    wrote it may have made them up unless `aligned`. `envelope_sender`: what the sending server said, empty
    for a bounce. `recipient`: the address of ours, in lower case. `text`: all of the plain text.
    `stripped`: the same without what was quoted and signed, where Mailgun could tell, otherwise all of it.
    `headers`: a list of [name, value] in their order, the newest trace first. `message_id` and
    `in_reply_to`: with their < and >, empty where there was none. `attachments`: its files, see Attachment.
    """

    # What Mailgun signed the post with: it sends the same post again until it is told that it came.
    token = models.CharField(max_length=100)
    recipient = models.CharField(_("to"), max_length=320)
    house = models.ForeignKey(House, null=True, blank=True, on_delete=models.PROTECT, related_name="inbound")
    # The part before the @, without the token of a booking's address: "stay", "current", "booking" …
    list_name = models.CharField(_("list"), max_length=20)
    envelope_sender = models.CharField(max_length=320, blank=True)
    sender = models.CharField(_("from"), max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    # DKIM or SPF passed at Mailgun for the domain of `sender`.
    aligned = models.BooleanField(default=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(blank=True)
    stripped = models.TextField(blank=True)
    headers = models.JSONField(default=list)
    message_id = models.CharField(max_length=500, blank=True)
    in_reply_to = models.CharField(max_length=500, blank=True)

    state = models.CharField(
        _("state"), max_length=8, choices=InboundState.choices, default=InboundState.WAITING
    )
    why = models.CharField(max_length=10, choices=Why.choices, blank=True, default=Why.NONE)
    received_at = models.DateTimeField(_("received"))
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)
    # Who released or refused what was held, or had it worked on again.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="WAITING"), name="inbound_due"),
            models.Index(fields=["house", "list_name", "-received_at"], name="inbound_of_list"),
            models.Index(fields=["message_id"], name="inbound_message_id"),
            models.Index(fields=["sender", "-received_at"], name="inbound_of_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["token", "recipient"], name="inbound_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.recipient}"


class Attachment(models.Model):
    """A file that came with a mail. `name` and `content_type` are what the mail said, and may be anything."""

    inbound = models.ForeignKey(Inbound, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="inbound/%Y/%m", storage=private_storage, max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
