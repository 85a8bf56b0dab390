"""What houses write themselves: their own words for a mail, and letters they send again and again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models import House


class Override(models.Model):
    """A house's own words for the mail `key`, for who reads `language`; its frame stays the network's."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="overrides")
    key = models.CharField(max_length=60)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("words"), max_length=10_000)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["house", "key", "language"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key", "language"], name="override_one_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.house}: {self.key}, {self.language}"


class Canned(models.Model):
    """A letter that a house's stewards keep to send again; placeholders as in `Override`."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="canned")
    name = models.CharField(_("name"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("letter"), max_length=10_000)

    class Meta:
        ordering = ["house", "name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="canned_named_once_in_a_house")]

    def __str__(self) -> str:
        return self.name
