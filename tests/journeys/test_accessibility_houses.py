"""Nothing that axe finds on the screens by which a house is run: its rooms, people, secrets and mails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actions.closing import close
from bookings.actions.feeds import open_feed
from bookings.actions.guests import add_house_note
from locations.actions import add_resident, give_role, keep_secrets, open_house
from locations.models import Duty, Room
from locations.queries import room_pages
from locations.rules.secrets import Secrets
from members.models import User
from tests.factories.bookings import BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import RefundFactory
from tests.journeys.axe import problems
from tests.journeys.mailbox import work
from tests.journeys.steps import ARRIVE, DEPART, STEWARD, press_button

# The pages are looked at in both sizes once they are open.
pytestmark = pytest.mark.parametrize("width", [1280])


@pytest.fixture
def run(embassy: Room) -> dict[str, str]:
    """A house with all that its screens can show, its steward Sol's second one that just began; addresses."""
    house, sol, now = embassy.house, User.objects.get(email=STEWARD), timezone.now()
    closed = RoomFactory(house=house, name="Cellar", slug="cellar")
    close(closed, by=sol, now=now)
    shared = SharedRoomFactory(house=house, name="Dormitory", slug="dormitory", beds=4)
    change = shared.capacity_changes.create(start_date=now.date() + timedelta(days=9), beds=3)
    stay = BookingFactory(room=embassy, arrive=ARRIVE, depart=DEPART, now=now, state="CONFIRMED")
    RefundFactory(payment=stay.bill.payments.get(), amount=1, state="FAILED", reason="Over")
    noted = add_house_note(house, stay.guest, text="Brings bread.", by=sol, now=now)
    lives = add_resident(house, email="rita@example.org", start=now.date(), by=sol, now=now)
    other = StewardFactory(house=house).roles.get()
    keep_secrets(house, Secrets(door_code="1234", way_in="The blue door."), by=sol, now=now)
    new = open_house(
        name="New house", slug="new", currency="EUR", time_zone="Europe/Berlin", language="en",
        terms="REQUEST", by=sol, now=now,
    )  # fmt: skip
    give_role(new, sol, Duty.STEWARD, by=sol, now=now)
    outside = outside_calendar(embassy, ("clashes", ARRIVE, DEPART), name="Elsewhere")
    outside.next_at = now + timedelta(days=1)
    outside.save(update_fields=["next_at"])
    feed = open_feed(house, embassy, by=sol, now=now)
    house.seasons.create(name="Summer", min_nights=2, weekdays=[4, 5])
    work()
    desk, houses = "/admin/bookings/embassy-sf", "/admin/houses/embassy-sf"
    rooms = f"{desk}/rooms"
    return {
        "a11y-guests": f"{desk}/guests/",
        "a11y-guest": f"{desk}/guests/{stay.guest_id}/",
        "a11y-house-note": f"{desk}/guests/{stay.guest_id}/notes/{noted.pk}/",
        "a11y-calendars": f"{desk}/calendars/",
        "a11y-feed": f"{desk}/calendars/ours/{feed.pk}/",
        "a11y-calendar-gone": f"{desk}/calendars/{outside.pk}/remove/",
        "a11y-prices": f"{desk}/prices/",
        "a11y-season": f"{desk}/prices/season/add/",
        "a11y-fee": f"{desk}/prices/fee/add/",
        "a11y-beds": f"{desk}/calendar/",
        "a11y-day": f"{desk}/day/?date={ARRIVE}",
        "a11y-enter": f"{desk}/enter/?room=dormitory&arrive={ARRIVE}",
        "a11y-held": "/admin/mails/in/",
        "a11y-occupancy": f"/admin/bookings/occupancy/?start={ARRIVE}&end={DEPART + timedelta(days=300)}",
        "a11y-stays": f"/admin/bookings/stays/?start={ARRIVE}&end={DEPART}",
        "a11y-steps": "/admin/",
        "a11y-houses": "/admin/houses/",
        "a11y-history": "/admin/houses/history/",
        "a11y-room-settings": f"{houses}/rooms/dormitory/settings/",
        "a11y-kind": f"{rooms}/dormitory/kind/",
        "a11y-close-room": f"{rooms}/dormitory/closing/",
        "a11y-reopen-room": f"{rooms}/cellar/closing/",
        "a11y-close-house": "/admin/bookings/embassy-sf/closing/",
        "a11y-remove-change": f"{rooms}/dormitory/capacity/{change.pk}/remove/",
        "a11y-refund-failed": f"/admin/bookings/embassy-sf/{stay.number}/",
        "a11y-not-deleted": f"/admin/pages/{room_pages([embassy])[embassy.pk].pk}/delete/",
        "a11y-people": f"{houses}/people/",
        "a11y-invite": f"{houses}/people/invite/",
        "a11y-moving-out": f"{houses}/people/{lives.pk}/",
        "a11y-remove-role": f"{houses}/people/roles/{other.pk}/",
        "a11y-way-in": f"{houses}/way-in/",
        "a11y-mails": "/admin/mails/",
        "a11y-addresses": "/admin/mails/addresses/",
        "a11y-mail": f"/admin/mails/{house.messages.order_by('pk').first().pk}/",
    }


def test_screens_of_a_house(looked_at, run) -> None:
    assert looked_at(run, user=User.objects.get(email=STEWARD), within="main") == []


def test_screens_that_a_form_leads_to_and_those_of_operators(visit, looked_at, run) -> None:
    page = visit(f"{run['a11y-people'].removesuffix('people/')}way-in/", user=User.objects.get(email=STEWARD))
    press_button(page, "Show and change")
    found = problems(page, "a11y-way-in-shown", within="main")
    page.goto("/admin/bookings/embassy-sf/rooms/dormitory/capacity/")
    page.locator("[name=start_date]").fill(str(ARRIVE))
    page.locator("[name=beds]").fill("1")
    page.locator("main form [type=submit]").first.click()
    found += problems(page, "a11y-fewer-beds", within="main")
    assert page.locator("[name=sure]").count() == 1

    sol = User.objects.get(email=STEWARD)
    operators = {
        "a11y-open-house": "/admin/houses/open/",
        "a11y-address": "/admin/houses/embassy-sf/address/",
        "a11y-basis": "/admin/bookings/embassy-sf/basis/",
        "a11y-addresses": "/admin/mails/addresses/",
        "a11y-pictures": "/admin/pictures/",
        "a11y-watch": "/admin/watch/",
        "a11y-person": f"/admin/people/{sol.pk}/",
        "a11y-merge": f"/admin/people/{sol.pk}/merge/",
    }
    assert found == []
    assert looked_at(operators, user=UserFactory(is_superuser=True), within="main") == []
