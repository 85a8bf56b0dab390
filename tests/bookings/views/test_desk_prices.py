"""The screens of a house's prices: a look before anything is kept, and clear words for what can't be."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from locations.models import Fee, LengthDiscount, Season
from payments.models import BillLine
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory

pytestmark = pytest.mark.django_db
PRICES_QUERIES = 24
SUMMER = {
    "name": "Summer", "room": "", "start": "2026-06-01", "end": "2026-09-01", "price": "100", "percent": "",
    "weekdays": ["4", "5"], "min_nights": "2", "max_nights": "", "no_arrival": "", "no_departure": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(name="Attic", rate=Decimal("85"))


@pytest.fixture
def desk(client, room):
    client.force_login(StewardFactory(house=room.house))
    return client


def look_at(room) -> dict[str, str]:
    stay = {"room": room.pk, "arrive": "2026-06-05", "depart": "2026-06-08", "guests": "1"}
    return {f"look-{name}": str(value) for name, value in stay.items()}


def address(room, what="add_price", *args) -> str:
    return reverse(f"desk:{what}", args=[room.house.slug, *args])


def test_a_look_says_what_a_stay_would_cost_and_why_and_keeps_nothing(desk, room):
    page = desk.post(address(room, "add_price", "season"), {**SUMMER, **look_at(room), "look": "1"})

    told = page.content.decode()
    assert page.context["look"].quote.total == Decimal("285.00")
    assert "Fri 5 June to Sun 7 June: 100.00 a night (Summer)." in told
    assert "Sun 7 June to Mon 8 June: 85.00 a night (the usual price)." in told
    assert 'value="Summer"' in told
    assert not Season.objects.exists()


def test_a_look_at_a_season_that_is_there_counts_it_once(desk, room):
    season = Season.objects.create(house=room.house, name="Summer", price=Decimal(90))

    page = desk.post(
        address(room, "change_price", "season", season.pk), {**SUMMER, **look_at(room), "look": "1"}
    )

    season.refresh_from_db()
    assert page.context["look"].quote.total == Decimal("285.00")
    assert season.price == 90


def test_a_look_says_why_guests_can_t_book_it(desk, room):
    typed = {**SUMMER, **look_at(room), "min_nights": "5", "look": "1"}

    page = desk.post(address(room, "add_price", "season"), typed)

    assert "Guests can’t book it: shortest stay is 5 nights." in page.content.decode()


def test_a_season_is_kept_and_a_bill_written_before_stays(desk, room):
    booking = BookingFactory(room=room)
    before = list(BillLine.objects.values_list("label", "amount"))

    answer = desk.post(address(room, "add_price", "season"), SUMMER | {"start": "2026-03-01"}, follow=True)

    season = Season.objects.get()
    assert (season.price, season.weekdays, season.end) == (Decimal(100), [4, 5], date(2026, 9, 1))
    assert "Stays asked for before keep their price" in answer.content.decode()
    assert list(booking.bill.lines.values_list("label", "amount")) == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"price": "-1"}, "greater than or equal to 0"),
        ({"price": "9.999"}, "USD has 2 places"),
        ({"price": "abc"}, "Enter a number"),
        ({"percent": "5"}, "a price or a percentage, not both"),
        ({"end": "2026-06-01"}, "Choose an end after the start"),
        ({"min_nights": "0"}, "greater than or equal to 1"),
        ({"max_nights": "1"}, "can&#x27;t be shorter"),
        ({"price": "", "min_nights": ""}, "Say what is different then"),
        ({"weekdays": ["9"]}, "9 is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(desk, room, changed, told):
    page = desk.post(address(room, "add_price", "season"), SUMMER | changed)

    assert told in page.content.decode()
    assert 'value="Summer"' in page.content.decode()
    assert not Season.objects.exists()


def test_another_house_s_room_and_row_are_not_there(desk, room):
    other = RoomFactory()
    row = Season.objects.create(house=other.house, name="Theirs", price=1)

    page = desk.post(address(room, "add_price", "season"), SUMMER | {"room": str(other.pk)})

    assert "Select a valid choice" in page.content.decode()
    assert desk.post(address(room, "change_price", "season", row.pk), SUMMER).status_code == 404
    assert desk.post(address(room, "remove_price", "season", row.pk)).status_code == 404
    assert desk.get(address(room, "add_price", "nothing")).status_code == 404
    assert [one.name for one in Season.objects.all()] == ["Theirs"]


def test_two_seasons_that_nobody_could_tell_apart_are_refused(desk, room):
    desk.post(address(room, "add_price", "season"), SUMMER)

    page = desk.post(address(room, "add_price", "season"), SUMMER | {"name": "Again"})

    assert "“Summer” holds for as many days" in page.content.decode()
    assert Season.objects.count() == 1


def test_a_discount_for_longer_stays_is_kept_and_taken_away(desk, room):
    desk.post(address(room, "add_price", "length"), {"nights": "7", "percent": "10", "room": ""})
    length = LengthDiscount.objects.get()
    shown = desk.get(address(room, "prices")).content.decode()

    desk.post(address(room, "remove_price", "length", length.pk))

    assert "7 nights or more: 10\u00a0% less" in shown
    assert not LengthDiscount.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_prices_cost_the_same_for_one_season_and_three(client, number, django_assert_num_queries):
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))
    for n in range(number):
        RoomFactory(house=house)
        Season.objects.create(house=house, name=f"Season {n}", price=1)
        LengthDiscount.objects.create(house=house, nights=7 + n, percent=1)
    stay = {"room": house.rooms.first().pk, "arrive": "2026-06-05", "depart": "2026-06-08", "guests": "1"}
    client.get(reverse("desk:prices", args=[house.slug]), stay)

    with django_assert_num_queries(PRICES_QUERIES):
        client.get(reverse("desk:prices", args=[house.slug]), stay)


TAX = {
    "label": "City tax", "basis": "PERSON_NIGHT", "percent": "0", "amount": "2.50", "paid_by": "GUEST",
    "is_tax": "on", "start": "", "end": "", "cap_nights": "2", "free_from_nights": "", "free_under": "16",
}  # fmt: skip


def test_a_tax_is_looked_at_and_kept(desk, room):
    looked = desk.post(address(room, "add_price", "fee"), {**TAX, **look_at(room), "look": "1"})
    desk.post(address(room, "add_price", "fee"), TAX)
    shown = desk.get(address(room, "prices")).content.decode()

    assert looked.context["look"].quote.total == Decimal("260.00")
    assert "2.50 a person and night × 2 nights × 1 person. For 2 nights at most." in looked.content.decode()
    assert (Fee.objects.get().cap_nights, Fee.objects.get().amount) == (2, Decimal("2.5"))
    assert "an amount for each person and night" in shown


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"amount": "2.505"}, "USD has 2 places"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"percent": "5"}, "An amount has no percentage"),
        ({"basis": "PERCENT"}, "A percentage has no amount"),
        ({"basis": "STAY"}, "Only what is paid for each night ends after some"),
        ({"basis": "NIGHT"}, "Only what each person pays can leave out the young"),
        ({"taxable": "on"}, "Taxes are not taken of taxes"),
        ({"start": "2026-03-01", "end": "2026-03-01"}, "Choose an end after the start"),
        ({"free_under": "18"}, "Use the same age as “Old tax”"),
    ],
)
def test_a_fee_that_makes_no_sense_is_refused(desk, room, changed, told):
    Fee.objects.create(house=room.house, label="Old tax", basis="PERSON_NIGHT", amount=1, free_under=16)

    page = desk.post(address(room, "add_price", "fee"), TAX | changed)

    assert told in page.content.decode()
    assert Fee.objects.count() == 1
