"""A house: the row that decides, and the page that describes it."""

from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Collection, GroupPagePermission, Orderable, Page

from home.blocks import BodyBlock
from home.images import SiteImage
from home.models import not_reserved
from locations.models.tester import RowPageTester
from members.models import User

dns_label = RegexValidator(
    r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z",
    _("Use lower-case letters, digits and hyphens; it is part of mail addresses."),
)


# Each call reads hundreds of files.
_time_zones = cache(available_timezones)


def known_time_zone(value: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if value not in _time_zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone such as Europe/Amsterdam."), params={"value": value}
        )


class Terms(models.TextChoices):
    REQUEST = "REQUEST", _("the house answers each request")
    INSTANT = "INSTANT", _("book and pay at once")


class Cancelling(models.TextChoices):
    FLEXIBLE = "FLEXIBLE", _("flexible: all back until the day before arrival")
    MODERATE = "MODERATE", _("moderate: all back until 5 days before, half until the day before")
    STRICT = "STRICT", _("strict: all back until 14 days before, half until 7 days before")
    LONG_STAY = "LONG_STAY", _("long stays: all back until 30 days before, half until 14 days before")
    CUSTOM = "CUSTOM", _("as you say below")


class PayWhen(models.TextChoices):
    ALL = "ALL", _("all at once")
    DEPOSIT = "DEPOSIT", _("a part at once, the rest before arrival")
    ARRIVAL = "ARRIVAL", _("on arrival")


class Visibility(models.TextChoices):
    PUBLIC = "PUBLIC", _("public")
    LINK = "LINK", _("whoever has the address")
    MEMBERS = "MEMBERS", _("people of the house")


class Palette(models.TextChoices):
    FOG = "fog", _("fog")
    REDWOOD = "redwood", _("redwood")
    PLUM = "plum", _("plum")
    BRASS = "brass", _("brass")
    CANAL = "canal", _("canal")
    BRICK = "brick", _("brick")
    MOSS = "moss", _("moss")
    CLAY = "clay", _("clay")
    HARBOUR = "harbour", _("harbour")
    HEATHER = "heather", _("heather")
    SAFFRON = "saffron", _("saffron")
    SLATE = "slate", _("slate")


class House(models.Model):
    """What is dated, counted or paid for hangs on this row, never on the page."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=63, unique=True, validators=[dns_label, not_reserved])
    page_key = models.UUIDField(unique=True, editable=False)
    # Both follow the roles and hold no truth of their own: who edits the house's pages and files.
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="house", editable=False)
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="house", editable=False
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[RegexValidator(r"^[A-Z]{3}\Z")])
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[known_time_zone])
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    terms = models.CharField(_("how guests book"), max_length=8, choices=Terms.choices, default=Terms.REQUEST)
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a request"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    hold_hours = models.PositiveSmallIntegerField(
        _("hours to pay after approval"),
        default=48,
        validators=[MinValueValidator(2), MaxValueValidator(336)],
    )
    pay_when = models.CharField(
        _("when guests pay"),
        max_length=7,
        choices=PayWhen.choices,
        default=PayWhen.ALL,
        db_default=PayWhen.ALL,
    )
    deposit_percent = models.PositiveSmallIntegerField(
        _("part paid at once, in percent"),
        default=30,
        db_default=30,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    rest_days = models.PositiveSmallIntegerField(
        _("days before arrival that the rest is due"),
        default=14,
        db_default=14,
        validators=[MaxValueValidator(365)],
    )
    lapse_unpaid = models.BooleanField(
        _("cancel a stay whose rest is not paid"), default=False, db_default=False
    )
    max_nights = models.PositiveSmallIntegerField(
        _("longest stay, in nights"), default=14, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    cancelling = models.CharField(
        _("when a guest cancels"),
        max_length=9,
        choices=Cancelling.choices,
        default=Cancelling.FLEXIBLE,
        db_default=Cancelling.FLEXIBLE,
    )
    # Pairs of days before arrival and the percentage that goes back, as text, for CUSTOM.
    cancelling_tiers = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField()), editable=False
    )
    no_show_percent = models.DecimalField(
        _("percent back to who never came"),
        max_digits=7,
        decimal_places=4,
        default=0,
        db_default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    lead_days = models.PositiveSmallIntegerField(
        _("days between booking and arrival, at least"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(365)],
    )
    window_days = models.PositiveSmallIntegerField(
        _("days ahead that guests can book"),
        default=730,
        db_default=730,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )
    welcome_days = models.PositiveSmallIntegerField(
        _("days before arrival that guests are told how to get in"),
        default=3,
        validators=[MaxValueValidator(30)],
    )
    rules = models.TextField(_("house rules"), blank=True)
    # Sealed: `locations.queries.secrets_of` reads it, `locations.actions.keep_secrets` writes it.
    secrets = models.TextField(blank=True, editable=False)
    palette = models.CharField(_("colours"), max_length=12, choices=Palette.choices, default=Palette.FOG)
    visibility = models.CharField(
        _("who sees it"), max_length=8, choices=Visibility.choices, default=Visibility.LINK
    )
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("house")
        verbose_name_plural = _("houses")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address that another house had before still leads to that house."""
        others = House.objects.filter(old_slugs__slug=self.slug, old_slugs__room=None).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("%(house)s had this address before, and links to it still lead there."),
                        params={"house": other},
                    )
                }
            )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def mail_address(self) -> str:
        return f"stay@{self.slug}.{settings.LIST_DOMAIN}"


class HousePage(Page):
    """A house's words and pictures."""

    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("City or neighbourhood."))
    summary = models.CharField(_("one line"), max_length=200, blank=True)
    banner = models.ForeignKey(
        SiteImage,
        verbose_name=_("banner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(_("street address"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("story"), blank=True)

    # Opening a house makes row and page together; a page alone could never sell a bed.
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    content_panels = [
        HelpPanel(template="locations/desk/of_row.html"),
        # Wagtail's own panel of the title would look for the address, which is not in this form.
        FieldPanel("title", classname="title"),
        FieldPanel("place"),
        FieldPanel("summary"),
        FieldPanel("banner"),
        FieldPanel("address"),
        MultipleChooserPanel("gallery", chooser_field_name="image", heading=_("Gallery"), label=_("Picture")),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")]

    def row(self) -> House | None:
        """The house this page describes in any language; a copy describes none."""
        return House.objects.filter(page_key=self.translation_key).first()

    def permissions_for_user(self, user: User) -> RowPageTester:
        return RowPageTester(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The address comes from the row, so publishing an old revision moves nothing."""
        row, is_new = self.row(), self._state.adding
        if row is not None and not self.alias_of_id:
            self.slug = row.slug
            if self.pk:
                # An old revision comes with the path of its time.
                self.set_url_path(self.get_parent())
        super().save(*args, **kwargs)
        if row is not None and is_new:
            self._open_to_group(row)

    def _open_to_group(self, house: House) -> None:
        """Whoever looks after the house's page looks after it in a new language too."""
        known = GroupPagePermission.objects.filter(group=house.group, page__translation_key=house.page_key)
        for permission in set(known.values_list("permission", flat=True)):
            GroupPagePermission.objects.get_or_create(group=house.group, page=self, permission_id=permission)


class HousePicture(Orderable):
    """One picture of a house's gallery."""

    page = ParentalKey(HousePage, on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("image")]
