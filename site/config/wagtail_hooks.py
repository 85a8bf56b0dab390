"""The operators' page about the whole site, in Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import ListingButton

from config import person
from config.watch import watch
from home.wagtail_hooks import OperatorsItem
from members.models import User


@hooks.register("register_admin_urls")
def add_the_watch() -> list[URLPattern]:
    return [path("watch/", watch, name="watch")]


@hooks.register("register_admin_urls")
def add_people() -> list[URLPattern]:
    return [
        path("people/<int:person>/", person.person_page, name="person"),
        path("people/<int:person>/file/", person.person_file, name="person_file"),
        path("people/<int:person>/erase/", person.erase_person, name="erase_person"),
        path("people/<int:person>/merge/", person.merge_person, name="merge_person"),
    ]


@hooks.register("register_user_listing_buttons")
def lead_to_a_person(user: User, request_user: User) -> list[ListingButton]:
    if not request_user.is_superuser:
        return []
    address = reverse("person", args=[user.pk])
    return [ListingButton(_("What is kept"), address, icon_name="view", priority=40)]


@hooks.register("register_reports_menu_item")
def show_the_watch() -> MenuItem:
    return OperatorsItem(_("How the site is"), reverse("watch"), name="watch", icon_name="view", order=1000)
