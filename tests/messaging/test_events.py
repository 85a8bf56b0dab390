"""What Mailgun tells of our mails: in any order, any number of times, and only by its own hand."""

from datetime import timedelta
from itertools import permutations

import pytest
import time_machine

from messaging.actions.events import forget_old
from messaging.models import MailgunEvent, Message, MessageState, Reason, Scope, Suppression
from messaging.send import deliver_due
from tests.factories.locations import StewardFactory
from tests.messaging import posts
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]
EVENTS = "/mail/events/"
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def message(write):
    message = write()
    Message.objects.update(state=MessageState.SENT, sent_at=NOW)
    return message


def post(client, body: str):
    return client.post(EVENTS, body, content_type="application/json")


def tell(client, kind, message, *, minutes: float = 0, **block):
    at = NOW + timedelta(minutes=minutes)
    response = post(client, posts.told(posts.event(kind, message, at=at), at=LATER, **block))
    message.refresh_from_db()
    return response


def bounces() -> list[str]:
    return sorted(Message.objects.filter(key="messaging.bounce").values_list("to", flat=True))


def test_delivery_stands_on_its_mail(client, message):
    response = tell(client, posts.DELIVERED, message)

    assert (response.status_code, response.content) == (200, b"stored")
    assert (message.last_event, message.last_event_at, message.state) == ("delivered", NOW, MessageState.SENT)
    assert message.became == "delivered"
    assert MailgunEvent.objects.get().message == message


def test_mail_is_found_by_its_message_id_alone(client, message):
    data = posts.event(posts.DELIVERED, message, at=NOW) | {"user-variables": {}}

    post(client, posts.told(data, at=LATER))

    message.refresh_from_db()
    assert message.last_event == "delivered"


def test_bounce_tells_each_steward_once_and_stops_mail_to_the_address(client, message, house):
    StewardFactory(house=house, email="sam@example.net")
    StewardFactory(house=house, email="tam@example.net")

    tell(client, posts.NO_SUCH_MAILBOX, message)
    tell(client, posts.NO_SUCH_MAILBOX, message)

    assert message.last_event == "bounced"
    assert "5.1.1 The email account" in message.error
    assert bounces() == ["sam@example.net", "tam@example.net"]
    letter = Message.objects.filter(key="messaging.bounce").first()
    assert message.to in letter.subject
    assert "does not exist" in letter.text
    [stopped] = Suppression.objects.all()
    assert (stopped.address, stopped.scope, stopped.reason) == (message.to, Scope.ALL, Reason.BOUNCE)


def test_bounce_of_a_bounces_mail_tells_nobody(client, message, house):
    StewardFactory(house=house, email="sam@example.net")
    tell(client, posts.NO_SUCH_MAILBOX, message)
    [letter] = Message.objects.filter(key="messaging.bounce")

    tell(client, posts.NO_SUCH_MAILBOX, letter)

    assert bounces() == ["sam@example.net"]
    assert letter.last_event == "bounced"


def test_bounce_of_a_stewards_own_mail_tells_the_others(client, write, house):
    StewardFactory(house=house, email="sam@example.net")
    StewardFactory(house=house, email="tam@example.net")
    message = write(to="sam@example.net")

    tell(client, posts.NO_SUCH_MAILBOX, message)

    assert bounces() == ["tam@example.net"]


@pytest.mark.parametrize("code", ["5.2.2 mailbox full", "5.7.1 looks like spam", "4.4.1 no answer"])
def test_bounce_of_one_mail_leaves_the_address_be(client, message, code):
    status = posts.NO_SUCH_MAILBOX["delivery-status"] | {"message": code}

    tell(client, posts.NO_SUCH_MAILBOX | {"delivery-status": status}, message)

    assert message.last_event == "bounced"
    assert not Suppression.objects.exists()


def test_bounce_without_a_reason_leaves_the_address_be(client, message):
    tell(client, posts.NO_SUCH_MAILBOX | {"reason": "generic"}, message)

    assert not Suppression.objects.exists()


def test_delay_marks_the_mail_alone(client, message, house):
    StewardFactory(house=house)

    tell(client, posts.GREYLISTED, message)

    assert (message.last_event, bounces(), Suppression.objects.count()) == ("delayed", [], 0)


def test_complaint_stops_what_one_can_leave(client, message):
    tell(client, posts.COMPLAINED, message)

    assert message.last_event == "complained"
    [stopped] = Suppression.objects.all()
    assert (stopped.address, stopped.scope, stopped.reason) == (message.to, Scope.ALL, Reason.COMPLAINT)


@pytest.mark.parametrize(("scope", "stopped"), [("LIST", "LIST"), ("ANNOUNCE", "ANNOUNCE"), ("OWN", "ALL")])
def test_unsubscription_stops_what_the_mail_was(client, message, house, scope, stopped):
    Message.objects.update(scope=scope)

    tell(client, posts.UNSUBSCRIBED, message)

    [row] = Suppression.objects.all()
    assert (row.scope, row.reason) == (stopped, Reason.UNSUBSCRIBE)
    assert row.house == (None if stopped == "ALL" else house)


def test_reading_is_of_no_interest(client, message):
    assert tell(client, posts.OPENED, message).status_code == 200
    assert message.last_event == ""


WAY = [(posts.GREYLISTED, 1), (posts.DELIVERED, 2), (posts.COMPLAINED, 3)]


@pytest.mark.parametrize("order", list(permutations(WAY)))
def test_last_event_counts_in_whichever_order_they_come(client, message, order):
    for kind, minutes in order:
        tell(client, kind, message, minutes=minutes)

    assert (message.last_event, message.last_event_at) == ("complained", NOW + timedelta(minutes=3))


@pytest.mark.parametrize(
    ("events", "last"),
    [
        # Clocks differ: a delay comes before a delivery, whatever the times say.
        ([(posts.DELIVERED, 1), (posts.GREYLISTED, 2)], "delivered"),
        ([(posts.DELIVERED, 1), (posts.NO_SUCH_MAILBOX, 2)], "bounced"),
        ([(posts.NO_SUCH_MAILBOX, 2), (posts.DELIVERED, 1)], "bounced"),
        ([(posts.GREYLISTED, 2), (posts.GREYLISTED, 1)], "delayed"),
    ],
)
def test_later_event_of_the_way_counts(client, message, events, last):
    for kind, minutes in events:
        tell(client, kind, message, minutes=minutes)

    assert message.last_event == last


def test_event_of_a_mail_that_was_never_marked_marks_it_sent(client, write, mailgun):
    message = write(sealed=True)
    Message.objects.update(state=MessageState.UNKNOWN, attempts=1)

    tell(client, posts.DELIVERED, message)

    assert (message.state, message.sent_at, message.text) == (MessageState.SENT, NOW, "")
    assert deliver_due(LATER) == 0


def test_event_seen_before_changes_nothing(client, message):
    tell(client, posts.DELIVERED, message, token="a" * 50)

    response = tell(client, posts.COMPLAINED, message, minutes=5, token="a" * 50)

    assert (response.status_code, response.content) == (200, b"known")
    assert message.last_event == "delivered"
    assert MailgunEvent.objects.count() == 1


def test_event_of_no_mail_of_ours_is_kept(client):
    assert post(client, posts.told(posts.DELIVERED, at=LATER)).status_code == 200
    assert MailgunEvent.objects.get().message is None


@pytest.mark.parametrize(
    "body",
    [
        "", "x", "[]", "{}", "null", '{"signature": [], "event-data": {}}', "[" * 100_000, "\xff",
        posts.told(posts.DELIVERED, at=LATER, key="guessed"),
        posts.told(posts.DELIVERED, at=NOW - timedelta(hours=10)),
        posts.told(posts.DELIVERED, at=LATER)[:-400],
    ],
)  # fmt: skip
def test_forged_late_or_broken_event_is_refused_for_good(client, body):
    assert post(client, body).status_code == 406
    assert not MailgunEvent.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {}, {"event": 7}, {"event": "new-kind"}, {"event": "failed", "recipient": "a@x\0\ud800"},
        {"event": "delivered", "message": "x", "delivery-status": None, "timestamp": "soon"},
        {"event": "delivered", "user-variables": {"message": "x"}},
        {"event": "delivered", "timestamp": 1e300},
    ],
)  # fmt: skip
def test_event_of_another_shape_is_kept(client, data):
    assert post(client, posts.told(data, at=LATER)).status_code == 200


def test_events_wait_while_no_key_is_set_up(client, settings):
    settings.MAILGUN_WEBHOOK_SIGNING_KEY = ""

    assert post(client, posts.told(posts.DELIVERED, at=LATER, key="")).status_code == 503
    assert client.get(EVENTS).status_code == 405


def test_events_are_forgotten_after_a_month(client, message):
    tell(client, posts.DELIVERED, message)

    assert forget_old(LATER + timedelta(days=30)) == 0
    assert forget_old(LATER + timedelta(days=31)) == 1
    message.refresh_from_db()
    assert message.last_event == "delivered"
