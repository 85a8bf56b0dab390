"""What a steward's reply by mail asks for: a yes, a no with its reason, or nothing but to be read."""

from enum import StrEnum
from typing import NamedTuple


class Answer(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"


class Asked(NamedTuple):
    answer: Answer
    reason: str = ""


def asked_in(said: str) -> Asked | None:
    """The answer that `said` gives: `approve`, or `decline: reason`, alone on its first line that has words.

    In any case, with a full stop or without. A reason goes on to the next blank line. Anything else is no
    answer: None.
    """
    lines = [line.strip() for line in said.strip().splitlines()]
    if not lines:
        return None
    first = lines[0].rstrip(".!").strip().casefold()
    if first == Answer.APPROVE:
        return Asked(Answer.APPROVE)
    word, _colon, reason = lines[0].partition(":")
    if word.strip().rstrip(".!").casefold() != Answer.DECLINE:
        return None
    end = lines.index("") if "" in lines else len(lines)
    return Asked(Answer.DECLINE, "\n".join([reason.strip(), *lines[1:end]]).strip())
