"""A house's day on the desk, and the taps that bring a guest in and out of it."""

from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bookings.models import BedNight, Booking
from bookings.queries import wrong_beds
from bookings.rules.states import State
from payments.queries import balance
from tests.factories.bookings import ARRIVE, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
ARRIVAL = NOW + timedelta(days=8)
DAY_QUERIES = 20


@pytest.fixture(autouse=True)
def on_the_arrival_day():
    with time_machine.travel(ARRIVAL, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory(name="Embassy SF"), kind="SHARED", beds=4)


@pytest.fixture
def desk(client: Client, room) -> Client:
    client.force_login(StewardFactory(house=room.house))
    return client


def day_of(room, day: date | None = None) -> str:
    return reverse("desk:day", args=[room.house.slug]) + (f"?date={day}" if day else "")


def lists(response) -> dict[str, list[str]]:
    """Who stands below which heading."""
    found = BeautifulSoup(response.content, "html.parser").select(".desk-day")
    return {
        part.h2.text: [link.text for link in part.select(".desk-short li div > a:first-child")]
        for part in found
    }


def stay(room, name: str, arrive: date, state=State.CONFIRMED, nights: int = 3, **kwargs) -> Booking:
    return BookingFactory(
        room=room, guest=UserFactory(name=name), arrive=arrive, depart=arrive + timedelta(days=nights),
        state=state, **kwargs,
    )  # fmt: skip


def tap(desk: Client, booking: Booking, verb: str) -> str:
    """The last of what is said, as messages wait until a page shows them."""
    response = desk.post(reverse("desk:do", args=[booking.house.slug, booking.number, verb]))
    return unescape(str(list(get_messages(response.wsgi_request))[-1])).strip()


def test_day_tells_who_comes_goes_and_is_here_and_what_waits(desk, room) -> None:
    stay(room, "Ana", ARRIVE)
    stay(room, "Ben", ARRIVE - timedelta(days=3))
    stay(room, "Cleo", ARRIVE - timedelta(days=1))
    stay(room, "Dora", ARRIVE + timedelta(days=9), State.REQUESTED, now=ARRIVAL)

    page = desk.get(day_of(room))

    assert lists(page) == {
        "Arriving": ["Ana"], "Leaving": ["Ben"], "Here": ["Cleo"], "Waiting for an answer": ["Dora"],
    }  # fmt: skip
    assert "2 guests sleep here in the night that follows." in page.content.decode()


def test_any_other_day_tells_only_who_comes_goes_and_is_here(desk, room) -> None:
    stay(room, "Ana", ARRIVE)
    stay(room, "Dora", ARRIVE + timedelta(days=9), State.REQUESTED, now=ARRIVAL)

    days = [desk.get(day_of(room, ARRIVE + timedelta(days=n))) for n in (1, 3, 4)]

    assert [lists(page) for page in days] == [
        {"Arriving": [], "Leaving": [], "Here": ["Ana"]},
        {"Arriving": [], "Leaving": ["Ana"], "Here": []},
        {"Arriving": [], "Leaving": [], "Here": []},
    ]


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "9999-12-31", ""])
def test_what_is_no_day_is_today(desk, room, typed: str) -> None:
    page = desk.get(reverse("desk:day", args=[room.house.slug]), {"date": typed})

    assert page.context["day"] == ARRIVE


@pytest.mark.parametrize("number", [1, 3])
def test_day_costs_the_same_for_one_guest_and_three(desk, room, number, django_assert_num_queries) -> None:
    for place in range(number):
        stay(room, f"Guest {place}", ARRIVE)
    desk.get(day_of(room))

    with django_assert_num_queries(DAY_QUERIES):
        desk.get(day_of(room))


def test_guest_comes_and_goes_by_a_tap_each_and_each_can_be_taken_back(desk, room) -> None:
    booking = stay(room, "Ana", ARRIVE)

    said = [tap(desk, booking, verb) for verb in ("check-in", "check-out", "undo", "undo")]

    assert said == ["Ana is here.", "Ana has left.", *["Taken back: Ana stands as before."] * 2]
    assert [step.end for step in booking.moves.order_by("pk")][-4:] == [
        State.CHECKED_IN, State.CHECKED_OUT, State.CHECKED_IN, State.CONFIRMED,
    ]  # fmt: skip
    assert BedNight.objects.filter(booking=booking).count() == 3
    assert wrong_beds() == []


def test_guest_who_did_not_come_is_missed_only_after_the_arrival_day(desk, room) -> None:
    booking = stay(room, "Ana", ARRIVE)

    early = tap(desk, booking, "no-show")
    with time_machine.travel(ARRIVAL + timedelta(days=1), tick=False):
        page = desk.get(reverse("desk:do", args=[booking.house.slug, booking.number, "no-show"]))
        said = tap(desk, booking, "no-show")

    assert early == "The arrival day is not over yet."
    assert "The first night stays taken, the others are free again." in page.content.decode()
    assert "By the policy of the stay nothing goes back." in page.content.decode()
    assert said == "Ana did not come. The other nights are free again."
    assert BedNight.objects.filter(booking=booking).count() == 1
    assert balance(booking.bill).owed == 0


def test_day_of_a_house_is_its_own_stewards_alone(desk, room) -> None:
    other = HouseFactory()

    assert desk.get(reverse("desk:day", args=[other.slug])).status_code == 404
