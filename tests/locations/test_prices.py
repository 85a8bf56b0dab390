"""Rows that make a house's prices: what can be kept, and what can't."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from home.models import Purge
from locations.actions import drop_price, keep_price
from locations.models import Fee, LengthDiscount, Season
from tests.factories.locations import OPENED, HouseFactory, RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
SUMMER = {"name": "Summer", "start": date(2027, 6, 1), "end": date(2027, 9, 1), "price": Decimal("99")}


@pytest.fixture
def house():
    return HouseFactory()


def keep(row):
    return keep_price(row, by=UserFactory(), now=OPENED)


def test_keeping_and_dropping_are_logged_and_pages_made_anew(house, settings):
    settings.EDGE = True

    season = keep(Season(house=house, **SUMMER))
    drop_price(season, by=UserFactory(), now=OPENED)

    told = ModelLogEntry.objects.filter(action__endswith="_price").order_by("pk")
    assert [(one.action, one.data["label"]) for one in told] == [
        ("locations.keep_price", "Summer"), ("locations.drop_price", "Summer"),
    ]  # fmt: skip
    assert Purge.objects.exists()
    assert not Season.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": date(2027, 6, 1)},
        {"percent": Decimal(5)},
        {"price": Decimal(-1)},
        {"price": None},
        {"price": None, "percent": Decimal(-101)},
        {"min_nights": 0},
        {"max_nights": 731},
        {"min_nights": 5, "max_nights": 4},
        {"weekdays": [7]},
        {"name": ""},
    ],
)
def test_a_season_that_makes_no_sense_is_refused(house, wrong):
    with pytest.raises(ValidationError):
        keep(Season(house=house, **SUMMER | wrong))

    assert not Season.objects.exists()


def test_a_room_of_another_house_is_refused(house):
    with pytest.raises(ValidationError, match="room of this house"):
        keep(Season(house=house, room=RoomFactory(), **SUMMER))


def test_two_seasons_that_count_equally_are_refused(house):
    keep(Season(house=house, **SUMMER))
    late = {"start": date(2027, 8, 1), "end": date(2027, 11, 1)}

    with pytest.raises(ValidationError, match="“Summer” holds for as many days"):
        keep(Season(house=house, **SUMMER | late))

    keep(Season(house=house, room=RoomFactory(house=house), **SUMMER | late))
    changed = Season.objects.get(room=None)
    changed.price = Decimal(5)
    assert keep(changed).price == 5


@pytest.mark.parametrize("wrong", [{"nights": 1}, {"nights": 731}, {"percent": -1}, {"percent": 101}])
def test_a_length_out_of_range_is_refused(house, wrong):
    with pytest.raises(ValidationError):
        keep(LengthDiscount(house=house, **{"nights": 7, "percent": 10} | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        LengthDiscount.objects.create(house=house, **{"nights": 7, "percent": 10} | wrong)


def test_a_length_is_there_once_for_the_house_and_once_for_a_room(house):
    room = RoomFactory(house=house)
    for where in ({"room": None}, {"room": room}):
        keep(LengthDiscount(house=house, nights=7, percent=10, **where))
        with pytest.raises(ValidationError):
            keep(LengthDiscount(house=house, nights=7, percent=20, **where))


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": date(2027, 6, 1)}, {"percent": Decimal(5)}, {"price": Decimal(-1)}, {"min_nights": 0},
        {"max_nights": 731}, {"min_nights": 5, "max_nights": 4}, {"weekdays": [7]},
        {"price": None, "percent": Decimal(901)},
    ],
)  # fmt: skip
def test_the_database_refuses_it_too(house, wrong):
    Season.objects.create(house=house, **SUMMER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Season.objects.create(house=house, **SUMMER | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 1}, {"percent": 101}, {"basis": "STAY", "percent": 1}, {"cap_nights": 3},
        {"free_under": 16}, {"basis": "NIGHT", "percent": 0, "free_under": 16},
        {"start": date(2027, 1, 2), "end": date(2027, 1, 2)}, {"basis": "STAY", "percent": 0, "amount": -1},
    ],
)  # fmt: skip
def test_the_database_refuses_fees_that_make_no_sense(house, wrong):
    Fee.objects.create(house=house, label="City tax", basis="NIGHT", amount=2, cap_nights=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.create(house=house, **{"label": "Tax", "percent": 5} | wrong)
