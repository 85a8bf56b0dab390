"""The stand-in for Mailgun: it takes what our own backend sends, and shows it."""

import threading
import urllib.error
import urllib.request

import pytest
from anymail.exceptions import AnymailAPIError
from anymail.message import AnymailMessage
from django.core.mail import get_connection

from messaging.standin import Standin


@pytest.fixture
def standin():
    with Standin(key="a-key") as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


def send(standin, *, key="a-key", attached=False, subject="Come in"):
    backend = get_connection(
        "anymail.backends.mailgun.EmailBackend",
        api_key=key,
        api_url=f"http://127.0.0.1:{standin.server_port}/v3",
        sender_domain="mail.example.org",
    )
    mail = AnymailMessage(
        subject, "The door is <green>.", "stay@mail.example.org", ["ann@example.org"], connection=backend
    )
    if attached:
        mail.attach("stay.ics", "BEGIN:VCALENDAR", "text/calendar")
    mail.send()
    return mail.anymail_status


def page(standin, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{standin.server_port}{path}") as answer:
        return answer.read().decode()


@pytest.mark.parametrize("attached", [False, True])
def test_a_mail_is_taken_and_shown(standin, attached):
    status = send(standin, attached=attached)

    assert status.message_id.endswith("@standin>")
    assert '<a href="/0">Come in</a> to ann@example.org' in page(standin, "/")
    assert "The door is &lt;green&gt;." in page(standin, "/0")
    assert standin.mails[0].get("attachment") == ("stay.ics" if attached else None)


def test_the_newest_mail_is_first(standin):
    send(standin, subject="One")
    send(standin, subject="Two")

    assert [mail["subject"] for mail in standin.mails] == ["Two", "One"]


def test_another_key_is_refused(standin):
    with pytest.raises(AnymailAPIError, match="Invalid private key"):
        send(standin, key="wrong")

    assert page(standin, "/").endswith("No mail yet.")


def test_there_is_no_page_of_a_mail_that_never_came(standin):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        page(standin, "/0")
