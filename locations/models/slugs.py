"""Addresses that houses and rooms had before; they lead to the new ones for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OldSlug(models.Model):
    """What `house`, or where there is one its `room`, was called in addresses before."""

    house = models.ForeignKey("locations.House", on_delete=models.CASCADE, related_name="old_slugs")
    room = models.ForeignKey(
        "locations.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="old_slugs"
    )
    slug = models.SlugField(_("address before"), max_length=63)

    class Meta:
        ordering = ["house", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(room__isnull=True), name="old_slug_of_one_house"
            ),
            models.UniqueConstraint(
                fields=["house", "slug"],
                condition=models.Q(room__isnull=False),
                name="old_slug_of_one_room_in_a_house",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
