"""Placeholders are names in braces: nothing else is, and nothing is evaluated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.rules.placeholders import filled, strangers, suggested, used
from tests.texts import any_text

KNOWN = {"guest": "Ann", "house": "Embassy SF", "room": "Fog room"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hello {guest}, welcome to {house}.", []),
        ("Nothing here.", []),
        ("{gast}", ["{gast}"]),
        ("{guest.password}", ["{guest.password}"]),
        ("{guest!r} {guest:>9} {0} {}", ["{guest!r}", "{guest:>9}", "{0}", "{}"]),
        ("{guest[name]}", ["{guest[name]}"]),
        ("{{ guest }}", ["{", "{ guest }", "}"]),
        ("{% load i18n %}", ["{% load i18n %}"]),
        ("a lone { and a lone }", ["{ and a lone }"]),
        ("a lone {", ["{"]),
        ("{Guest}", ["{Guest}"]),
        ("{guest\n}", ["{", "}"]),
    ],
)
def test_strangers_are_told_as_they_were_typed(words, found):
    assert strangers(words, known=KNOWN) == found


def test_used_names_each_once_in_order():
    assert used("{room}, {guest}, {room} and {guest.password}") == ["room", "guest"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Hello {guest}.", "Hello Ann."),
        ("{guest}{guest}", "AnnAnn"),
        ("{unknown}", "{unknown}"),
        ("{guest.password}", "{guest.password}"),
    ],
)
def test_filled_puts_values_in_place(words, said):
    assert filled(words, KNOWN) == said


@given(any_text())
def test_filled_says_a_value_as_it_is(value):
    assert filled("<{guest}>", {"guest": value, "house": "never"}) == f"<{value}>"


@given(any_text(), st.dictionaries(st.sampled_from(sorted(KNOWN)), any_text()))
def test_words_without_strangers_have_no_braces_left_when_filled(words, values):
    if strangers(words, known=KNOWN):
        return
    blank = filled(words, dict.fromkeys(KNOWN, ""))

    assert not set(blank) & set("{}")


def test_suggested_puts_names_where_values_stand_the_longest_first():
    words = "Ann comes to Embassy SF and sleeps in the Fog room. Annabel does not."

    assert suggested(words, KNOWN) == "{guest} comes to {house} and sleeps in the {room}. Annabel does not."


def test_suggested_leaves_what_is_too_short_to_tell():
    assert suggested("3 nights for 3", {"nights": "3", "empty": ""}) == "3 nights for 3"
    assert suggested("words", {}) == "words"


def test_suggested_is_undone_by_filled():
    words = "Ann sleeps in the Fog room."

    assert filled(suggested(words, KNOWN), KNOWN) == words
