"""A mail of which nobody knows whether it was taken: looked up by its Message-ID, then sent or not."""

from datetime import timedelta

import pytest

from messaging.gateway import taken
from messaging.models import Message, MessageState
from messaging.rules.backoff import MAX_ATTEMPTS
from messaging.send import deliver_due
from messaging.send.delivery import LEASE, LOOKED_UP_AT_MOST
from tests.messaging.conftest import NOW


def test_deliver_due_marks_a_mail_unknown_when_the_connection_breaks(mailgun, write):
    message = write()
    mailgun.hangs_up = 1

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.UNKNOWN, 1)
    assert message.next_at >= NOW + LEASE
    assert message.error
    assert len(mailgun.taken) == 1


def test_deliver_due_sends_an_unknown_mail_no_second_time_if_it_was_taken(mailgun, write, settings):
    message = write()
    mailgun.hangs_up = 1
    deliver_due(NOW)
    message.refresh_from_db()

    assert deliver_due(message.next_at) == 1

    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.SENT, "")
    assert message.provider_id == f"<{message.uid}@{settings.LIST_DOMAIN}>"
    assert len(mailgun.taken) == 1


def test_deliver_due_sends_an_unknown_mail_that_was_not_taken(mailgun, write):
    message = write()
    Message.objects.update(state=MessageState.UNKNOWN, attempts=1)

    assert deliver_due(NOW) == 1

    message.refresh_from_db()
    assert (message.state, message.attempts, len(mailgun.taken)) == (MessageState.SENT, 2, 1)


def test_deliver_due_asks_again_when_the_look_up_fails_and_sends_nothing_meanwhile(mailgun, write):
    message = write()
    Message.objects.update(state=MessageState.SENDING, attempts=1)
    mailgun.faults = [500]

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, mailgun.taken) == (MessageState.UNKNOWN, [])
    assert "500" in message.error
    deliver_due(message.next_at)
    assert len(mailgun.taken) == 1


def test_deliver_due_gives_up_what_nobody_can_look_up(mailgun, write):
    message = write()
    Message.objects.update(state=MessageState.UNKNOWN, attempts=LOOKED_UP_AT_MOST)
    mailgun.faults = [500]

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, mailgun.taken) == (MessageState.FAILED, [])
    assert "events" in message.error


def test_deliver_due_skips_an_unknown_mail_too_late_only_if_it_was_not_taken(mailgun, write, settings):
    untaken = write(fact="move-1", useful_until=NOW + timedelta(hours=1))
    was_taken = write(fact="move-2", useful_until=NOW + timedelta(hours=1))
    mailgun.taken = [{"h:Message-Id": f"<{was_taken.uid}@{settings.LIST_DOMAIN}>"}]
    Message.objects.update(state=MessageState.UNKNOWN, attempts=1)

    assert deliver_due(NOW + timedelta(hours=2)) == 2

    untaken.refresh_from_db()
    was_taken.refresh_from_db()
    assert (untaken.state, was_taken.state) == (MessageState.SKIPPED, MessageState.SENT)
    assert len(mailgun.taken) == 1


def test_deliver_due_tries_a_code_of_unknown_fate_again_soon(mailgun, write):
    message = write(sealed=True)
    mailgun.hangs_up = 1

    deliver_due(NOW)

    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN
    assert message.next_at < NOW + timedelta(minutes=1)
    assert message.text


def test_deliver_due_waits_for_a_provider_that_no_connection_reaches(mailgun, write, settings):
    message = write()
    settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_API_URL": "http://127.0.0.1:9/v3"}

    deliver_due(NOW)

    message.refresh_from_db()
    assert message.state == MessageState.WAITING


@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.UNKNOWN])
def test_deliver_due_sends_no_more_after_the_last_attempt_was_interrupted(mailgun, write, state):
    message = write()
    Message.objects.update(state=state, attempts=MAX_ATTEMPTS)

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, message.error, mailgun.taken) == (
        MessageState.FAILED,
        "Every attempt was interrupted.",
        [],
    )


def test_taken_finds_a_mail_among_the_files(write, settings, tmp_path):
    settings.DELIVERY_BACKEND, settings.EMAIL_FILE_PATH = "messaging.gateway.Files", tmp_path
    message = write()

    assert taken(message) == ""
    deliver_due(NOW)
    assert taken(message) == f"<{message.uid}@{settings.LIST_DOMAIN}>"
