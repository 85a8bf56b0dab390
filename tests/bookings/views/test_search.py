"""`/stay/` and `/api/availability/`."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from locations.models import Fee, LengthDiscount, Season, Visibility
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DATES = {"arrive": "2026-03-10", "depart": "2026-03-13"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T20:00:00Z", tick=False):
        yield


def ask(client, **given):
    return client.get("/api/availability/", {**DATES, **given})


def test_availability_has_the_shape_that_others_rely_on(client):
    house = HouseFactory(slug="hill", currency="USD")
    Fee.objects.create(house=house, label="Hotel tax", percent=Decimal("14"))
    Fee.objects.create(house=house, label="Network", percent=Decimal("5"), paid_by="HOUSE")
    room = SharedRoomFactory(house=house, slug="dorm", name="Dorm", rate=Decimal("40"))
    BookingFactory(room=room, arrive=date(2026, 3, 12), depart=date(2026, 3, 14), state="CONFIRMED")

    assert ask(client, guests="2").json() == {
        "arrive": "2026-03-10",
        "depart": "2026-03-13",
        "guests": 2,
        "rooms": [
            {
                "house": "hill",
                "room": "dorm",
                "title": "Dorm",
                "url": "/hill/dorm/",
                "free": 3,
                "nights": [
                    {"night": "2026-03-10", "free": 4},
                    {"night": "2026-03-11", "free": 4},
                    {"night": "2026-03-12", "free": 3},
                ],
                "total": "273.60",
                "currency": "USD",
                "bookable": True,
                "why_not": "",
            }
        ],
    }


@pytest.mark.parametrize(
    ("given", "why_not"),
    [
        ({"guests": "5"}, "sleeps 4 people"),
        ({"depart": "2026-03-25"}, "longest stay is 14 nights"),
        ({"guests": "4"}, "only 3 beds free on the night of Thu 12 March"),
    ],
)
def test_availability_says_why_not_in_words(client, given, why_not):
    room = SharedRoomFactory()
    BookingFactory(room=room, arrive=date(2026, 3, 12), depart=date(2026, 3, 14), state="CONFIRMED")

    [found] = ask(client, **given).json()["rooms"]

    assert (found["bookable"], found["why_not"]) == (False, why_not)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"arrive": ""}, "arrive"),
        ({"arrive": "soon"}, "arrive"),
        ({"arrive": "2026-02-30"}, "arrive"),
        ({"arrive": "2026-02-20"}, "arrive"),
        ({"depart": "2026-03-10"}, "depart"),
        ({"depart": "2026-03-09"}, "depart"),
        ({"depart": "9999-12-31"}, "depart"),
        ({"arrive": "9999-12-30", "depart": "9999-12-31"}, "arrive"),
        ({"guests": "0"}, "guests"),
        ({"guests": "many"}, "guests"),
        ({"guests": "-1"}, "guests"),
        ({"house": "nowhere"}, "house"),
        ({"house": "a b'--"}, "house"),
        ({"room": "\x00"}, "room"),
    ],
)
def test_bad_input_is_answered_with_a_message_for_its_field(client, given, field):
    answer = ask(client, **given)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert client.get("/stay/", {**DATES, **given}).status_code == 200


def test_an_unlisted_house_is_found_by_its_address_only(client):
    RoomFactory(house=HouseFactory(slug="quiet", visibility=Visibility.LINK))

    assert ask(client).json()["rooms"] == []
    assert [room["house"] for room in ask(client, house="quiet").json()["rooms"]] == ["quiet"]


def test_a_members_house_is_found_by_its_people_only(client):
    house = HouseFactory(slug="own", visibility=Visibility.MEMBERS)
    stay = BookingFactory(room=RoomFactory(house=house), state="CONFIRMED")

    assert ask(client, house="own").status_code == 400
    client.force_login(UserFactory())
    assert ask(client, house="own").status_code == 400
    client.force_login(stay.guest)
    assert [room["house"] for room in ask(client, house="own").json()["rooms"]] == ["own"]


def test_availability_prices_each_night_and_keeps_the_house_s_rules(client):
    house = HouseFactory(lead_days=2)
    room = RoomFactory(house=house, rate=Decimal("80"), guests_included=1, extra_guest=Decimal("5"))
    own = {"house": house, "room": room}
    Season.objects.create(**own, name="Fair", start="2026-03-11", end="2026-03-13", price=Decimal("100"))
    Season.objects.create(house=house, name="Summer", start="2026-07-01", end="2026-08-01", min_nights=5)
    Season.objects.create(house=house, name="Quiet Sundays", weekdays=[6], no_arrival=True, no_departure=True)
    LengthDiscount.objects.create(house=house, nights=3, percent=Decimal("10"))

    def told(arrive: str, depart: str) -> tuple[str, str]:
        [found] = ask(client, arrive=arrive, depart=depart, guests="2").json()["rooms"]
        return found["total"], found["why_not"]

    # 80 + 100 + 100, two times 5 more a night, a tenth less.
    assert told("2026-03-10", "2026-03-13") == ("265.50", "")
    assert told("2026-03-10", "2026-03-12") == ("190.00", "")
    assert told("2026-07-01", "2026-07-03")[1] == "shortest stay is 5 nights"
    assert told("2026-03-08", "2026-03-10")[1] == "nobody can arrive on Sun 8 March"
    assert told("2026-03-07", "2026-03-08")[1] == "nobody can depart on Sun 8 March"
    assert told("2026-03-03", "2026-03-05")[1] == "the house takes stays from Wed 4 March on"


def test_dates_nearby_keep_the_house_s_rules(client):
    room = RoomFactory()
    Season.objects.create(house=room.house, name="Mondays", weekdays=[1, 2, 3, 4, 5, 6], no_arrival=True)

    page = client.get("/stay/", DATES).content.decode()

    assert "arrive=2026-03-09&amp;depart=2026-03-12" in page


def test_a_draft_room_or_house_is_not_offered(client):
    RoomFactory(live=False)
    RoomFactory(house=HouseFactory(live=False))

    assert ask(client).json()["rooms"] == []


def count_queries(client, django_assert_num_queries, path, number, given):
    client.get(path, given)
    with django_assert_num_queries(number):
        assert client.get(path, given).status_code == 200


@pytest.mark.parametrize("houses", [1, 3])
@pytest.mark.parametrize("rooms", [1, 3])
@pytest.mark.parametrize("nights", [1, 14])
def test_availability_takes_as_many_queries_for_one_as_for_many(
    client, django_assert_num_queries, houses, rooms, nights
):
    for _house in range(houses):
        house = HouseFactory()
        for _room in range(rooms):
            BookingFactory(room=RoomFactory(house=house), state="CONFIRMED")
    depart = date(2026, 3, 10) + timedelta(days=nights)

    count_queries(
        client, django_assert_num_queries, "/api/availability/", 10, {**DATES, "depart": depart.isoformat()}
    )


@pytest.mark.parametrize("rooms", [1, 3])
def test_results_page_takes_as_many_queries_for_one_room_as_for_three(
    client, django_assert_num_queries, rooms
):
    for _room in range(rooms):
        RoomFactory()

    count_queries(client, django_assert_num_queries, "/stay/", 13, DATES)


def test_results_page_offers_near_dates_when_nothing_fits(client):
    room = RoomFactory(name="Bay room")
    BookingFactory(room=room, state="CONFIRMED")

    body = client.get("/stay/", DATES).content.decode()

    assert "Nothing is free on exactly these nights" in body
    assert "arrive=2026-03-07&amp;depart=2026-03-10" in body
    assert "full on the night of Tue 10 March" in body


def test_picture_and_name_of_an_offer_both_keep_the_dates(client):
    RoomFactory(name="Bay room")

    body = client.get("/stay/", DATES).content.decode()

    assert body.count("?arrive=2026-03-10&amp;depart=2026-03-13&amp;guests=1") == 2


@pytest.mark.parametrize(
    ("guests", "told"),
    [
        ("0", "Somebody has to come: write 1 or more."),
        ("51", "Write 50 or fewer; if you are more, ask the house."),
    ],
)
def test_number_of_guests_that_can_t_be_is_answered_in_words(client, guests, told):
    assert told in client.get("/stay/", {**DATES, "guests": guests}).content.decode()


def test_tonight_is_on_offer_while_it_is_tomorrow_in_utc_already(client):
    RoomFactory(house=HouseFactory(time_zone="America/Los_Angeles"))

    with time_machine.travel("2026-03-03T04:00:00Z", tick=False):
        found = ask(client, arrive="2026-03-02", depart="2026-03-04").json()

    assert [room["bookable"] for room in found["rooms"]] == [True]


@pytest.mark.parametrize("month", ["2026-04", "9999-12", "0001-01", "2026-13", "soon"])
def test_room_page_turns_to_no_month_that_cannot_be_booked(client, month):
    room = RoomFactory()

    answer = client.get(f"/{room.house.slug}/{room.slug}/", {"month": month})

    assert answer.status_code == 200
