"""The stewards' desk as they see it."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from bookings.models import Note
from bookings.rules.states import State
from locations.actions import give_role
from locations.models import Duty
from payments.models import MoneyState
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 17


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return SharedRoomFactory(beds=9, house=HouseFactory(name="Embassy SF"), name="Bunks")


@pytest.fixture
def desk(client: Client, room) -> Client:
    client.force_login(StewardFactory(house=room.house))
    return client


def page_of(booking) -> str:
    return reverse("desk:booking", args=[booking.house.slug, booking.number])


def test_list_shows_tabs_with_counts_and_the_first_that_has_something(desk: Client, room) -> None:
    BookingFactory(room=room, state=State.APPROVED, guest=UserFactory(name="Chidi"))
    BookingFactory(room=room, state=State.DECLINED)

    page = desk.get(reverse("desk:bookings"))

    assert [(str(tab), count) for tab, _label, count in page.context["tabs"]] == [
        ("waiting", 0), ("unpaid", 1), ("coming", 0), ("over", 1),
    ]  # fmt: skip
    assert page.context["tab"] == "unpaid"
    assert "Chidi" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_at_one_and_three_rows(
    desk: Client, room, django_assert_num_queries, number: int
) -> None:
    for _n in range(number):
        BookingFactory(room=room)
    desk.get(reverse("desk:bookings"))

    with django_assert_num_queries(LIST_QUERIES):
        page = desk.get(reverse("desk:bookings"))

    assert len(page.context["cards"]) == number


def test_list_offers_the_next_step_by_post(desk: Client, room) -> None:
    booking = BookingFactory(room=room)
    approve = reverse("desk:do", args=[room.house.slug, booking.number, "approve"])

    page = desk.get(reverse("desk:bookings")).content.decode()

    assert f'<form action="{approve}" method="post">' in page
    assert reverse("desk:do", args=[room.house.slug, booking.number, "decline"]) + "?next=" in page


def test_search_looks_through_every_tab(desk: Client, room) -> None:
    booking = BookingFactory(room=room, state=State.DECLINED, guest=UserFactory(name="Ana Almeida"))
    BookingFactory(room=room)

    page = desk.get(reverse("desk:bookings"), {"q": " almeida "})

    assert [card.row.booking for card in page.context["cards"]] == [booking]
    assert "1 booking matches “almeida”." in page.content.decode()


def test_list_comes_in_pages(desk: Client, room) -> None:
    for _n in range(26):
        BookingFactory(room=room)

    pages = [desk.get(reverse("desk:bookings"), {"tab": "waiting", "p": p}) for p in (1, 2, 99)]

    assert [len(page.context["cards"]) for page in pages] == [25, 1, 1]
    assert "Page 1 of 2" in pages[0].content.decode()


def test_list_narrows_to_a_house(desk: Client, room, client: Client) -> None:
    other = RoomFactory(house=HouseFactory(name="Red Victorian"))
    steward = StewardFactory(house=room.house)
    give_role(other.house, steward, Duty.STEWARD, by=steward, now=NOW)
    BookingFactory(room=room)
    booking = BookingFactory(room=other)
    client.force_login(steward)

    page = client.get(reverse("desk:bookings"), {"house": other.house.slug})

    assert [card.row.booking for card in page.context["cards"]] == [booking]


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("waiting", "Nobody waits for an answer"),
        ("unpaid", "Nothing waits for a payment"),
        ("coming", "Nobody is coming"),
        ("over", "Nothing is over yet"),
        ("nonsense", "Nobody waits for an answer"),
    ],
)
def test_empty_tab_says_what_it_is_for(desk: Client, tab: str, words: str) -> None:
    assert words in desk.get(reverse("desk:bookings"), {"tab": tab}).content.decode()


def test_booking_page_tells_all(desk: Client, room) -> None:
    guest = UserFactory(name="Ana Almeida", phone="+1 415 555 0101", email="ana@example.org")
    booking = BookingFactory(room=room, guest=guest, state=State.CONFIRMED)

    page = desk.get(page_of(booking)).content.decode()

    for words in (
        "It is settled: Ana Almeida comes on Tue 10 March",
        "Tuesday 10 March 2026",
        "Bunks",
        "ana@example.org",
        "tel:+14155550101",
        "120.00 USD",
        "−120.00",
        "first time here",
        "Ana Almeida asked to stay",
        "to ana@example.org",
    ):
        assert words in page


def test_booking_page_shows_what_the_house_pays_and_does_not_charge_it(desk: Client, room) -> None:
    room.house.fees.create(label="Network", percent=5, paid_by="HOUSE")
    booking = BookingFactory(room=room)

    page = desk.get(page_of(booking)).content.decode()

    assert "paid by the house, not charged" in page
    assert "(6.00)" in page
    assert "120.00 USD" in page


def test_note_is_kept_and_only_on_the_desk(desk: Client, room) -> None:
    booking = BookingFactory(room=room)

    page = desk.post(
        reverse("desk:note", args=[room.house.slug, booking.number]), {"text": "Brings a cello"}, follow=True
    )

    assert Note.objects.get().text == "Brings a cello"
    assert "Brings a cello" in page.content.decode()


def test_empty_note_is_asked_for_again(desk: Client, room) -> None:
    booking = BookingFactory(room=room)

    page = desk.post(reverse("desk:note", args=[room.house.slug, booking.number]), {"text": " "})

    assert "Write the note first." in page.content.decode()
    assert not Note.objects.exists()


def test_refund_by_hand_is_noted_as_done_once(desk: Client, room) -> None:
    booking = BookingFactory(room=room)
    payment = PaymentFactory(bill=booking.bill, amount=50)
    refund = RefundFactory(payment=payment, amount=50)
    done = reverse("desk:refund_done", args=[room.house.slug, booking.number, refund.pk])
    assert done in desk.get(page_of(booking)).content.decode()

    first = desk.post(done, follow=True).content.decode()
    again = desk.post(done, follow=True).content.decode()

    refund.refresh_from_db()
    assert refund.state == MoneyState.SUCCEEDED
    assert "the money is given back" in first
    assert "only once" in again


def test_home_shows_what_waits(desk: Client, room) -> None:
    BookingFactory(room=room, guest=UserFactory(name="Ana"))
    BookingFactory(room=room, guest=UserFactory(name="Chidi"), state=State.APPROVED)
    BookingFactory(room=room, guest=UserFactory(name="Dora"), state=State.CONFIRMED)
    BookingFactory(room=RoomFactory(), guest=UserFactory(name="Hiro"))

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        today = desk.get(reverse("wagtailadmin_home")).content.decode()
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        then = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert [name in today for name in ("Ana", "Chidi", "Dora", "Hiro")] == [True, True, False, False]
    assert "for 1\xa0hour" in today
    assert "Arriving today" in then
    assert "Dora" in then


def test_home_of_a_person_without_houses_has_no_panel(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))

    assert "desk-today" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", ["q", "house", "tab", "p"])
def test_desk_stands_what_no_database_can_hold(desk, name):
    assert desk.get(reverse("desk:bookings"), {name: "a\0b"}).status_code == 200


def test_buttons_of_today_post_what_the_site_takes(room) -> None:
    booking = BookingFactory(room=room)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(StewardFactory(house=room.house))
    page = BeautifulSoup(careful.get(reverse("wagtailadmin_home")).content, "html.parser")
    form = page.select_one(".desk-today form")

    careful.post(form["action"], {field["name"]: field["value"] for field in form.select("input")})

    booking.refresh_from_db()
    assert booking.state == State.APPROVED
