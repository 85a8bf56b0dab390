"""Which house's news of which day were told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models import House


class Readers(models.TextChoices):
    STEWARDS = "STEWARDS", _("its stewards")
    PEOPLE = "PEOPLE", _("its guests and residents")


class Digest(models.Model):
    """A house's news of one of its days were dealt with for these readers: `mails` were written, or none.

    The row is the fact that the daily run acts on: with it, nobody is told that day a second time.
    """

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="digests")
    readers = models.CharField(max_length=8, choices=Readers.choices)
    day = models.DateField()
    at = models.DateTimeField()
    mails = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["house", "day", "readers"]
        constraints = [models.UniqueConstraint(fields=["house", "readers", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.house}, {self.day}: {self.get_readers_display()}"
