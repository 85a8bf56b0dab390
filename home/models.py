"""The network's own pages."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from home.blocks import BodyBlock
from home.images import SiteDocument, SiteImage, SiteRendition
from home.rules.addresses import is_reserved
from members.models import User

__all__ = ["DailyRun", "HomePage", "Purge", "SiteDocument", "SiteImage", "SiteRendition", "StandardPage"]


def not_reserved(slug: str) -> None:
    """Refuse the address of one of the site's own paths."""
    if is_reserved(slug, languages=dict(settings.LANGUAGES)):
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another."), params={"slug": slug}
        )


class PageTester(PagePermissionTester):
    """What a person may do with one of our pages; who sees it is its house's matter, not Wagtail's switch."""

    def can_set_view_restrictions(self) -> bool:
        return False


class HomeTester(PageTester):
    """A front door stays as long as there are rooms behind it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.page.is_leaf() and bool(super().can_delete(ignore_bulk=ignore_bulk))

    def can_move(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return self.page.is_leaf() and bool(super().can_unpublish())


class HomePage(Page):
    """The network's front door; houses are its children."""

    sentence = models.CharField(_("one sentence"), max_length=200, blank=True)
    picture = models.ForeignKey(
        SiteImage,
        verbose_name=_("wide picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("the network's story"), blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("sentence"), FieldPanel("picture"), FieldPanel("body")]

    def permissions_for_user(self, user: User) -> HomeTester:
        return HomeTester(user, self)


def is_home(page: Page) -> bool:
    """Whether a page of any class is the network's front door."""
    return page.specific_class is HomePage


class StandardPage(Page):
    """A page of words and pictures, below home or below a house."""

    summary = models.CharField(_("one line"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage", "locations.HousePage"]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]

    def permissions_for_user(self, user: User) -> PageTester:
        return PageTester(user, self)

    def clean(self) -> None:
        super().clean()
        self._refuse_reserved()

    def minimal_clean(self) -> None:
        super().minimal_clean()
        self._refuse_reserved()

    def can_move_to(self, parent: Page) -> bool:
        reserved = is_home(parent) and is_reserved(self.slug, languages=dict(settings.LANGUAGES))
        return bool(super().can_move_to(parent)) and not reserved

    def _refuse_reserved(self) -> None:
        parent = self.get_parent()
        # None in the form of a new page, which asks by itself: it knows where the page will be.
        if parent is not None and is_home(parent):
            try:
                not_reserved(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error


class Purge(models.Model):
    """An address that the edge is to forget; the row goes once it has."""

    url = models.URLField(max_length=2000)
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.url


class DailyRun(models.Model):
    """One run of what is due each day; a good one has ended and nothing in it failed."""

    begun_at = models.DateTimeField()
    # The time it acted by: another than `begun_at` where somebody asked for it (`--now`).
    as_of = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    # [[what failed, why], …]
    failures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.begun_at}: {self.done} done, {len(self.failures)} failed"
