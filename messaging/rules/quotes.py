"""What somebody wrote in a mail, told apart from what their program quoted below or above it.

Line by line and with plain comparisons, so that no text takes long: the libraries for this match whole mails
against nested patterns, and a few kilobytes of "On On On" keep them busy for minutes.
"""

import re
from typing import NamedTuple

# How a line that introduces a quote begins and ends, in the languages of our readers.
_BEGINS = ("On ", "Am ", "Op ", "Le ", "El ", "Il ", "Em ", "Den ", "W dniu ")
_ENDS = (
    "wrote:",
    "schrieb:",
    "schreef:",
    "écrit :",
    "écrit:",
    "escribió:",
    "scritto:",
    "escreveu:",
    "skrev:",
)
_WITHIN = (" schrieb ", " schreef ", " wrote ")
# As programs of one maker head what they forward, and what they quote whole.
_RULES = re.compile(r"-{2,}\s?[A-ZÄÖÜ][\w ]{5,40}\s?-{2,}\Z|_{20,}\Z")
_FROM = ("From:", "Von:", "Van:", "De:", "*From:*", "*Von:*", "*Van:*")
_NEXT = ("Sent:", "Date:", "To:", "Gesendet:", "Datum:", "An:", "Verzonden:", "Aan:", "Envoyé", "Subject:")
# An introduction may be broken over so many lines, and none is longer than that.
_LINES, _LETTERS = 3, 400


class Folded(NamedTuple):
    """`said`: what is new; `quoted`: the rest, to be shown when asked for."""

    said: str
    quoted: str


def folded(text: str, *, stripped: str = "") -> Folded:
    """`text` in two; `stripped` is what somebody else (Mailgun) took for the new part, if they did.

    Where nothing new is left, all of it is what was said.
    """
    text = text.replace("\r\n", "\n").strip()
    head = stripped.replace("\r\n", "\n").strip()
    if head and head != text and head in text:
        said, below = _parted(head)
        rest = text.replace(head, "", 1).strip()
        quoted = "\n\n".join(part for part in (below, rest) if part)
    else:
        said, quoted = _parted(text)
    return Folded(said, quoted) if said else Folded(text, "")


def _parted(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    start = next((place for place in range(len(lines)) if _begins_quote(lines, place)), len(lines))
    above, below = lines[:start], lines[start:]
    if any(line.strip() for line in above):
        return _joined(above), _joined(below)
    return _below_quote(below)


def _below_quote(lines: list[str]) -> tuple[str, str]:
    """Of a mail that begins with its quote: what stands below it, unless answers stand between its parts."""
    marked = [place for place, line in enumerate(lines) if line.startswith(">")]
    if not marked:
        return "", _joined(lines)
    last = marked[-1]
    if _is_one_block(lines, marked):
        return _joined(lines[last + 1 :]), _joined(lines[: last + 1])
    return _joined(lines), ""


def _is_one_block(lines: list[str], marked: list[int]) -> bool:
    return all(
        lines[place].startswith(">") or not lines[place].strip() for place in range(marked[0], marked[-1])
    )


def _begins_quote(lines: list[str], place: int) -> bool:
    line = lines[place].strip()
    if line.startswith(">"):
        return True
    if _RULES.match(line[:80]):
        return line[0] == "-" or _heads_mail(lines, place + 1)
    return _heads_mail(lines, place) or _introduces(lines, place)


def _heads_mail(lines: list[str], place: int) -> bool:
    """Whether the head of another mail stands there: From, and what comes after it."""
    below = [line.strip() for line in lines[place : place + 3]]
    return len(below) > 1 and below[0].startswith(_FROM) and any(one.startswith(_NEXT) for one in below[1:])


def _introduces(lines: list[str], place: int) -> bool:
    """Whether “On Monday, Ann wrote:” stands there, perhaps broken over lines, with a digit of its date."""
    if not lines[place].strip().startswith(_BEGINS):
        return False
    for last in range(place + 1, min(place + _LINES, len(lines)) + 1):
        words = " ".join(line.strip() for line in lines[place:last])
        if len(words) > _LETTERS:
            return False
        ends = words.endswith(_ENDS) or (words.endswith(":") and any(word in words for word in _WITHIN))
        if ends and any(letter.isdigit() for letter in words):
            return True
    return False


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
