"""Old links lead to where the thing is now, and tell nobody more than the new place would."""

import pytest
from django.utils import timezone

from home.models import StandardPage
from locations.actions import change_house_slug
from locations.models import Visibility
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return HouseFactory(slug="embassy-sf")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/locations/", "/"),
        ("/locations/embassy-sf/", "/embassy-sf/"),
        ("/locations/embassy-sf", "/embassy-sf/"),
        ("/locations/embassy-sf/stay/", "/embassy-sf/"),
        (
            "/locations/embassy-sf/stay/?arrive=2027-03-01&depart=2027-03-04&x=1",
            "/embassy-sf/?arrive=2027-03-01&depart=2027-03-04",
        ),
        ("/locations/embassy-sf/community/", "/embassy-sf/"),
        ("/locations/embassy-sf/booking/12/receipt/", "/stay/mine/"),
        ("/locations/embassy-sf/manage/bookings/", "/admin/bookings/"),
    ],
)
def test_old_address_leads_on_for_good(client, house, old, new):
    answer = client.get(old)

    assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_room_is_found_by_its_old_number_in_its_own_house_only(client, house):
    room = RoomFactory(house=house, slug="attic")
    room.legacy_id = 7
    room.save()
    HouseFactory(slug="elsewhere")

    for address in ("/locations/embassy-sf/stay/room/7", "/locations/embassy-sf/stay/room/7/"):
        assert client.get(f"{address}?arrive=2027-03-01").headers["Location"] == (
            "/embassy-sf/attic/?arrive=2027-03-01"
        )
    assert client.get("/locations/elsewhere/stay/room/7").status_code == 404
    assert client.get("/locations/embassy-sf/stay/room/8").status_code == 404


def test_page_of_the_house_keeps_its_name(client, house):
    page = house_pages([house])[house.pk]
    page.add_child(instance=StandardPage(title="Getting here", slug="getting-here"))

    answer = client.get("/locations/embassy-sf/getting-here/")

    assert answer.headers["Location"] == "/embassy-sf/getting-here/"
    assert client.get("/locations/embassy-sf/nowhere/").status_code == 404


def test_house_that_moved_since_is_found(client, house):
    change_house_slug(house, slug="embassy", by=UserFactory(), now=timezone.now())

    assert client.get("/locations/embassy-sf/stay/").headers["Location"] == "/embassy/"


def test_draft_house_is_not_there(client):
    HouseFactory(slug="draft", live=False)

    assert client.get("/locations/draft/").status_code == 404


@pytest.mark.parametrize("rest", ["", "stay/", "stay/room/7", "booking/1/", "manage/"])
def test_house_of_members_is_there_for_them_alone(client, rest):
    house = HouseFactory(slug="quiet", visibility=Visibility.MEMBERS)
    room = RoomFactory(house=house)
    room.legacy_id = 7
    room.save()

    assert client.get(f"/locations/quiet/{rest}").status_code == 404

    client.force_login(StewardFactory(house=house))
    assert client.get(f"/locations/quiet/{rest}").status_code == 301


def test_posting_to_an_old_address_does_nothing(client, house):
    assert client.post("/locations/embassy-sf/booking/submit", {"purpose": "x"}).status_code == 405
