"""An empty house says what is next, until it can take its first booking."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from locations.models import House, HousePage
from locations.queries import house_pages
from locations.views.houses import StepsPanel
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory

pytestmark = pytest.mark.django_db


def houses_screen(client: Client, house: House) -> HttpResponse:
    client.force_login(StewardFactory(house=house))
    return client.get(reverse("houses:list"))


def steps_shown(answer: HttpResponse) -> list[tuple[bool, str]]:
    [card] = answer.context["cards"]
    return [(step.done, step.url) for step in card.steps]


def test_empty_house_leads_from_step_to_step(client: Client) -> None:
    house = HouseFactory(live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[house_pages([house])[house.pk].pk])
    room = reverse("houses:open_room", args=[house.slug])

    assert steps_shown(houses_screen(client, house)) == [
        (False, edit), (False, edit), (False, room), (False, room), (False, edit), (False, room),
    ]  # fmt: skip


def test_what_is_done_is_ticked(client: Client) -> None:
    room = RoomFactory(beds=None, live=False)
    HousePage.objects.update(body=[{"type": "text", "value": "<p>Come in.</p>"}])

    answer = houses_screen(client, room.house)
    shown, page = steps_shown(answer), answer.content.decode()

    assert [done for done, _url in shown] == [True, False, True, False, True, False]
    assert 'class="button button-small">Choose its banner picture</a>' in page
    assert shown[3][1] == reverse("desk:capacity", args=[room.house.slug, room.slug])


def test_house_that_can_be_booked_shows_no_steps(client: Client) -> None:
    assert steps_shown(houses_screen(client, RoomFactory().house)) == []


@pytest.mark.parametrize("rooms", [1, 3])
def test_first_screen_says_it_too_in_as_many_queries(
    client: Client, rooms: int, django_assert_num_queries
) -> None:
    house = HouseFactory()
    RoomFactory.create_batch(rooms, house=house, live=False)
    panel = StepsPanel(StewardFactory(house=house))
    client.force_login(panel.user)

    with django_assert_num_queries(6):
        panel.render_html({})

    assert "Before the first booking" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_house_says_who_sees_it_and_why_a_room_waits(client: Client) -> None:
    hidden = RoomFactory(house=HouseFactory(visibility="LINK")).house
    waiting = RoomFactory(house=HouseFactory(live=False)).house
    shown = [houses_screen(client, house).content.decode() for house in (hidden, waiting)]

    assert ["in no list and no search" in page for page in shown] == [True, False]
    assert ["sells once the house’s page is published" in page for page in shown] == [False, True]
