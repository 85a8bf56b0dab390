"""A house's Wagtail group: what its members may do with pages, pictures and documents, and nothing else."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from locations.models import House, HousePage

PAGES: Final = ("add_page", "change_page", "publish_page")
FILES: Final = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)

# Who has a role that edits nothing: they get into the admin, and what they see there the roles say.
READERS: Final = "Readers of houses"


def readers() -> Group:
    """The group that opens the admin and nothing in it."""
    group, is_new = Group.objects.get_or_create(name=READERS)
    if is_new:
        group.permissions.set(_door())
    return group


def _door() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")


def grant(house: House) -> None:
    """Give the house's group what it needs: its page in every language, its collection, the admin's door."""
    house.group.permissions.set(_door())
    pages = list(HousePage.objects.filter(translation_key=house.page_key))
    on_pages = Permission.objects.filter(codename__in=PAGES, content_type__app_label="wagtailcore")
    on_files = Permission.objects.filter(
        codename__in=FILES, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
    )
    # Those that are there already stay as they are.
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=house.group, page=page, permission=one)
            for one in on_pages
            for page in pages
        ],
        ignore_conflicts=True,
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=house.group, collection=house.collection, permission=one)
            for one in on_files
        ],
        ignore_conflicts=True,
    )
