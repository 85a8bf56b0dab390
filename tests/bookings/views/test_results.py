"""The results page narrows what is free, and is never empty."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locations.models import Amenity
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DATES = {"arrive": "2026-03-10", "depart": "2026-03-13"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T20:00:00Z", tick=False):
        yield


def search(client, **given):
    """The context of the page, and what is on it."""
    answer = client.get("/stay/", {**DATES, **given})
    assert answer.status_code == 200
    return answer.context, answer.content.decode()


def full_room(**fields):
    room = RoomFactory(**fields)
    BookingFactory(room=room, state="CONFIRMED")
    return room


def rooms(offers):
    return [offer.room for offer in offers]


def test_a_full_house_leads_to_other_houses_with_their_totals(client):
    full = full_room(house=HouseFactory(slug="full"))
    free = RoomFactory(house=HouseFactory(name="The other house"), rate=Decimal("70"))
    full_room()

    context, page = search(client, house="full")

    assert rooms(context["elsewhere"]) == [free]
    assert [(offer.room, stay.arrive) for offer, stay in context["near"]] == [(full, date(2026, 3, 7))]
    assert "Other houses have room on these nights." in page
    assert "$210" in page
    assert "houses" not in context


def test_where_no_house_has_room_all_of_them_are_shown(client):
    full_room(house=HouseFactory(slug="full", name="Full house"))
    full_room(house=HouseFactory(name="Fuller house"))

    for given in ({}, {"house": "full"}):
        context, page = search(client, **given)

        assert [card.house.name for card in context["houses"]] == ["Full house", "Fuller house"]
        assert [card.next_free for card in context["houses"]] == [date(2026, 3, 2)] * 2
        assert "Houses to look at" in page


def test_a_house_with_room_leads_nowhere_else(client):
    free = RoomFactory(house=HouseFactory(slug="free"))
    RoomFactory()

    context, _page = search(client, house="free")

    assert rooms(context["bookable"]) == [free]
    assert "elsewhere" not in context
    assert "houses" not in context


def test_the_kind_of_room_may_be_chosen(client):
    house = HouseFactory()

    for room in (RoomFactory(house=house), SharedRoomFactory(house=house)):
        context, page = search(client, kind=room.kind)

        assert rooms(context["bookable"]) == [room]
        assert f'<option value="{room.kind}" selected>' in page


def test_a_room_must_have_every_amenity_that_is_asked_for(client):
    both = RoomFactory(amenities=[Amenity.PARKING, Amenity.DESK, Amenity.PETS])
    RoomFactory(amenities=[Amenity.DESK])
    RoomFactory()

    context, page = search(client, amenities=["DESK", "PARKING"])

    assert rooms(context["bookable"]) == [both]
    assert page.count('value="DESK" id="id_amenities_0" checked') == 1
    assert "pets welcome</li>" in page


def test_a_highest_price_is_for_the_whole_stay_with_fees_in_one_currency(client):
    house = HouseFactory()
    cheap = RoomFactory(house=house, rate=Decimal("50"))
    RoomFactory(house=house, rate=Decimal("50.01"))
    RoomFactory(house=HouseFactory(currency="EUR"), rate=Decimal("10"))

    context, page = search(client, most="150", currency="USD")

    assert rooms(context["bookable"]) == [cheap]
    assert "Only rooms priced in USD are shown." in page
    assert "?arrive=2026-03-10&amp;depart=2026-03-13" in page


def test_a_filter_that_makes_no_sense_is_named(client):
    house = HouseFactory()

    for given, message in (
        ({"most": "100"}, "Choose the currency of the highest price."),
        ({"most": "much", "currency": "USD"}, "Write the highest price in digits, such as 250."),
        ({"most": "-1", "currency": "USD"}, "greater than or equal to 0"),
        ({"most": "1", "currency": "U$"}, "Choose one of the currencies."),
        ({"kind": "CASTLE"}, "CASTLE is not one of the available choices."),
        ({"amenities": "POOL"}, "POOL is not one of the available choices."),
    ):
        context, page = search(client, **given)

        assert message in page
        assert [card.house for card in context["houses"]] == [house]


def test_filters_hold_for_other_houses_too(client):
    full_room(house=HouseFactory(slug="full"))
    RoomFactory()
    shared = SharedRoomFactory()

    context, page = search(client, house="full", kind="SHARED")

    assert rooms(context["elsewhere"]) == [shared]
    assert "?arrive=2026-03-10&amp;depart=2026-03-13&amp;kind=SHARED" in page


def test_filters_are_kept_without_dates(client):
    RoomFactory()

    page = client.get("/stay/", {"kind": "SHARED", "amenities": "PETS"}).content.decode()

    assert '<option value="SHARED" selected>' in page
    assert 'value="PETS" id="id_amenities_7" checked' in page


FILTERED = [
    ({"kind": "PRIVATE", "amenities": "DESK", "most": "900", "currency": "USD"}, 13),
    ({"house": "full", "kind": "PRIVATE"}, 25),
    ({"house": "full", "most": "1", "currency": "USD"}, 28),
    ({"most": "1", "currency": "USD"}, 18),
]


@pytest.mark.parametrize("houses", [1, 3])
def test_filters_and_other_houses_take_a_fixed_number_of_queries(client, houses):
    full_room(house=HouseFactory(slug="full"))
    for _house in range(houses):
        RoomFactory(amenities=[Amenity.DESK])
    taken = []
    search(client)

    for given, _number in FILTERED:
        with CaptureQueriesContext(connection) as queries:
            search(client, **given)
        taken.append((given, len(queries)))

    assert taken == FILTERED
