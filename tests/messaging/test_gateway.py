"""Without a key of Mailgun's, mails are files a person can read."""

import pytest

from messaging.send import deliver_due
from tests.messaging.conftest import NOW


@pytest.fixture
def folder(settings, tmp_path):
    settings.DELIVERY_BACKEND = "messaging.gateway.Files"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def test_files_hold_the_mail_as_a_person_reads_it(folder, write, settings):
    message = write(context={"guest": "Zoë & Bo"})

    deliver_due(NOW)

    html, text = sorted(folder.iterdir())
    assert "-ana@example.org-Zoë-Bo-nights-at-Embassy-SF-" in text.name
    assert text.read_text().splitlines()[:4] == [
        f"From: {message.from_email}",
        "To: ana@example.org",
        f"Reply-To: stay@embassy-sf.{settings.LIST_DOMAIN}",
        "Subject: Zoë & Bo, nights at Embassy SF",
    ]
    assert text.read_text().endswith("\n\n" + message.text)
    assert html.read_text() == message.html


def test_files_tell_apart_what_is_written_in_the_same_second(folder, write):
    for number in range(3):
        write(fact=f"move-{number}")

    deliver_due(NOW)

    assert len(list(folder.glob("*.txt"))) == 3


@pytest.mark.parametrize("address", ["a/../../b@example.org", f"{'x' * 60}@example.org"])
def test_files_stay_in_their_folder(folder, write, address):
    write(to=address, context={"guest": "../" * 40})

    deliver_due(NOW)

    assert len(list(folder.iterdir())) == 2
