"""The page of a stay tells its guest how to get in, and nobody else, and only when it is time."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from bookings.queries.welcome import Welcome, welcome
from bookings.rules.states import State
from locations.actions import keep_secrets
from locations.models import House
from locations.rules.secrets import Secrets
from tests.factories.bare_bookings import BareBookingFactory, put
from tests.factories.locations import OPENED
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

# The stay is from 19 to 22 March 2027 in San Francisco, where that day begins at seven in UTC.
EARLY, OPENS = datetime(2027, 3, 16, 6, 59, tzinfo=UTC), datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
LAST, OVER = datetime(2027, 3, 23, 6, 59, tzinfo=UTC), datetime(2027, 3, 23, 7, 0, tzinfo=UTC)
SECRETS = Secrets(door_code="4711#", wifi_name="Fog", wifi_password="hunter22", way_in="Second bell.")


@pytest.fixture
def booking() -> Booking:
    booking = BareBookingFactory(state=State.CONFIRMED)
    keep_secrets(booking.house, SECRETS, by=UserFactory(), now=OPENED)
    booking.house.refresh_from_db()
    return booking


def page(client: Client, booking: Booking):
    client.force_login(booking.guest)
    return client.get(reverse("my_stay", args=[booking.number]))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (EARLY, Welcome(opens=date(2027, 3, 16))),
        (OPENS, Welcome(secrets=SECRETS)),
        (LAST, Welcome(secrets=SECRETS)),
        (OVER, None),
    ],
)
def test_welcome_goes_by_the_house_s_own_date(booking, now, told) -> None:
    assert welcome(booking, now=now) == told


def test_welcome_goes_by_the_house_s_own_days(booking) -> None:
    House.objects.update(welcome_days=0)

    booking = Booking.objects.get(pk=booking.pk)

    assert welcome(booking, now=OPENS) == Welcome(opens=date(2027, 3, 19))


def test_welcome_is_nothing_where_the_house_wrote_nothing(booking) -> None:
    keep_secrets(booking.house, Secrets(), by=UserFactory(), now=OPENED)

    assert welcome(Booking.objects.get(pk=booking.pk), now=OPENS) is None


@pytest.mark.parametrize("state", [one for one in State if one not in (State.CONFIRMED, State.CHECKED_IN)])
def test_page_of_a_stay_that_is_not_sure_says_nothing(client: Client, booking, time_machine, state) -> None:
    put(booking, state)
    time_machine.move_to(OPENS, tick=False)

    assert "How to get in" not in page(client, booking).content.decode()


def test_page_tells_and_is_kept_by_nobody(client: Client, booking, time_machine) -> None:
    time_machine.move_to(OPENS, tick=False)

    answer = page(client, booking)

    said = answer.content.decode()
    assert [word in said for word in vars(SECRETS).values()] == [True] * 4
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_page_says_from_when_on_it_tells(client: Client, booking, time_machine) -> None:
    time_machine.move_to(EARLY, tick=False)

    said = page(client, booking).content.decode()

    assert "The house tells you here from Tue 16 March on." in said
    assert "4711" not in said


def test_page_of_another_guest_s_stay_is_404(client: Client, booking, time_machine) -> None:
    time_machine.move_to(OPENS, tick=False)
    client.force_login(UserFactory())

    assert client.get(reverse("my_stay", args=[booking.number])).status_code == 404


def test_page_says_whom_to_ask_when_the_keys_are_forgotten(
    client: Client, booking, time_machine, settings
) -> None:
    settings.SECRET_KEY = "new"
    time_machine.move_to(OPENS, tick=False)

    assert "Write to the house, and somebody tells you." in page(client, booking).content.decode()
