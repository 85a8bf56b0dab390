"""What is new in a mail is told apart from what it quotes, in the ways programs quote."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.rules.quotes import folded

GMAIL = "On Fri, 12 Mar 2027 at 10:02, Embassy SF via Embassy Network <stay@embassy-sf.example.org> wrote:"
OUTLOOK = "From: Embassy SF\nSent: Friday, March 12, 2027 10:02 AM\nTo: Ann\nSubject: Yes"
MAILS = [
    ("Thank you.", "Thank you.", ""),
    ("Thank you.\n\nAnn", "Thank you.\n\nAnn", ""),
    (f"Thank you.\n\n{GMAIL}\n\n> Yes, come.\n> Bye", "Thank you.", f"{GMAIL}\n\n> Yes, come.\n> Bye"),
    ("Thank you.\n\nOn Fri, 12 Mar 2027,\nEmbassy SF wrote:\n> Yes", "Thank you.",
     "On Fri, 12 Mar 2027,\nEmbassy SF wrote:\n> Yes"),
    ("Danke!\n\nAm 12.03.2027 um 10:02 schrieb Embassy SF:\n\nJa, komm.", "Danke!",
     "Am 12.03.2027 um 10:02 schrieb Embassy SF:\n\nJa, komm."),
    ("Dank je\n\nOp vr 12 mrt 2027 om 10:02 schreef Embassy SF <a@b>:\n> Ja", "Dank je",
     "Op vr 12 mrt 2027 om 10:02 schreef Embassy SF <a@b>:\n> Ja"),
    ("Merci\n\nLe 12 mars 2027 à 10:02, Embassy SF a écrit :\n> Oui", "Merci",
     "Le 12 mars 2027 à 10:02, Embassy SF a écrit :\n> Oui"),
    (f"Thanks\n\n{OUTLOOK}\n\nYes, come.", "Thanks", f"{OUTLOOK}\n\nYes, come."),
    (f"Thanks\n\n________________________________\n{OUTLOOK}", "Thanks",
     f"________________________________\n{OUTLOOK}"),
    ("Thanks\n\n-----Original Message-----\nYes", "Thanks", "-----Original Message-----\nYes"),
    ("Thanks\n-----Ursprüngliche Nachricht-----\nJa", "Thanks", "-----Ursprüngliche Nachricht-----\nJa"),
    ("Thanks\n> quoted\n> more", "Thanks", "> quoted\n> more"),
    # Below the quote, and between its parts.
    (f"{GMAIL}\n> Yes, come.\n\nThank you.", "Thank you.", f"{GMAIL}\n> Yes, come."),
    ("> When?\nAt six.\n> Who?\nMe.", "> When?\nAt six.\n> Who?\nMe.", ""),
    # Nothing new, and what only looks like it.
    ("> Yes, come.", "> Yes, come.", ""),
    ("On Friday I wrote:\nnothing", "On Friday I wrote:\nnothing", ""),
    ("From: the station take the tram.\nThen walk.", "From: the station take the tram.\nThen walk.", ""),
    ("-----\nA line", "-----\nA line", ""),
    ("Hello\r\n\r\n> quoted", "Hello", "> quoted"),
    ("", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "quoted"), MAILS)
def test_new_words_are_told_from_the_quoted(text, said, quoted):
    assert tuple(folded(text)) == (said, quoted)


def test_what_mailgun_found_is_taken_and_looked_at_again():
    text = "Danke!\n\nAm 12.03.2027 schrieb Embassy SF:\n\nJa.\n\n-- \nAnn"

    assert folded(text, stripped="Danke!\n\nAm 12.03.2027 schrieb Embassy SF:\n\nJa.") == (
        "Danke!",
        "Am 12.03.2027 schrieb Embassy SF:\n\nJa.\n\n-- \nAnn",
    )


def test_what_mailgun_found_is_passed_over_where_it_is_not_in_the_text():
    assert folded("Thanks\n> quoted", stripped="Something else") == ("Thanks", "> quoted")


@given(st.text(alphabet=st.sampled_from("aO n>:1-_\n"), max_size=200))
def test_no_word_is_lost(text):
    words = sorted("".join(folded(text)).split())

    assert "".join(sorted("".join(words))) == "".join(sorted("".join(text.split())))


@pytest.mark.parametrize(
    "text",
    ["On " * 30_000, "On 1\n" * 20_000, "From: x\n" * 20_000, ">" * 90_000, "-" * 90_000, "_" * 90_000],
)
def test_no_text_takes_long(text):
    began = time.process_time()
    folded(text, stripped=text[:-1])

    assert time.process_time() - began < 2
