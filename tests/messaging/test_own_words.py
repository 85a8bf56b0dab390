"""A house's own words stand in the mail that its readers get, and nothing in them is evaluated."""

import pytest
from django.core.exceptions import ValidationError

from locations.emails import preview
from members.models import User
from messaging.actions import keep_words, reset_words, send_test
from messaging.catalogue import mail_of
from messaging.emails import MASK, OwnWords, words
from messaging.models import Override
from messaging.send.outbox import opened
from tests.messaging.conftest import NOW

MAIL = "locations.resident_added"
OURS = OwnWords(
    "Welcome home to {house}", "{by} says hello.\n\nYou live here from {start} on. <b>Really</b>."
)


@pytest.fixture
def steward(db):
    return User.objects.create_user("maya@example.org", name="Maya Chen")


@pytest.fixture
def keep(house, steward):
    def keep(own=OURS, language="en", mail=MAIL):
        return keep_words(house, mail=mail_of(mail), language=language, words=own, by=steward, now=NOW)

    return keep


@pytest.fixture
def read(house, steward):
    """The mail as `house` sends it to who reads `language`."""

    def read(language="en", **more):
        context = {**preview(MAIL, house=house, about="", person=steward, now=NOW).context, **more}
        return words(MAIL, context=context, house=house, path="/x/", language=language)

    return read


def test_own_words_stand_in_the_frame_of_the_mail(keep, read, settings):
    keep()

    said = read()

    assert said.subject == "Welcome home to Embassy SF"
    assert said.text.startswith("Hello Maya,\n\nMaya Chen says hello.\n\nYou live here from Mon 1 March on.")
    assert f"Your profile:\n{settings.SITE_URL}/x/" in said.text
    assert "<p>Maya Chen says hello.</p>" in said.html
    assert "&lt;b&gt;Really&lt;/b&gt;" in said.html
    assert f'href="{settings.SITE_URL}/x/"' in said.html


@pytest.mark.parametrize("name", ["{start}", "{{ house.secrets }}", "{% load i18n %}", "{by.password}"])
def test_values_are_never_read_as_placeholders(keep, read, name):
    keep()

    said = read(by=name)

    assert f"{name} says hello." in said.text


def test_without_own_words_the_network_s_stand(read, keep, house):
    keep()
    reset_words(house, mail=mail_of(MAIL), language="en", by=User.objects.get())

    assert read().subject == "Embassy SF: you are down as living here"
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("kept", "spoken", "reads", "gets"),
    [
        (["en"], [], "en", "en"),
        (["en", "nl"], [], "nl", "nl"),
        # The network has no Dutch: the mail would be in English, so the house's English stands for it.
        (["en"], [], "nl", "en"),
        # It has: a Dutch reader gets the network's Dutch rather than the house's English.
        (["en"], ["nl"], "nl", None),
        (["de"], [], "nl", None),
        (["nl"], [], "en", None),
    ],
)
def test_reader_gets_own_words_in_the_language_the_mail_would_have(
    keep, read, settings, tmp_path, kept, spoken, reads, gets
):
    settings.LOCALE_PATHS = [tmp_path]
    for language in spoken:
        (tmp_path / language).mkdir()
    for language in kept:
        keep(OwnWords(f"In {language}", "Words"), language)

    assert read(reads).subject == (f"In {gets}" if gets else "Embassy SF: you are down as living here")


def test_another_house_s_words_are_its_own(keep, read, house):
    keep()
    Override.objects.update(key="locations.steward_invited")

    assert read().subject == "Embassy SF: you are down as living here"


@pytest.mark.parametrize("text", ["{guest.password}", "{gast}", "{", "{{ by }}"])
def test_unknown_placeholders_are_refused_and_the_known_named(keep, text):
    with pytest.raises(ValidationError) as refused:
        keep(OwnWords("Hello", f"A {text} B"))

    assert "is no placeholder here. There are: {house}, {network}, {link}" in refused.value.messages[0]
    assert not Override.objects.exists()


def test_placeholder_that_went_away_gives_the_network_s_words(keep, read, caplog):
    keep()
    Override.objects.update(text="{gone}")

    assert read().subject == "Embassy SF: you are down as living here"
    assert "unknown placeholders: {gone}" in caplog.text


def test_words_that_are_the_same_everywhere_are_refused(keep):
    with pytest.raises(ValidationError, match="the same in every house"):
        keep(mail="django")


def test_words_are_kept_once_for_each_language(keep):
    keep()
    keep(OwnWords("Again", "Again"))
    keep(language="nl")

    assert sorted(Override.objects.values_list("language", "subject")) == [
        ("en", "Again"),
        ("nl", "Welcome home to {house}"),
    ]


def test_sealed_mails_say_secrets_in_own_words_and_mask_them_in_tests(house, steward):
    mail = mail_of("letters.welcome")
    own = OwnWords("Come in", "The door: {door_code}")
    keep_words(house, mail=mail, language="en", words=own, by=steward, now=NOW)
    example = preview(MAIL, house=house, about="", person=steward, now=NOW)

    said = words(mail.key, context={"door_code": "4711"}, house=house, path="", language="en")
    test = send_test(house, mail=mail, language="en", words=own, example=example, to=steward, now=NOW)

    assert "The door: 4711" in said.text
    assert test.subject == "Test: Come in"
    assert (test.is_sealed, "4711" in test.text) == (True, False)
    assert f"The door: {MASK}" in opened(test).text


def test_each_test_is_a_fact_of_its_own(house, steward):
    example = preview(MAIL, house=house, about="", person=steward, now=NOW)
    given = {
        "mail": mail_of(MAIL),
        "language": "en",
        "words": OURS,
        "example": example,
        "to": steward,
        "now": NOW,
    }

    assert send_test(house, **given).pk != send_test(house, **given).pk
