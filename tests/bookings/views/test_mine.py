"""A guest's own stays."""

from datetime import date

import pytest
import time_machine

from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "moment", "coming"),
    [
        # Departure on 13 March: it is still that day in California, and no more in Auckland.
        ("America/Los_Angeles", "2026-03-14T06:59:00Z", True),
        ("America/Los_Angeles", "2026-03-14T07:00:00Z", False),
        ("Pacific/Auckland", "2026-03-13T10:59:00Z", True),
        ("Pacific/Auckland", "2026-03-13T11:00:00Z", False),
    ],
)
def test_a_stay_is_coming_until_its_last_day_is_over_where_the_house_stands(client, zone, moment, coming):
    room = RoomFactory(house=HouseFactory(time_zone=zone))
    booking = BookingFactory(room=room, state="CONFIRMED", depart=date(2026, 3, 13))
    client.force_login(booking.guest)

    with time_machine.travel(moment, tick=False):
        context = client.get("/stay/mine/").context

    assert [stay.pk for stay, _stands in context["coming"]] == [booking.pk] * coming
    assert [stay.pk for stay, _stands in context["past"]] == [booking.pk] * (not coming)
