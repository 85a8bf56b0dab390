"""What a house knows about its guests, for its own stewards only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from locations.models import House


class HouseNote(models.Model):
    """A house's note on a guest. Neither the guest nor any other house sees it."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="notes_on_guests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes_of_houses"
    )
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["house", "person", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(changed_at=None, changed_by=None)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="house_note_changed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SameGuest(models.Model):
    """A house says that `person` is `of` under another address; `of` never has a row of its own there."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="same_guests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["house", "of", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "person"], name="same_guest_once_per_house"),
            models.CheckConstraint(condition=~Q(person=F("of")), name="same_guest_is_another_record"),
        ]

    def __str__(self) -> str:
        return f"{self.house}: {self.person_id} is {self.of_id}"
