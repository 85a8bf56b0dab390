"""Who lives in a house, and whether they agreed to be shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models.house import House


class Residency(models.Model):
    """A person lives in the house on the days `start … end - 1` (half-open), without `end` for good.

    `listed` is that person's own word and nobody else's: shown by name on the house's page.
    """

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="residencies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="residencies")
    start = models.DateField(_("moves in"))
    end = models.DateField(_("moves out"), null=True, blank=True)
    listed = models.BooleanField(_("shown on the house's page"), default=False, editable=False)

    class Meta:
        ordering = ["house", "start", "pk"]
        verbose_name = _("residency")
        verbose_name_plural = _("residencies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gt=models.F("start")),
                name="residency_has_a_day",
                violation_error_message=_("The day of moving out comes after the day of moving in."),
            ),
            models.UniqueConstraint(
                fields=["house", "person"],
                condition=models.Q(end__isnull=True),
                name="residency_one_without_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.house}, {self.start} – {self.end or ''}"

    @property
    def called(self) -> str:
        """What the house reads: the name once the person agreed, and the address it typed until then."""
        return str(self.person) if self.listed else self.person.email
