"""What the guest is shown before asking, and what their bill then says."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from bookings.models import Booking
from locations.models import Fee, Residency, Season
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
DATES = "arrive=2026-03-10&depart=2026-03-13&guests=2"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory(slug="hill"), slug="attic", rate=Decimal("80"))


@pytest.fixture
def tax(room):
    return Fee.objects.create(
        house=room.house, label="City tax", basis="PERSON_NIGHT", amount=Decimal("2.50"), is_tax=True,
        free_under=16, free_residents=True,
    )  # fmt: skip


def test_a_stay_is_billed_as_shown_and_each_line_says_why(client, room, tax):
    guest = UserFactory()
    client.force_login(guest)
    Season.objects.create(house=room.house, name="Fair", start="2026-03-12", price=Decimal("100"))
    url = f"/stay/ask/hill/attic/?{DATES}&young=1"

    shown = client.get(url)
    client.post(url, {"purpose": "To see the sea.", "total": str(shown.context["quote"].total)})

    booking = Booking.objects.get()
    told = client.get(f"/stay/mine/{booking.number}/").content.decode()
    assert "How many of you are younger than 16?" in shown.content.decode()
    assert (booking.people, booking.young) == (2, 1)
    assert [(line.kind, line.amount) for line in booking.bill.lines.all()] == [
        ("STAY", Decimal("260")),
        ("TAX", Decimal("7.5")),
    ]
    for words in (
        "How this total came about",
        "Tue 10 March to Thu 12 March: 80.00 a night (the usual price).",
        "Thu 12 March to Fri 13 March: 100.00 a night (Fair).",
        "2.50 a person and night × 3 nights × 1 person. Nothing for people younger than 16.",
    ):
        assert words in told


def test_more_young_than_guests_leads_back_and_books_nothing(client, room, tax):
    client.force_login(UserFactory())

    answer = client.post(f"/stay/ask/hill/attic/?{DATES}&young=3", {"purpose": "To see the sea."})

    assert answer.status_code == 302
    assert not Booking.objects.exists()


@pytest.mark.parametrize(("end", "owed"), [(None, Decimal(240)), (date(2026, 3, 10), Decimal("247.5"))])
def test_who_lives_in_the_house_on_arrival_pays_no_such_tax(room, tax, end, owed):
    guest = UserFactory()
    Residency.objects.create(house=room.house, person=guest, start=date(2026, 1, 1), end=end)

    booking = BookingFactory(room=room, guest=guest)

    assert sum(line.amount for line in booking.bill.lines.all()) == owed


def test_the_room_s_page_shows_each_night_s_price_and_why_the_total(client, room):
    Season.objects.create(house=room.house, name="Fair", start="2026-03-12", price=Decimal("100"))

    page = client.get(f"/hill/attic/?{DATES}").content.decode()

    assert "Thu 12 March to Fri 13 March: 100.00 a night (Fair)." in page
    assert '<td class="money" id="total">260.00</td>' in page
