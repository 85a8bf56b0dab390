"""What `queue` writes: one row per fact and person, in the words and the language of the person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from messaging.models import Message, MessageState
from messaging.rules.colours import PALETTES
from messaging.send.outbox import opened, thread
from tests.messaging.conftest import NOW


def test_queue_writes_a_row_that_waits(write, stay, guest, settings):
    message = write(useful_until=NOW + timedelta(days=1))

    assert message.state == MessageState.WAITING
    assert (message.house, message.thread, message.recipient) == (stay.house, stay, guest)
    assert (message.to, message.created_at, message.next_at) == ("ana@example.org", NOW, NOW)
    assert message.from_email == f'"Embassy SF via Embassy Network" <stay@embassy-sf.{settings.LIST_DOMAIN}>'
    assert message.reply_to == f"stay@embassy-sf.{settings.LIST_DOMAIN}"


def test_queue_renders_text_as_it_is_and_html_escaped(write, settings):
    message = write(language="en")

    assert message.subject == "Ana & Bo, nights at Embassy SF"
    assert message.text == f"Come in, Ana & Bo: {settings.SITE_URL}/stay/7/\n"
    assert "<p>Welcome, Ana &amp; Bo</p>" in message.html


def test_queue_shows_the_one_thing_to_do_as_button_and_as_link(write, settings):
    html = write().html

    assert html.count(f'href="{settings.SITE_URL}/stay/7/"') == 2
    assert f">{settings.SITE_URL}/stay/7/</a>" in html
    assert PALETTES["fog"].accent in html


def test_queue_leads_to_the_path_of_its_context_first(write, settings):
    assert f"{settings.SITE_URL}/elsewhere/\n" in write(context={"guest": "Ana", "path": "/elsewhere/"}).text


def test_queue_makes_one_line_of_a_subject(write):
    assert write(context={"guest": "Ana \t Bo"}).subject.startswith("Ana Bo, ")


@pytest.mark.parametrize(("language", "expected"), [(None, "de"), ("nl", "nl")])
def test_queue_speaks_the_language_of_the_recipient_or_the_one_named(write, language, expected):
    assert f'<html lang="{expected}">' in write(language=language).html


def test_queue_speaks_the_house_s_language_to_a_bare_address(write, stay):
    stay.house.language = "nl"

    assert '<html lang="nl">' in write(to="bo@example.org").html


def test_queue_quotes_a_house_s_name(write, stay):
    stay.house.name = 'The "Red" \\ house'

    assert write().from_email.startswith('"The \\"Red\\" \\\\ house via Embassy Network" <')


def test_queue_without_a_house_is_from_the_network(write, settings):
    message = write(house=None, thread=None)

    assert (message.from_email, message.reply_to) == (settings.DEFAULT_FROM_EMAIL, "")


def test_queue_tells_a_fact_to_a_person_once(write):
    first = write(to="Bo@example.org")

    assert write(to="bo@example.org ") == first
    assert Message.objects.count() == 1


def test_queue_tells_another_fact_and_another_person(write):
    messages = {write(), write(fact="move-2"), write(to="bo@example.org")}

    assert len(messages) == 3


def test_queue_goes_with_the_transaction_of_the_fact(write):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError

    assert Message.objects.count() == 0


def test_queue_seals_a_body_and_opens_it_with_an_older_key(write, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old key", []
    message = write(sealed=True)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new key", ["old key"]

    assert "Come in" not in message.text + message.html
    assert opened(message).text.startswith("Come in, Ana & Bo")
    assert "Welcome, Ana" in opened(message).html


def test_thread_has_a_token_nobody_guesses(house):
    tokens = {thread(house=house, label="Stay", path="/stay/1/").token for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}


@pytest.mark.parametrize(("state", "sent_at"), [("SENT", None), ("WAITING", NOW), ("FAILED", NOW)])
def test_message_is_sent_exactly_when_it_has_a_time(write, state, sent_at):
    message = write()
    message.state, message.sent_at = state, sent_at

    with pytest.raises(IntegrityError), transaction.atomic():
        message.save()


def test_message_that_is_sent_has_its_time(write):
    message = write()
    message.state, message.sent_at = MessageState.SENT, NOW

    message.save()

    assert Message.objects.get().sent_at == NOW
