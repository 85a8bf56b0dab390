"""What `deliver_due` does with a mail: sent, tried again, given up or skipped, and always visibly."""

from datetime import timedelta
from email.utils import parseaddr

import pytest

from messaging.models import Message, MessageState
from messaging.rules.backoff import MAX_ATTEMPTS
from messaging.send import deliver_due
from messaging.send.delivery import LEASE
from tests.messaging.conftest import NOW


def test_deliver_due_sends_what_mailgun_understands(mailgun, write, guest, settings):
    message = write()

    assert deliver_due(NOW) == 1

    [sent] = mailgun.taken
    message_id = f"<{message.uid}@{settings.LIST_DOMAIN}>"
    assert parseaddr(sent["from"]) == parseaddr(message.from_email)
    assert (sent["to"], sent["subject"], sent["text"]) == (guest.email, message.subject, message.text)
    assert sent["html"] == message.html
    assert sent["h:Message-Id"] == message_id
    assert sent["h:References"] == f"<{message.thread.token}@{settings.LIST_DOMAIN}>"
    assert sent["h:Reply-To"] == message.reply_to
    assert (sent["h:Auto-Submitted"], sent["h:List-Id"]) == (
        "auto-generated",
        f"<embassy-sf.{settings.LIST_DOMAIN}>",
    )
    assert sent["v:message"] == str(message.uid)
    assert (sent["o:tracking-clicks"], sent["o:tracking-opens"], sent["o:testmode"]) == ("no", "no", "yes")
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.provider_id) == (MessageState.SENT, NOW, message_id)


def test_deliver_due_sends_once(mailgun, write):
    write()

    assert [deliver_due(NOW), deliver_due(NOW), deliver_due(NOW + timedelta(days=9))] == [1, 0, 0]
    assert len(mailgun.taken) == 1


def test_deliver_due_leaves_what_is_not_due(mailgun, write):
    write(now=NOW + timedelta(seconds=1))

    assert deliver_due(NOW) == 0


def test_deliver_due_takes_no_more_than_its_limit_and_codes_first(mailgun, write):
    for number in range(3):
        write(fact=f"move-{number}")
    sealed = write(fact="code", sealed=True, now=NOW + timedelta(seconds=1))

    assert deliver_due(NOW + timedelta(seconds=2), limit=2) == 2
    assert [sent["v:message"] for sent in mailgun.taken][0] == str(sealed.uid)
    assert Message.objects.filter(state=MessageState.WAITING).count() == 2


def test_deliver_due_opens_a_sealed_body_and_forgets_it(mailgun, write):
    write(sealed=True)

    deliver_due(NOW)

    assert mailgun.taken[0]["text"].startswith("Come in, Ana & Bo")
    message = Message.objects.get()
    assert (message.text, message.html, message.is_sealed) == ("", "", True)


@pytest.mark.parametrize("fault", [500, 429, 401])
def test_deliver_due_tries_again_later_with_the_same_message_id(mailgun, write, fault):
    message = write()
    mailgun.faults = [fault]

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WAITING, 1)
    assert str(fault) in message.error
    assert timedelta(seconds=20) < message.next_at - NOW < timedelta(seconds=40)
    deliver_due(message.next_at)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.SENT, "")
    assert mailgun.taken[0]["v:message"] == str(message.uid)


def test_deliver_due_ends_its_batch_with_a_failure(mailgun, write):
    mailgun.faults = [503]
    for number in range(3):
        write(fact=f"move-{number}")

    assert [deliver_due(NOW), deliver_due(NOW)] == [1, 2]


def test_deliver_due_gives_up_in_the_end_and_says_so(mailgun, write):
    message = write(sealed=True)
    mailgun.faults = [500] * MAX_ATTEMPTS
    now = NOW
    while message.state == MessageState.WAITING:
        deliver_due(now)
        message.refresh_from_db()
        now = message.next_at

    assert (message.state, message.attempts) == (MessageState.FAILED, MAX_ATTEMPTS)
    assert "500" in message.error
    assert message.text == ""
    assert deliver_due(now + timedelta(days=9)) == 0


def test_deliver_due_gives_up_at_once_what_mailgun_calls_wrong(mailgun, write):
    write(to="ana example.org@")

    deliver_due(NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts) == (MessageState.FAILED, 1)
    assert "address" in message.error


def test_deliver_due_gives_up_what_was_sealed_under_a_forgotten_key(mailgun, write, settings):
    write(sealed=True)
    settings.SECRET_KEY = "another key"

    deliver_due(NOW)

    message = Message.objects.get()
    assert (message.state, message.error) == (
        MessageState.FAILED,
        "It was sealed under a key that is gone.",
    )


def test_deliver_due_skips_what_is_of_no_use_any_more(mailgun, write):
    write(useful_until=NOW + timedelta(hours=1), sealed=True)

    assert deliver_due(NOW + timedelta(hours=1)) == 1

    message = Message.objects.get()
    assert (message.state, message.text, message.attempts) == (MessageState.SKIPPED, "", 0)
    assert mailgun.tried == 0


def test_deliver_due_gives_up_what_was_interrupted_at_every_attempt(mailgun, write):
    message = write()
    Message.objects.update(state=MessageState.SENDING, attempts=MAX_ATTEMPTS, next_at=NOW)

    deliver_due(NOW)

    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, "Every attempt was interrupted.")


def test_deliver_due_leaves_what_another_is_sending_until_its_lease_ends(mailgun, write):
    write()
    Message.objects.update(state=MessageState.SENDING, attempts=1, next_at=NOW + LEASE)

    assert deliver_due(NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver_due(NOW + LEASE) == 1
    assert Message.objects.get().attempts == 2
