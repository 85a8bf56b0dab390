"""Who wants to hear what a house announces."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models.house import House


class Follow(models.Model):
    """A person follows a house by their own word: what it announces is mailed to them until they leave."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["house", "since", "pk"]
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["house", "person"], name="follow_once_per_person_and_house")
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.house}"
