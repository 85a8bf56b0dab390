"""Django's own mail: sealed rows in the outbox, of no use for longer than a code."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives, send_mail

from messaging.models import Message
from messaging.send.outbox import opened

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outbox(db, settings) -> None:
    # Django's test runner puts a backend of its own here.
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"


@time_machine.travel(NOW, tick=False)
def test_outbox_backend_seals_a_mail_for_as_long_as_a_code_is_good():
    mail = EmailMultiAlternatives("Your code", "It is 4711", "stay@example.org", ["Ana@example.org"])
    mail.attach_alternative("<p>It is 4711</p>", "text/html")

    assert mail.send() == 1

    message = Message.objects.get()
    assert (message.to, message.subject, message.key) == ("ana@example.org", "Your code", "django")
    assert (message.house, message.thread, message.from_email) == (None, None, "stay@example.org")
    assert (message.next_at, message.useful_until) == (NOW, NOW + timedelta(minutes=15))
    assert message.is_sealed
    assert "4711" not in message.text + message.html
    assert (opened(message).text, opened(message).html) == ("It is 4711", "<p>It is 4711</p>")


def test_outbox_backend_writes_a_row_for_each_recipient_and_each_mail():
    for _ in range(2):
        send_mail("Code", "4711", None, ["ana@example.org", "bo@example.org"])

    assert (
        sorted(Message.objects.values_list("to", flat=True))
        == ["ana@example.org"] * 2 + ["bo@example.org"] * 2
    )


def test_outbox_backend_opens_a_mail_without_html():
    send_mail("Code", "4711", None, ["ana@example.org"])

    assert opened(Message.objects.get()).html == ""
