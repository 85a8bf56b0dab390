"""Giving and taking roles keeps the house's Wagtail group in step."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from wagtail.models import Collection, GroupCollectionPermission, Page

from locations.actions import give_role, take_role
from locations.models import Duty, Role
from locations.queries import house_pages
from tests.factories.locations import OPENED, HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_give_role_puts_the_person_into_the_group() -> None:
    house, user, operator = HouseFactory(), UserFactory(), UserFactory(is_superuser=True)

    given = give_role(house, user, Duty.STEWARD, by=operator, now=OPENED)

    assert (given.house, given.user, given.role) == (house, user, Duty.STEWARD)
    assert list(user.groups.all()) == [house.group]


def test_give_role_twice_leaves_one_row() -> None:
    house = HouseFactory()
    steward = StewardFactory(house=house)

    give_role(house, steward, Duty.STEWARD, by=steward, now=OPENED)

    assert Role.objects.filter(house=house, user=steward).count() == 1


def test_give_role_refuses_a_role_that_does_not_exist() -> None:
    with pytest.raises(ValidationError):
        give_role(HouseFactory(), UserFactory(), "KING", by=UserFactory(is_superuser=True), now=OPENED)


def test_take_role_takes_row_and_group() -> None:
    house = HouseFactory()
    steward = StewardFactory(house=house)

    take_role(house, steward, by=UserFactory(is_superuser=True), now=OPENED)

    assert not Role.objects.exists()
    assert list(steward.groups.all()) == []


def test_take_role_leaves_somebody_to_run_the_house() -> None:
    house = HouseFactory()
    steward, other = StewardFactory.create_batch(2, house=house)

    take_role(house, other, by=steward, now=OPENED)
    with pytest.raises(ValidationError, match="Nobody else runs this house"):
        take_role(house, steward, by=steward, now=OPENED)

    assert [role.user for role in Role.objects.all()] == [steward]


def test_steward_edits_the_house_s_pages_only() -> None:
    ours, theirs = HouseFactory.create_batch(2)
    steward = StewardFactory(house=ours)
    pages = house_pages([ours, theirs])

    allowed = {
        house.pk: pages[house.pk].permissions_for_user(steward).can_publish() for house in (ours, theirs)
    }

    assert allowed == {ours.pk: True, theirs.pk: False}
    assert not Page.objects.get(depth=2, slug="network").permissions_for_user(steward).can_edit()


def test_house_group_reaches_its_own_collection_and_no_model() -> None:
    house = HouseFactory()

    collections = GroupCollectionPermission.objects.filter(group=house.group).values("collection")

    assert list(Collection.objects.filter(pk__in=collections)) == [house.collection]
    assert list(house.group.permissions.values_list("codename", flat=True)) == ["access_admin"]
    assert Permission.objects.filter(groupcollectionpermission__group=house.group).count() == 6
