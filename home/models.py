"""The network's own pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.blocks import BodyBlock
from home.images import SiteDocument, SiteImage, SiteRendition

__all__ = ["HomePage", "SiteDocument", "SiteImage", "SiteRendition", "StandardPage"]


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


class StandardPage(Page):
    """A page of words and pictures, below home or below a house."""

    summary = models.CharField(_("one line"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage", "locations.HousePage"]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
