"""How a mail to a list goes on."""

from email.utils import parseaddr

import pytest

from messaging.rules.lists import MailingList, answers, from_line, list_headers, marked_subject, signed_off

LIST = MailingList("current", "embassy-sf", "lists.example.org")


@pytest.mark.parametrize(
    ("subject", "marked"),
    [
        ("Dinner", "[Embassy SF] Dinner"),
        ("Re: [Embassy SF] Dinner", "Re: [Embassy SF] Dinner"),
        ("AW: Re: [embassy sf] Dinner", "AW: Re: [embassy sf] Dinner"),
        ("", "[Embassy SF]"),
        (" two\r\n lines ", "[Embassy SF] two lines"),
    ],
)
def test_marked_subject_marks_once(subject, marked):
    assert marked_subject(subject, mark="Embassy SF") == marked
    assert marked_subject(marked, mark="Embassy SF") == marked


@pytest.mark.parametrize(
    "author", ["Ann", 'Ann "the" B', "Ann, B", "Ann\r\nBcc: x@example.org", "Ann <x@y>", "Ä"]
)
def test_from_line_is_one_address_of_ours_whatever_the_name(author):
    name, address = parseaddr(from_line(author, house="Embassy SF", address=LIST.address))

    assert address == "current@embassy-sf.lists.example.org"
    assert name == f"{' '.join(author.split())} via Embassy SF"
    assert "\n" not in from_line(author, house="Embassy SF", address=LIST.address)


def test_list_headers_say_which_list_and_how_to_leave_it():
    assert list_headers(LIST, unsubscribe_url="https://x/u/", archive_url="https://x/a/") == {
        "List-Id": "<current.embassy-sf.lists.example.org>",
        "List-Post": "<mailto:current@embassy-sf.lists.example.org>",
        "List-Archive": "<https://x/a/>",
        "Precedence": "list",
        "X-Loop": "current@embassy-sf.lists.example.org",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "List-Unsubscribe": "<https://x/u/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_list_headers_of_what_nobody_can_leave():
    assert "List-Unsubscribe" not in list_headers(LIST, unsubscribe_url="", archive_url="https://x/a/")


def test_answers_keep_a_conversation_together():
    headers = [["References", "<1@x> <2@x>"], ["In-Reply-To", "<2@x>"]]

    assert answers(headers, message_id="<3@x>") == {"In-Reply-To": "<2@x>", "References": "<1@x> <2@x> <3@x>"}
    assert answers([], message_id="<3@x>") == {"References": "<3@x>"}
    assert answers([], message_id="") == {}


def test_answers_do_not_grow_without_end():
    long = [["References", " ".join(f"<{number}@x>" for number in range(500))]]

    assert len(answers(long, message_id="<new@x>")["References"].split()) == 21


def test_signed_off_adds_lines_below_the_dashes():
    assert signed_off("Hello\n\n", lines=["One", "Two"]) == "Hello\n\n-- \nOne\nTwo\n"
