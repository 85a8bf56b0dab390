"""A person follows a house by their own word, and leaves it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from locations.actions import follow, unfollow
from locations.models import Follow
from locations.queries import followers, follows
from tests.factories.locations import HouseFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 20, tzinfo=UTC)


def test_follow_twice_is_one_row_since_the_first_time() -> None:
    house, person = HouseFactory(), UserFactory()

    first = follow(house, by=person, now=NOW)

    assert follow(house, by=person, now=NOW + timedelta(days=1)) == first
    assert [(row.person, row.since) for row in Follow.objects.all()] == [(person, NOW)]


def test_follow_is_once_in_the_database_too() -> None:
    row = follow(HouseFactory(), by=UserFactory(), now=NOW)

    with pytest.raises(IntegrityError, match="follow_once_per_person_and_house"):
        Follow.objects.create(house=row.house, person=row.person, since=NOW)


def test_unfollow_says_whether_there_was_something_to_leave() -> None:
    house, person, other = HouseFactory(), UserFactory(), UserFactory()
    follow(house, by=person, now=NOW)
    follow(house, by=other, now=NOW)

    assert [unfollow(house, by=person), unfollow(house, by=person)] == [True, False]
    assert list(followers(house)) == [other]


def test_followers_leaves_out_closed_accounts_and_other_houses() -> None:
    house, person, closed = HouseFactory(), UserFactory(), UserFactory(is_active=False)
    for one in (person, closed):
        follow(house, by=one, now=NOW)
    follow(HouseFactory(), by=UserFactory(), now=NOW)

    assert list(followers(house)) == [person]


def test_follows_names_the_houses_in_order(django_assert_num_queries) -> None:
    person = UserFactory()
    for name in ("Red Victorian", "Amsterdam"):
        follow(HouseFactory(name=name), by=person, now=NOW)

    with django_assert_num_queries(1):
        assert [row.house.name for row in follows(person)] == ["Amsterdam", "Red Victorian"]
