"""Which backups are too many? Names on standard input, those to delete on standard output.

Deltas as Tarsnapper writes them: "1h 1d 7d 30d" keeps one an hour for a day, one a day for seven days and one
in seven days for thirty; what is older than the last goes. Source: https://github.com/miracle2k/tarsnapper
"""

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def generations(deltas: str) -> list[tuple[timedelta, timedelta]]:
    """(one in how long, up to which age), youngest first; ValueError unless each is longer than the last."""
    words = deltas.split()
    wrong = [word for word in words if not re.fullmatch(r"[1-9]\d*[hd]", word)]
    if wrong or len(words) < 2:
        raise ValueError(f"Deltas are two or more of a number and h or d, as in '1h 1d 7d', not {deltas!r}.")
    spans = [int(word[:-1]) * UNITS[word[-1]] for word in words]
    if any(longer <= shorter for shorter, longer in pairwise(spans)):
        raise ValueError(f"Each delta is longer than the one before, unlike {deltas!r}.")
    return list(pairwise(spans))


def made_at(name: str) -> datetime:
    """The time in a name such as modernomad-20270301T030000Z; ValueError if it has none."""
    return datetime.fromisoformat(name[-16:])


def expired(names: Iterable[str], *, deltas: str) -> list[str]:
    """The names to delete, oldest first.

    Ages count from the newest, which always stays: where backups stop, nothing more is deleted. The slots lie
    fixed in time and keep their oldest, so deleting after every backup starves no generation.
    """
    steps = generations(deltas)
    oldest_first = sorted((made_at(name), name) for name in names)
    taken: set[tuple[int, int]] = set()
    too_many = []
    for moment, name in oldest_first[:-1]:
        age = oldest_first[-1][0] - moment
        slots = ((n, (moment - EPOCH) // step) for n, (step, until) in enumerate(steps) if age < until)
        slot = next(slots, None)
        if slot is None or slot in taken:
            too_many.append(name)
        else:
            taken.add(slot)
    return too_many


if __name__ == "__main__":
    for each in expired(sys.stdin.read().split(), deltas=sys.argv[1]):
        print(each)
