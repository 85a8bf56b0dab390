"""Who runs a house."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models.house import House


class Duty(models.TextChoices):
    STEWARD = "STEWARD", _("steward")
    BOOKKEEPER = "BOOKKEEPER", _("bookkeeper")


class Role(models.Model):
    """The truth about who may do what in a house; Wagtail's groups follow it."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Duty.choices, default=Duty.STEWARD)
    # As in Residency: the person's own word.
    listed = models.BooleanField(_("shown on the house's page"), default=False, editable=False)

    class Meta:
        ordering = ["house", "user"]
        constraints = [
            models.UniqueConstraint(fields=["house", "user"], name="role_one_per_person_and_house")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.house}"

    @property
    def called(self) -> str:
        """What the house reads: the name once the person agreed, and the address it typed until then."""
        return str(self.user) if self.listed else self.user.email
