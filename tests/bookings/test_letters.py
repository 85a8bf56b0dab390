"""The words of the letters of the day: how to get in, goodbye and the news, to the right people only."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from bookings.actions import approve, request_stay
from bookings.actions.letters import farewell, tell_people, tell_stewards, welcome
from bookings.models import Booking
from locations.actions import keep_secrets
from locations.models import Residency
from locations.queries import house_pages
from locations.rules.secrets import Secrets
from messaging.actions import suppress
from messaging.models import Became, Message, MessageState, Reason, Scope
from messaging.queries import leaving_url
from messaging.send import deliver_due
from messaging.send.outbox import opened
from tests.factories.bare_bookings import LINES, BareBookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

ARRIVE, DEPART = date(2027, 3, 12), date(2027, 3, 15)
# 8 in the morning in San Francisco.
NOW = datetime(2027, 3, 12, 16, tzinfo=UTC)
DAY = timedelta(days=1)
SECRETS = Secrets(door_code="4711", wifi_name="Fog", wifi_password="karl", way_in="The green door.")


@pytest.fixture
def house():
    house = HouseFactory(name="Embassy SF", slug="embassy-sf")
    keep_secrets(house, SECRETS, by=UserFactory(is_superuser=True), now=NOW)
    page = house_pages([house])[house.pk]
    page.address = "399 Fillmore Street"
    page.save()
    house.refresh_from_db()
    return house


@pytest.fixture
def room(house):
    return RoomFactory(house=house, name="Fog room")


def stay(room, number: str = "ANNS", *, name="Ann Smith", named=False, **fields) -> Booking:
    guest = UserFactory(name=name, email=f"{number.lower()}@example.org", is_named=named)
    given = {"arrive": ARRIVE, "depart": DEPART, "state": "CONFIRMED", "lines": ()}
    return BareBookingFactory(number=number, room=room, guest=guest, **(given | fields))


def resident(house, *, name: str, listed: bool, start=date(2020, 1, 1)) -> Residency:
    return Residency.objects.create(house=house, person=UserFactory(name=name), listed=listed, start=start)


def words_of(key: str, to: str = "") -> str:
    message = Message.objects.get(key=f"bookings.{key}", **({"to": to} if to else {}))
    return f"{message.subject}\n{opened(message).text}"


def told(key: str) -> list[str]:
    return sorted(Message.objects.filter(key=f"bookings.{key}").values_list("to", flat=True))


def test_welcome_says_how_to_get_in_and_is_sealed(room, settings):
    booking = stay(room)

    welcome(booking.pk, now=NOW - DAY)

    message = Message.objects.get()
    assert (message.is_sealed, message.thread, message.to) == (True, booking.thread, "anns@example.org")
    assert "4711" not in f"{message.subject}{message.text}{message.html}"
    text, html = opened(message).text, opened(message).html
    assert message.subject == "See you on Fri 12 March at Embassy SF"
    for said in ("4711", "Fog", "karl", "The green door.", "399 Fillmore Street", "Fog room", "Mon 15 March"):
        assert said in text
        assert said in html
    assert f"{settings.SITE_URL}/stay/mine/ANNS/" in text
    # Until the day of departure begins in San Francisco.
    assert message.useful_until == datetime(2027, 3, 15, 7, tzinfo=UTC)


def test_welcome_names_only_who_agreed(room, house):
    other = SharedRoomFactory(house=house)
    resident(house, name="Rita Resident", listed=True)
    resident(house, name="Secret Resident", listed=False)
    StewardFactory(house=house, name="Sam Steward")
    stay(other, "NAMD", name="Noor Named", named=True, arrive=ARRIVE + DAY)
    stay(other, "SHYS", name="Shy Guest")
    stay(other, "PAST", name="Early Bird", named=True, arrive=ARRIVE - 2 * DAY, depart=ARRIVE)
    stay(other, "MAYB", name="May Be", named=True, state="REQUESTED")
    stay(RoomFactory(), "AWAY", name="Else Where", named=True)
    booking = stay(room)

    welcome(booking.pk, now=NOW)

    text = words_of("welcome")
    assert "Welcome to Embassy SF" in text
    assert "At home here: Rita Resident" in text
    assert "Noor Named, Sat 13 March to Mon 15 March" in text
    for hidden in ("Secret", "Sam", "Shy", "Early", "May Be", "Else"):
        assert hidden not in text
    assert "The others are not told that you come." in text
    assert text.count("@") == 0


def test_welcome_of_a_house_without_words_or_with_unreadable_ones(room, house, settings):
    booking = stay(room)
    settings.SECRET_KEY = "another key, by which nothing can be read"

    welcome(booking.pk, now=NOW)

    assert "can't be read at the moment" in words_of("welcome")
    bare = stay(RoomFactory(), "BARE")
    welcome(bare.pk, now=NOW)
    assert "To settle how you get in, answer this mail." in words_of("welcome", to="bare@example.org")


def test_welcome_goes_at_once_where_the_stay_is_settled_late(house):
    """The same day, and at once: nobody waits for the morning."""
    room = RoomFactory(house=house, rate=0)
    guest, steward = UserFactory(), StewardFactory(house=house)
    with time_machine.travel(NOW, tick=False):
        asked = {"arrive": ARRIVE + DAY, "depart": DEPART, "by": guest, "now": NOW}
        booking = request_stay(room, guest=guest, **asked)
        assert told("welcome") == []
        approve(booking, by=steward, now=NOW)

    assert told("confirmed") == told("welcome") == [guest.email]
    assert Message.objects.get(key="bookings.welcome").next_at == NOW
    assert welcome(booking.pk, now=NOW) == 0


def test_welcome_waits_where_the_stay_is_settled_early(house):
    room = RoomFactory(house=house, rate=0)
    guest = UserFactory()
    asked = {"arrive": ARRIVE + 9 * DAY, "depart": DEPART + 9 * DAY, "by": guest, "now": NOW}

    approve(request_stay(room, guest=guest, **asked), by=StewardFactory(house=house), now=NOW)

    assert told("confirmed") == [guest.email]
    assert told("welcome") == []


def test_farewell_says_what_is_still_to_pay_on_the_day_and_the_next(room):
    owing, paid = stay(room, "OWES", lines=LINES), stay(room, "PAID", arrive=ARRIVE - 9 * DAY)

    farewell(owing.pk, now=NOW + 3 * DAY)
    farewell(paid.pk, now=NOW + 4 * DAY)

    assert "$267.75 is still to pay." in words_of("farewell", to="owes@example.org")
    assert words_of("farewell", to="owes@example.org").startswith("Safe travels from Embassy SF")
    text = words_of("farewell", to="paid@example.org")
    assert "You left us on Mon 15 March." in text
    assert "to pay" not in text


def test_stewards_are_told_all_of_their_own_house_and_nothing_of_another(room, house):
    for name in ("sam", "kim"):
        StewardFactory(house=house, name=name, email=f"{name}@example.org")
    other = SharedRoomFactory(house=house)
    stay(room, "ARRI", name="Ari Arrives", lines=LINES)
    stay(other, "LEAV", name="Lea Leaves", arrive=ARRIVE - 2 * DAY, depart=ARRIVE)
    stay(other, "WAIT", name="Will Waits", state="REQUESTED")
    stay(other, "HOLD", name="Holly Holds", state="APPROVED", lines=LINES)
    stay(other, "LATR", name="Later Larry", arrive=ARRIVE + DAY)
    stay(RoomFactory(), "ELSE", name="Else Where")
    bounced(house, NOW - DAY, "bounced@example.org")
    bounced(house, NOW, "today@example.org")

    with time_machine.travel(NOW, tick=False):
        assert tell_stewards(house, ARRIVE, now=datetime(2027, 3, 12, 16, tzinfo=UTC)) == 2

    assert told("house_day") == ["kim@example.org", "sam@example.org"]
    text = words_of("house_day", to="sam@example.org")
    assert text.startswith("Embassy SF, Fri 12 March\n")
    assert "Ari Arrives, Fog room, Fri 12 March to Mon 15 March, $267.75 to pay" in text
    assert "Lea Leaves" in text.split("Leaving today:")[1].split("\n\n")[0]
    assert "Will Waits" in text.split("Waiting for your answer:")[1].split("\n\n")[0]
    assert "Holly Holds" in text.split("Not paid yet:")[1].split("\n\n")[0]
    assert "bounced@example.org: A mail" in text
    for hidden in ("Later Larry", "Else Where", "today@example.org"):
        assert hidden not in text


def bounced(house, moment: datetime, to: str) -> None:
    Message.objects.create(
        house=house, key="bookings.confirmed", dedupe_key=to, to=to, subject="A mail", created_at=moment,
        next_at=moment, state=MessageState.SENT, sent_at=moment, last_event=Became.BOUNCED,
        last_event_at=moment,
    )  # fmt: skip


def test_news_are_told_to_nobody_where_there_are_none(house, room):
    StewardFactory(house=house)
    stay(room, arrive=ARRIVE - DAY, depart=DEPART, named=True)

    assert [tell_stewards(house, ARRIVE, now=NOW), tell_people(house, ARRIVE, now=NOW)] == [0, 0]

    assert [digest.mails for digest in house.digests.all()] == [0, 0]
    assert not Message.objects.exists()


def test_people_are_told_one_by_one_of_others_who_agreed(house, room):
    other = SharedRoomFactory(house=house)
    StewardFactory(house=house, name="Sam", email="sam@example.org")
    rita = resident(house, name="Rita Resident", listed=True, start=ARRIVE)
    stay(room, "ARRI", name="Ari Arrives", named=True)
    stay(other, "SHYS", name="Shy Guest")
    stay(other, "LEAV", name="Lea Leaves", named=True, arrive=ARRIVE - 2 * DAY, depart=ARRIVE)
    stay(other, "GONE", name="Gone Already", named=True, arrive=ARRIVE - 9 * DAY, depart=ARRIVE - DAY)

    assert tell_people(house, ARRIVE, now=NOW) == 4

    assert told("people_day") == sorted(
        ["arri@example.org", "leav@example.org", "shys@example.org", rita.person.email]
    )
    text = words_of("people_day", to="arri@example.org")
    assert "Rita Resident" in text
    assert "Lea Leaves" in text
    assert "Ari" not in text
    assert "Ari Arrives, here until Mon 15 March" in words_of("people_day", to="shys@example.org")
    everything = "".join(opened(message).text for message in Message.objects.all())
    assert "Shy" not in everything
    assert "@" not in everything


def test_news_are_left_by_their_link_and_by_one_click(house, room, settings, tmp_path):
    settings.DELIVERY_BACKEND, settings.EMAIL_FILE_PATH = "messaging.gateway.Files", tmp_path
    for name in ("sam", "kim"):
        StewardFactory(house=house, name=name, email=f"{name}@example.org")
    stay(room)
    suppress("kim@example.org", scope=Scope.DIGEST, house=house, reason=Reason.ASKED, source="", now=NOW)

    tell_stewards(house, ARRIVE, now=NOW)

    assert told("house_day") == ["sam@example.org"]
    url = leaving_url("sam@example.org", scope=Scope.DIGEST, house=house)
    assert f"Get no more of these mails: {url}" in words_of("house_day")
    with transaction.atomic():
        deliver_due(NOW)
    [sent] = tmp_path.glob("*.txt")
    assert f"List-Unsubscribe: <{url}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click" in sent.read_text()
