"""A room: the row that is sold, its beds over time, and the page that describes it."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from home.blocks import BodyBlock
from home.images import SiteImage
from locations.models.house import House
from locations.models.tester import RowPageTester
from members.models import User

# Ample in every currency, and a slip of the finger is caught.
HIGHEST_RATE = 100_000_000


class Kind(models.TextChoices):
    PRIVATE = "PRIVATE", _("private room")
    SHARED = "SHARED", _("shared room")


class Amenity(models.TextChoices):
    """What guests look for in a room or its house; a closed list, so that a search can ask for it."""

    DESK = "DESK", _("desk")
    DOUBLE_BED = "DOUBLE_BED", _("double bed")
    PRIVATE_BATH = "PRIVATE_BATH", _("private bath")
    STEP_FREE = "STEP_FREE", _("step-free way in")
    KITCHEN = "KITCHEN", _("kitchen to use")
    LAUNDRY = "LAUNDRY", _("laundry")
    PARKING = "PARKING", _("parking")
    PETS = "PETS", _("pets welcome")


class Room(models.Model):
    """A room of a house. Private: sells whole, for up to `sleeps` people. Shared: sells by the bed."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=63)
    page_key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PRIVATE)
    sleeps = models.PositiveSmallIntegerField(_("sleeps"), default=1, validators=[MinValueValidator(1)])
    rate = models.DecimalField(
        _("price per night"),
        max_digits=14,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(HIGHEST_RATE)],
    )
    guests_included = models.PositiveSmallIntegerField(
        _("guests the price is for"), default=1, db_default=1, validators=[MinValueValidator(1)]
    )
    extra_guest = models.DecimalField(
        _("price per night of each further guest"),
        max_digits=14,
        decimal_places=4,
        default=0,
        db_default=0,
        validators=[MinValueValidator(0), MaxValueValidator(HIGHEST_RATE)],
    )
    amenities = ArrayField(
        models.CharField(max_length=12, choices=Amenity.choices),
        verbose_name=_("what there is"),
        default=list,
        blank=True,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["house", "order", "name"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["house", "slug"], name="room_slug_once_per_house"),
            models.CheckConstraint(condition=models.Q(rate__gte=0), name="room_rate_not_negative"),
            models.CheckConstraint(condition=models.Q(rate__lte=HIGHEST_RATE), name="room_rate_has_a_top"),
            models.CheckConstraint(condition=models.Q(sleeps__gte=1), name="room_sleeps_someone"),
            models.CheckConstraint(
                condition=models.Q(guests_included__gte=1, extra_guest__gte=0, extra_guest__lte=HIGHEST_RATE),
                name="room_extra_guests_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(amenities__contained_by=Amenity.values), name="room_has_known_amenities"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address that another room of the house had before still leads to that room."""
        others = Room.objects.filter(house=self.house_id, old_slugs__slug=self.slug).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("%(room)s had this address before, and links to it still lead there."),
                        params={"room": other},
                    )
                }
            )

    @property
    def is_shared(self) -> bool:
        return self.kind == Kind.SHARED

    @property
    def amenity_labels(self) -> list[str]:
        """What there is, in words, in the order of the list."""
        return [str(amenity.label) for amenity in Amenity if amenity in self.amenities]


class CapacityChange(models.Model):
    """From `start_date` on, the room offers `beds` beds, until the next change."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="capacity_changes")
    start_date = models.DateField(_("from the night of"))
    beds = models.PositiveSmallIntegerField(_("beds"))
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["room", "start_date"]
        verbose_name = _("change of capacity")
        verbose_name_plural = _("changes of capacity")
        constraints = [
            models.UniqueConstraint(fields=["room", "start_date"], name="capacity_one_change_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.start_date}: {self.beds}"


class RoomPage(Page):
    """A room's words and pictures."""

    summary = models.CharField(_("one line"), max_length=200, blank=True)
    bed = models.CharField(
        _("bed"), max_length=120, blank=True, help_text=_("“One double bed”, “four bunks”.")
    )
    picture = models.ForeignKey(
        SiteImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("about the room"), blank=True)

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["locations.HousePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        HelpPanel(template="locations/desk/of_row.html"),
        # Wagtail's own panel of the title would look for the address, which is not in this form.
        FieldPanel("title", classname="title"),
        FieldPanel("summary"),
        FieldPanel("bed"),
        FieldPanel("picture"),
        MultipleChooserPanel("gallery", chooser_field_name="image", heading=_("Gallery"), label=_("Picture")),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    def row(self) -> Room | None:
        """The room this page describes in any language; a copy describes none."""
        return Room.objects.filter(page_key=self.translation_key).first()

    def permissions_for_user(self, user: User) -> RowPageTester:
        return RowPageTester(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The address comes from the row, so publishing an old revision moves nothing."""
        row = self.row()
        if row is not None and not self.alias_of_id:
            self.slug = row.slug
            if self.pk:
                # An old revision comes with the path of its time.
                self.set_url_path(self.get_parent())
        super().save(*args, **kwargs)


class RoomPicture(Orderable):
    """One picture of a room's gallery."""

    page = ParentalKey(RoomPage, on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption")]
