"""Nothing that axe finds and nothing that scrolls sideways, on any screen of guests and stewards."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from bookings.actions import cancel_own, no_show, open_payment, withdraw
from bookings.actions.blocks import block
from bookings.actions.expiry import expire_holds, lapse_requests
from bookings.models import Booking
from locations.actions import choose_listing
from locations.models import Room
from locations.queries import house_pages
from members.models import User
from messaging.models import Scope
from messaging.queries import leaving_url
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory
from tests.journeys.axe import problems
from tests.journeys.mailbox import work
from tests.journeys.steps import ARRIVE, DATES, DEPART, STEWARD, press_button

# The pages are looked at in both sizes once they are open.
pytestmark = pytest.mark.parametrize("width", [1280])
LONG = "Haus zur langen Donaudampfschifffahrtsgesellschaft am Wasser"


@pytest.fixture
def dormitory(embassy: Room) -> Room:
    return SharedRoomFactory(house=embassy.house, name="Dormitory", slug="dormitory", beds=12, sleeps=12)


@pytest.fixture
def long_names(site: str) -> Room:
    """A house and a room with names as long as they get."""
    house = HouseFactory(name=LONG, slug="long", palette="canal", currency="EUR", terms="INSTANT")
    return RoomFactory(house=house, name=LONG, slug="room")


@pytest.fixture
def told(embassy: Room) -> None:
    """The house's page with what its stewards can place there, and a steward who agreed to be shown."""
    house = embassy.house
    choose_listing(house, listed=True, by=User.objects.get(email=STEWARD), now=timezone.now())
    page = house_pages([house])[house.pk]
    nearby = [
        {"name": LONG, "minutes": 12, "direction": "ne"},
        {"name": "Park", "minutes": 3, "direction": "s"},
    ]
    page.body = [
        ("text", "<h2>A house</h2><p>Where people live.</p>"),
        (
            "columns",
            {"columns": [{"image": None, "text": "<h3>One</h3>"}, {"image": None, "text": "<p>Two</p>"}]},
        ),
        ("rooms", {"heading": ""}),
        ("map", {"heading": "", "address": LONG, "latitude": None, "longitude": None, "nearby": nearby}),
        ("people", {"heading": "", "text": ""}),
        ("embed", {"address": "https://vimeo.com/76979871", "title": LONG, "image": None}),
        ("notice", {"tone": "attention", "text": "<p>The lift is being mended.</p>"}),
    ]
    page.save_revision().publish()


def test_public_pages(looked_at, dormitory, long_names, told):
    room, ask = "/embassy-sf/attic/", "/stay/ask/embassy-sf/attic/"
    paths = {
        "a11y-home": "/",
        "a11y-house": "/embassy-sf/",
        "a11y-house-long": "/long/",
        "a11y-room": room,
        "a11y-room-quote": f"{room}?{DATES}",
        "a11y-room-shared": f"/embassy-sf/dormitory/?{DATES}",
        "a11y-room-long": f"/long/room/?{DATES}",
        "a11y-results": f"/stay/?{DATES}",
        "a11y-results-empty": f"/stay/?arrive={ARRIVE}&depart={DEPART}&guests=40",
        "a11y-results-error": f"/stay/?arrive=tomorrow&depart={DEPART}&guests=1",
        "a11y-results-none": "/stay/",
        "a11y-results-filtered": f"/stay/?{DATES}&kind=SHARED&amenities=PETS&most=1&currency=USD",
        "a11y-question": "/stay/question/embassy-sf/",
        "a11y-ask": f"{ask}?{DATES}",
        "a11y-ask-long": f"/stay/ask/long/room/?{DATES}",
        "a11y-sign-in": "/accounts/login/",
        "a11y-password": "/accounts/password/",
        "a11y-404": "/nobody/",
    }
    # Beside a calendar that was looked at already.
    quotes = {
        "a11y-room-refused": f"{room}?arrive={ARRIVE}&depart={ARRIVE + timedelta(days=20)}&guests=1",
        "a11y-room-error": f"{room}?arrive={DEPART}&depart={ARRIVE}&guests=1",
    }

    assert looked_at(paths) == []
    assert looked_at(quotes, within=".quote-card") == []


def test_public_forms_with_mistakes(visit, embassy):
    page = visit(f"/stay/ask/embassy-sf/attic/?{DATES}")
    page.locator("[name=arrival_time]").fill("At six")
    press_button(page, "Go on: sign in with your e-mail")
    found = problems(page, "a11y-ask-mistakes")
    page.goto("/accounts/login/")
    page.go_back()
    assert page.locator("[name=arrival_time]").input_value() == "At six"
    page.goto("/accounts/login/")
    press_button(page, "Send me a code")
    found += problems(page, "a11y-sign-in-mistake")
    page.get_by_label("Your e-mail address").fill("ana@example.org")
    press_button(page, "Send me a code")
    found += problems(page, "a11y-code")
    page.get_by_label("Code").fill("1234-5678")
    page.get_by_role("button", name="Sign in", exact=True).click()
    found += problems(page, "a11y-code-mistake")

    assert found == []


def test_pages_of_a_guest(looked_at, dormitory, long_names, standin):
    guest = UserFactory(name="Ana")
    stays = one_in_each_state(guest, dormitory, long_names)
    held, paying = stays["HELD"], paid_on_stripes_side(stays["APPROVED"], standin)
    paths = {
        "a11y-stays": "/stay/mine/",
        **{f"a11y-stay-{state.lower()}": f"/stay/mine/{stay.number}/" for state, stay in stays.items()},
        "a11y-cancel": f"/stay/mine/{stays['CONFIRMED'].number}/cancel/",
        "a11y-cancel-too-late": f"/stay/mine/{held.number}/cancel/",
        "a11y-return-nothing": f"/payments/{held.bill.reference}/return/",
        "a11y-return-waiting": f"/payments/{paying.bill.reference}/return/",
        "a11y-return-late": f"/payments/{paying.bill.reference}/return/?looked=60",
        "a11y-return-paid": f"/payments/{stays['CONFIRMED'].bill.reference}/return/",
        "a11y-profile": "/accounts/profile/",
        "a11y-preferences": "/mail/preferences/",
        "a11y-data": "/accounts/data/",
        "a11y-erase": "/accounts/erase/",
        "a11y-new-address": "/mail/address/",
        "a11y-follow": "/mail/follow/embassy-sf/",
        "a11y-unsubscribe": urlsplit(
            leaving_url(guest.email, scope=Scope.DIGEST, house=dormitory.house)
        ).path,
    }

    assert looked_at(paths, user=guest) == []
    assert looked_at({"a11y-stays-empty": "/stay/mine/"}, user=UserFactory()) == []


def test_pay_page_of_the_stand_in(visit, dormitory, standin):
    now = timezone.now()
    booking = BookingFactory(room=dormitory, arrive=ARRIVE, depart=DEPART, now=now, state="APPROVED")
    payment = open_payment(booking, by=booking.guest, now=now)

    assert problems(visit(payment.url), "a11y-stand-in") == []


def test_desk_with_nothing_on_it(looked_at, embassy):
    paths = {"a11y-desk-home-empty": "/admin/", "a11y-desk-empty": "/admin/bookings/"}

    assert looked_at(paths, user=User.objects.get(email=STEWARD), within="main") == []


def test_desk_of_a_steward(looked_at, dormitory, long_names):
    stays = one_in_each_state(UserFactory(name="Ana"), dormitory, long_names)
    now = timezone.now()
    kept = block(dormitory, start=ARRIVE, end=DEPART, beds=1, reason="Paint", by=UserFactory(), now=now)
    work()
    of = {state: f"/admin/bookings/embassy-sf/{stay.number}/" for state, stay in stays.items()}
    paths = {
        "a11y-desk-home": "/admin/",
        "a11y-desk-waiting": "/admin/bookings/?tab=waiting",
        "a11y-desk-over": "/admin/bookings/?tab=over",
        "a11y-desk-found": "/admin/bookings/?q=nobody",
        **{f"a11y-desk-of-{state.lower()}": of[state] for state in ("REQUESTED", "CONFIRMED", "CANCELLED")},
        "a11y-desk-do-decline": f"{of['REQUESTED']}do/decline/",
        "a11y-desk-do-mark-paid": f"{of['APPROVED']}do/mark-paid/",
        "a11y-desk-do-cancel": f"{of['CONFIRMED']}do/cancel/",
        "a11y-desk-capacity": "/admin/bookings/embassy-sf/rooms/dormitory/capacity/",
        "a11y-desk-block": "/admin/bookings/embassy-sf/rooms/dormitory/block/",
        "a11y-desk-unblock": f"/admin/bookings/embassy-sf/rooms/dormitory/blocks/{kept.pk}/remove/",
        "a11y-desk-houses": "/admin/houses/",
        "a11y-desk-settings": "/admin/houses/embassy-sf/settings/",
        "a11y-desk-mails": "/admin/mails/embassy-sf/words/",
        "a11y-desk-words": "/admin/mails/embassy-sf/words/bookings.approved/en/",
        "a11y-desk-letters": "/admin/mails/embassy-sf/letters/",
        "a11y-desk-letter": "/admin/mails/embassy-sf/letters/new/",
        "a11y-desk-open-room": "/admin/houses/embassy-sf/rooms/open/",
    }

    assert looked_at(paths, user=User.objects.get(email=STEWARD), within="main") == []


def one_in_each_state(guest: User, room: Room, instant: Room) -> dict[str, Booking]:
    """Twelve stays of `guest`: some to come, others over, in the factory's spring."""
    now = timezone.now()
    coming = {"guest": guest, "room": room, "arrive": ARRIVE, "depart": DEPART, "now": now}
    over = {"guest": guest, "room": room}
    stays = {
        "REQUESTED": BookingFactory(**coming),
        "HELD": BookingFactory(**coming | {"room": instant}),
        "APPROVED": BookingFactory(**coming, state="APPROVED"),
        "CONFIRMED": BookingFactory(**coming, state="CONFIRMED"),
        "DECLINED": BookingFactory(**coming, state="DECLINED"),
        "WITHDRAWN": withdraw(BookingFactory(**coming), by=guest, now=now),
        "CANCELLED": cancel_own(BookingFactory(**coming, state="CONFIRMED"), by=guest, now=now),
        "CHECKED_IN": BookingFactory(**over, state="CHECKED_IN"),
        "CHECKED_OUT": BookingFactory(**over, state="CHECKED_OUT"),
        "NO_SHOW": no_show(BookingFactory(**over, state="CONFIRMED"), by=UserFactory(), now=now),
        "LAPSED": BookingFactory(**over),
        "EXPIRED": BookingFactory(**over, state="APPROVED"),
    }
    lapse_requests(now)
    expire_holds(now)
    for state, stay in stays.items():
        stay.refresh_from_db()
        assert stay.state == state
    return stays


def paid_on_stripes_side(booking: Booking, standin) -> Booking:
    """The guest has paid, and nobody has told us yet."""
    standin.send_events_to("")
    payment = open_payment(booking, by=booking.guest, now=timezone.now())
    standin.control("POST", f"sessions/{payment.session_id}/pay")
    return booking
