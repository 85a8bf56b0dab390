"""People in Wagtail's admin: for operators only, with the fields that our people have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import User
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

USERS = "/admin/users/"


@pytest.fixture
def operator(client) -> User:
    user = UserFactory(name="Operator", email="op@example.org", is_superuser=True)
    client.force_login(user)
    return user


def names(response) -> list[str]:
    return [user.name for user in response.context["object_list"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ana", "Bo", "Operator"]),
        ({"ordering": "-name"}, ["Operator", "Bo", "Ana"]),
        ({"ordering": "email"}, ["Bo", "Operator", "Ana"]),
        ({"q": "ana"}, ["Ana"]),
        ({"q": "b@"}, ["Bo"]),
    ],
)
def test_list_is_sorted_and_searched_by_name_and_address(client, operator, query, expected):
    UserFactory(name="Ana", email="z@example.org")
    UserFactory(name="Bo", email="b@example.org")

    assert names(client.get(USERS, query)) == expected


def test_list_takes_no_more_queries_for_more_people(client, operator, django_assert_num_queries):
    client.get(USERS)
    # How many depends on the menu around the list, which every app adds to.
    with CaptureQueriesContext(connection) as queries:
        client.get(USERS)
    UserFactory.create_batch(2)

    with django_assert_num_queries(len(queries)):
        client.get(USERS)


def test_operator_makes_somebody_who_signs_in_by_code(client, operator):
    answer = client.post(f"{USERS}new/", {"email": "New@Example.org", "name": "New", "language": "nl"})

    assert answer["Location"] == USERS
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.language, user.is_superuser) == ("New", "nl", False)
    assert not user.has_usable_password()


def test_operator_makes_an_operator_with_a_password(client, operator):
    secret = {"password1": "correct horse battery", "password2": "correct horse battery"}
    client.post(
        f"{USERS}new/",
        {"email": "two@example.org", "language": "en", "is_superuser": "on", **secret},
    )

    user = User.objects.get(email="two@example.org")
    assert user.is_superuser
    assert user.check_password("correct horse battery")


def test_operator_can_t_make_the_same_address_twice(client, operator):
    answer = client.post(f"{USERS}new/", {"email": "OP@example.org", "name": "Again", "language": "en"})

    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def test_operator_changes_somebody(client, operator):
    user = UserFactory(email="ana@example.org", password="correct horse battery")
    page = client.get(f"{USERS}edit/{user.pk}/")

    client.post(
        f"{USERS}edit/{user.pk}/",
        {"email": "ana@example.org", "name": "Ana", "language": "de", "is_active": "on"},
    )

    assert "groups" not in page.context["form"].fields
    user.refresh_from_db()
    assert (user.name, user.language, user.is_active) == ("Ana", "de", True)
    assert user.check_password("correct horse battery")


def test_operator_can_t_close_their_own_account(client, operator):
    assert {"is_active", "is_superuser"}.isdisjoint(
        client.get(f"{USERS}edit/{operator.pk}/").context["form"].fields
    )


def test_account_page_leaves_name_and_address_to_the_profile(client, operator):
    client.post(
        "/admin/account/",
        {
            "name_email-first_name": "X",
            "name_email-email": "x@example.org",
            "locale-preferred_language": "en",
        },
    )

    operator.refresh_from_db()
    assert operator.email == "op@example.org"
    assert "name_email" not in client.get("/admin/account/").content.decode()


def test_steward_sees_no_people(client):
    steward = StewardFactory(house=HouseFactory())
    other = UserFactory()
    client.force_login(steward)

    assert client.get("/admin/account/").status_code == 200
    for path in ("", "new/", f"edit/{other.pk}/", f"delete/{other.pk}/", f"history/{other.pk}/"):
        assert (path, client.get(f"{USERS}{path}").status_code) == (path, 404)


@pytest.mark.parametrize(
    "path", ["users/delete/{}/", "bulk/members/user/delete/?id={}", "bulk/members/user/assign_role/?id={}"]
)
def test_nobody_is_deleted_or_put_into_a_group(client, operator, path):
    house = HouseFactory()
    user = UserFactory()

    answer = client.post(f"/admin/{path.format(user.pk)}", {"role": house.group.pk})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert list(User.objects.get(pk=user.pk).groups.all()) == []


def test_no_page_offers_to_delete_somebody(client, operator):
    user = UserFactory()

    for path in ("", f"edit/{user.pk}/"):
        assert f"{USERS}delete/" not in client.get(f"{USERS}{path}").content.decode()
    assert "data-bulk-action-checkbox" not in client.get(USERS).content.decode()
