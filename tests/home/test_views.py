"""Operators, and nobody else, have pictures' sizes made again, and see how far that is."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from home.actions.remaking import ask
from home.images import Remaking
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def page(client: Client, **headers: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("remake_pictures"), headers=headers).content, "html.parser")


def test_operator_asks_and_sees_progress(operator):
    assert page(operator).select_one("progress") is None

    response = operator.post(reverse("remake_pictures"), {"which": "missing", "sure": "yes"})

    run = Remaking.objects.get()
    assert response.url == reverse("remake_pictures")
    assert (run.by_worker, run.only_missing, run.ended_at) == (True, True, None)
    Remaking.objects.update(done=1200, total=4000)
    progress = page(operator).select_one("progress")
    assert (progress["value"], progress["max"]) == ("1200", "4000")
    assert page(operator).select_one("form input[name=sure]") is None
    part = page(operator, **{"HX-Request": "true"})
    assert (part.select_one("html"), part.div["hx-trigger"]) == (None, "every 3s")


def test_nothing_begins_without_being_sure(operator):
    operator.post(reverse("remake_pictures"), {"which": "all"})

    assert not Remaking.objects.exists()


def test_failures_are_shown_when_it_is_over(operator):
    run = ask(by=UserFactory(), now=NOW)
    Remaking.objects.filter(pk=run.pk).update(ended_at=NOW, failures=[[7, "FileNotFoundError: gone"]])

    found = page(operator)

    assert "FileNotFoundError: gone" in found.select_one("#remaking li").text
    assert "hx-get" not in found.select_one("#remaking").attrs


@pytest.mark.parametrize("method", ["get", "post"])
def test_steward_finds_nothing_there(client, method):
    client.force_login(StewardFactory(house=HouseFactory()))

    assert getattr(client, method)(reverse("remake_pictures"), {"sure": "yes"}).status_code == 404
    assert not Remaking.objects.exists()
