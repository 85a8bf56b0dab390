"""The operators' page about the whole site, in Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from config.watch import watch
from home.wagtail_hooks import OperatorsItem


@hooks.register("register_admin_urls")
def add_the_watch() -> list[URLPattern]:
    return [path("watch/", watch, name="watch")]


@hooks.register("register_reports_menu_item")
def show_the_watch() -> MenuItem:
    return OperatorsItem(_("How the site is"), reverse("watch"), name="watch", icon_name="view", order=1000)
