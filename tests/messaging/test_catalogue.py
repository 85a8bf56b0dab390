"""Every mail there is stands in a catalogue, and every mail in a catalogue is sent."""

import ast
from pathlib import Path

import pytest

from locations.catalogue import Mail, Placeholder
from messaging.catalogue import UnknownMail, mail_of, mails
from tests.messaging.letters import MAILS as OURS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "site/templates/email"
FRAMES = {"letter", "note"}


def declared() -> dict[str, Mail]:
    return {key: mail for key, mail in mails().items() if mail not in OURS}


WRITTEN_IN = ("*/emails.py", "*/emails/*.py", "messaging/send/*.py", "messaging/actions/*.py")


def with_templates() -> set[str]:
    """The keys of mails that have words: email/<app>/<key>.txt."""
    found = {path for path in TEMPLATES.glob("*/*.txt") if path.stem not in FRAMES}
    return {f"{path.parent.name}.{path.stem}" for path in found if path.parent.name != "members"}


def named_in_code() -> set[str]:
    """Every text in the apps' emails and in what writes mails itself, also as a key of its app."""
    found = set()
    for path in [file for pattern in WRITTEN_IN for file in ROOT.glob(pattern)]:
        app = path.relative_to(ROOT).parts[0]
        constants = (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Constant))
        texts = {one.value for one in constants if isinstance(one.value, str)}
        found |= texts | {f"{app}.{text}" for text in texts}
    return found


def test_every_mail_with_words_is_in_a_catalogue_and_none_is_without():
    assert with_templates() == set(declared()) - {"django", "lists.copy"}


def test_every_mail_can_be_said_in_a_house_s_own_words_as_html_too():
    """Its .html is the same blocks in another frame, or the house's (see email/own.txt)."""
    files = {path: path.read_text() for path in TEMPLATES.glob("*/*.html") if path.stem not in FRAMES}

    lack = {path.name for path, words in files.items() if "{% include own|default:" not in words}
    assert lack == {"code_message.html", "address_message.html"}


def test_every_mail_in_a_catalogue_is_sent():
    assert set(declared()) - named_in_code() == set()


def test_mail_in_no_catalogue_is_not_sent(write):
    with pytest.raises(UnknownMail, match=r"letters\.unheard is in no catalogue"):
        write(key="letters.unheard")


def test_mails_say_to_whom_and_when():
    assert [
        mail.key for mail in mails().values() if not (str(mail.title) and str(mail.when) and str(mail.to))
    ] == []


def test_secrets_are_in_sealed_mails_only():
    code = Placeholder("door_code", "{{ secrets.door_code }}", "the code of the door", is_secret=True)

    assert Mail("a.b", "Welcome", "before", "the guest", (code,), sealed=True).placeholders == (code,)
    with pytest.raises(ValueError, match="only a sealed mail may carry secrets"):
        Mail("a.b", "Welcome", "before", "the guest", (code,))


@pytest.mark.parametrize("name", ["Guest", "guest.email", "0", "", "guest name"])
def test_placeholders_have_plain_names(name):
    with pytest.raises(ValueError, match="in lower-case letters"):
        Mail("a.b", "Title", "when", "who", (Placeholder(name, "", "what"),))


def test_key_is_looked_up():
    assert mail_of("bookings.approved").key == "bookings.approved"
