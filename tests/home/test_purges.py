"""What changed is forgotten at the edge: written down at once, handed over until it was taken."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

from home.actions import purges
from home.models import Purge
from locations.actions import change_house_slug, change_settings
from locations.models import Visibility
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory
from tests.home.cloudflare import TOKEN, ZONE, Edge, edge, failure

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SITE = "https://example.org"


@pytest.fixture
def cloudflare(settings) -> Iterator[Edge]:
    with edge() as standing:
        settings.EDGE = True
        settings.SITE_URL = SITE
        settings.CLOUDFLARE_API_BASE = standing.base
        settings.CLOUDFLARE_API_TOKEN, settings.CLOUDFLARE_ZONE_ID = TOKEN, ZONE
        settings.WAGTAILFRONTENDCACHE = {"rows": {"BACKEND": "home.actions.purges.WrittenDown"}}
        yield standing


def waiting() -> set[str]:
    return set(Purge.objects.values_list("url", flat=True))


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("http://localhost/", [f"{SITE}/"]),
        ("http://localhost/sf/attic/", [f"{SITE}/sf/attic/", f"{SITE}/sf/", f"{SITE}/"]),
        ("https://media.example.org/public/a.webp", ["https://media.example.org/public/a.webp"]),
    ],
)
def test_page_takes_those_above_it_along(url, addresses):
    assert purges.with_parents(url, site=SITE) == addresses


def test_batch_of_thirty_is_handed_over_and_gone(cloudflare):
    purges.write_down([f"https://media.example.org/{n}.webp" for n in range(31)], now=NOW)

    assert [purges.run_due(NOW), purges.run_due(NOW), purges.run_due(NOW)] == [30, 1, 0]

    assert [len(files) for files in cloudflare.forgotten] == [30, 1]
    assert waiting() == set()


@pytest.mark.parametrize(
    "answer",
    [(429, failure(10100, "Rate limited")), (500, "<html>"), (200, failure(1, "Odd")), (200, "cut sh")],
)
def test_what_was_not_taken_is_tried_again_later(cloudflare, answer, caplog):
    cloudflare.answers = [answer]
    purges.write_down([f"{SITE}/a.webp"], now=NOW)

    assert purges.run_due(NOW) == 0
    assert purges.run_due(NOW + timedelta(seconds=30)) == 0
    assert purges.run_due(NOW + timedelta(seconds=61)) == 1

    assert cloudflare.forgotten == [[f"{SITE}/a.webp"]]
    assert "The edge did not forget 1 addresses" in caplog.text


def test_silent_edge_is_given_up_after_a_day(cloudflare, settings, caplog):
    settings.CLOUDFLARE_API_BASE = "http://127.0.0.1:1"
    purges.write_down([f"{SITE}/a.webp"], now=NOW)

    purges.run_due(NOW + timedelta(hours=23))
    assert waiting() == {f"{SITE}/a.webp"}
    purges.run_due(NOW + timedelta(hours=25))

    assert waiting() == set()
    assert "were never forgotten by the edge" in caplog.text


def test_address_that_failed_ever_so_often_stops_no_other(cloudflare):
    purges.write_down([f"{SITE}/a.webp", f"{SITE}/b.webp"], now=NOW)
    Purge.objects.filter(url__endswith="a.webp").update(attempts=60)

    assert purges.run_due(NOW) == 2


def test_wrong_token_is_told(cloudflare, settings, caplog):
    settings.CLOUDFLARE_API_TOKEN = "another"
    purges.write_down([f"{SITE}/a.webp"], now=NOW)

    purges.run_due(NOW)

    assert "Authentication error" in caplog.text


def run_tasks() -> None:
    for row in DBTaskResult.objects.filter(task_path__contains="purge_urls"):
        purge_urls_from_cache_task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


@pytest.mark.django_db(transaction=True)
def test_publishing_and_unpublishing_forget_the_page_and_those_above(cloudflare):
    house = HouseFactory(slug="sf")
    page = house_pages([house])[house.pk]
    DBTaskResult.objects.all().delete()

    page.unpublish()
    run_tasks()

    assert waiting() == {f"{SITE}/sf/", f"{SITE}/"}


def test_house_that_closes_its_doors_is_forgotten_whole(cloudflare):
    house = HouseFactory(slug="sf")
    RoomFactory(house=house, slug="attic")

    change_settings(house, visibility=Visibility.MEMBERS, by=UserFactory(), now=NOW)

    assert waiting() == {f"{SITE}/sf/attic/", f"{SITE}/sf/", f"{SITE}/"}


def test_old_addresses_are_forgotten_when_a_house_moves(cloudflare):
    house = HouseFactory(slug="sf")
    RoomFactory(house=house, slug="attic")

    change_house_slug(house, slug="embassy-sf", by=UserFactory(), now=NOW)

    assert waiting() == {f"{SITE}/sf/attic/", f"{SITE}/sf/", f"{SITE}/"}


def test_without_an_edge_nothing_is_written_down(settings):
    settings.EDGE = False

    assert purges.write_down([f"{SITE}/"], now=NOW) == 0
    assert waiting() == set()
