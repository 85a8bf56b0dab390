"""What differs between two texts, line by line, in the order of reading."""

from difflib import ndiff
from typing import NamedTuple


class Line(NamedTuple):
    """`sign`: "-" where only the first text has it, "+" where only the second, "" where both do."""

    sign: str
    text: str


def differences(before: str, after: str) -> list[Line]:
    """Every line of both texts; lines that were changed stand twice."""
    compared = ndiff(before.splitlines(), after.splitlines())
    return [Line(line[0].strip(), line[2:]) for line in compared if line[0] != "?"]
