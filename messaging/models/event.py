"""What Mailgun told about our mails: kept once by its token."""

from django.db import models

from messaging.models.message import Message


class MailgunEvent(models.Model):
    """One event as it came; a token seen before is nothing new."""

    token = models.CharField(max_length=100, unique=True)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    # Of `messaging.rules.events.RANK`, empty where it is of no interest.
    kind = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    recipient = models.CharField(max_length=320, blank=True)
    said = models.TextField(blank=True)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient}"
