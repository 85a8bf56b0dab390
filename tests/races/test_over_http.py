"""A hundred guests press the button in the same second."""

from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from bookings.actions import request_stay
from bookings.models import BedNight, Booking
from bookings.queries import wrong_beds
from locations.models import Terms
from members.models import User
from payments.queries import wrong_bills
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory
from tests.races.conftest import at_once

GUESTS = 100
TOKEN = "a" * 32


def cookies_of(guest: User) -> dict[str, str]:
    """The cookies of a browser in which `guest` is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(guest.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = guest.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: TOKEN}


def press(url: str, cookies: dict[str, str], **more: str) -> tuple[int, str]:
    """The status, and what is on the page or where it leads."""
    typed = {"purpose": "To see the sea.", "csrfmiddlewaretoken": TOKEN, **more}
    answer = requests.post(url, data=typed, cookies=cookies, allow_redirects=False, timeout=120)
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_a_hundred_guests_for_the_last_bed(live_server, standin, room, dates):
    browsers = [cookies_of(UserFactory()) for _guest in range(GUESTS)]
    url = f"{live_server.url}/stay/ask/rush/last/?{urlencode(dates)}"

    answers = at_once([partial(press, url, cookies) for cookies in browsers])

    assert sorted(status for status, _body in answers) == [302] + [409] * (GUESTS - 1)
    kind = [body for status, body in answers if status == 409 and "To see the sea." in body]
    assert len([body for body in kind if "full on the night of" in body]) == GUESTS - 1
    assert list(Booking.objects.values_list("state", flat=True)) == ["HELD"]
    assert BedNight.objects.count() == 2
    assert wrong_beds() == []
    assert wrong_bills() == []


def test_a_button_pressed_four_times_at_once_holds_one_bed(live_server, standin, room, dates):
    cookies = cookies_of(UserFactory())
    url = f"{live_server.url}/stay/ask/rush/last/?{urlencode(dates)}"

    answers = at_once([partial(press, url, cookies, key=str(uuid4()))] * 4)

    booking = Booking.objects.get()
    assert answers == [(302, booking.bill.payments.get().url)] * 4
    assert BedNight.objects.count() == 2


def test_one_form_sent_for_two_rooms_at_once_makes_one_stay(live_server, standin, room, dates):
    second = RoomFactory(house=HouseFactory(slug="calm", terms=Terms.REQUEST))
    guest = UserFactory()
    key = uuid4()

    made = at_once(
        [
            partial(request_stay, place, guest=guest, by=guest, now=timezone.now(), key=key, **dates)
            for place in (room, second)
        ]
    )

    assert [booking.pk for booking in made] == [Booking.objects.get().pk] * 2
