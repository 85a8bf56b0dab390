"""The one question: in which houses may this person do that?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from locations.access import house_or_404, houses_for, listed_houses, may_see
from locations.models import Visibility
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_houses_for_steward_are_those_of_the_role() -> None:
    ours, _theirs = HouseFactory.create_batch(2)
    steward = StewardFactory(house=ours)

    assert list(houses_for(steward)) == [ours]
    assert list(houses_for(steward, may="bookings")) == [ours]


def test_houses_for_operator_are_all() -> None:
    houses = HouseFactory.create_batch(2)

    assert set(houses_for(UserFactory(is_superuser=True), may="money")) == set(houses)


def test_houses_for_guest_anonymous_and_inactive_are_none() -> None:
    house = HouseFactory()
    gone = StewardFactory(house=house)
    gone.is_active = False

    assert [list(houses_for(user)) for user in (UserFactory(), AnonymousUser(), gone)] == [[], [], []]


def test_houses_for_refuses_an_ability_nobody_has_heard_of() -> None:
    with pytest.raises(ValueError, match="'bookigns' is none of"):
        houses_for(UserFactory(), may="bookigns")


def test_house_or_404_hides_another_house() -> None:
    ours, theirs = HouseFactory.create_batch(2)
    steward = StewardFactory(house=ours)

    assert house_or_404(steward, ours.slug, may="pages") == ours
    with pytest.raises(Http404):
        house_or_404(steward, theirs.slug, may="pages")


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.LINK])
def test_may_see_is_for_everybody_unless_members_only(visibility: str) -> None:
    assert may_see(AnonymousUser(), HouseFactory(visibility=visibility))


def test_may_see_members_house_needs_a_tie() -> None:
    house, other = HouseFactory.create_batch(2, visibility=Visibility.MEMBERS)

    assert may_see(StewardFactory(house=house), house)
    assert not may_see(StewardFactory(house=other), house)
    assert not may_see(AnonymousUser(), house)


def test_listed_houses_name_public_ones_and_ones_own_members_houses() -> None:
    public = HouseFactory(visibility=Visibility.PUBLIC)
    HouseFactory(visibility=Visibility.LINK)
    members = HouseFactory(visibility=Visibility.MEMBERS)
    HouseFactory(visibility=Visibility.PUBLIC, live=False)

    assert list(listed_houses(AnonymousUser())) == [public]
    assert set(listed_houses(StewardFactory(house=members))) == {public, members}
