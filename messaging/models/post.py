"""What people write to each other in a thread."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from messaging.models.inbound import Inbound
from messaging.models.message import Thread


class Post(models.Model):
    """Something one side wrote, on the site or by mail (`inbound`, which has its files).

    `is_ours`: it was the house that wrote. `by` is empty for somebody the site does not know, whom a steward
    let in. A private one is for the house only. `quoted`: what their mail program repeated below. `key` is of
    the form it was sent with, so that a form sent twice writes once.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    is_ours = models.BooleanField()
    is_private = models.BooleanField(default=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("words"))
    quoted = models.TextField(blank=True)
    inbound = models.OneToOneField(
        Inbound, null=True, blank=True, on_delete=models.SET_NULL, related_name="post"
    )
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["thread", "at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def fact(self) -> str:
        """What the mails that carry it are named by."""
        return f"post-{self.pk}"
