"""Where a stay stands, in words for its guest."""

import pytest

from bookings.queries.sentences import standing
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "until"),
    [("America/Los_Angeles", "Mon 2 March, 12:35 PST"), ("Europe/Amsterdam", "Mon 2 March, 21:35 CET")],
)
def test_hold_ends_by_the_clock_of_the_house_and_says_so(zone, until):
    house = HouseFactory(time_zone=zone, terms="INSTANT")

    stands = standing(BookingFactory(room=RoomFactory(house=house)), now=NOW)

    assert stands.sentence == f"Your bed is held until {until}."
