"""From what a bill says to what it should say: by new lines, never by rewriting one."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from payments.rules.lines import Line

ZERO = Decimal(0)
# What stands whatever the stay costs: what somebody wrote, and what is no longer owed.
STANDING = frozenset({"CUSTOM", "WAIVED"})

Key = tuple[str, str]


def key(line: Line) -> Key:
    """What two lines share that are about the same thing; what is older than sources goes by its label."""
    return line.paid_by, line.source or ("stay" if line.kind == "STAY" else f"{line.kind}:{line.label}")


def nights_of(lines: Iterable[Line], source: str) -> dict[str, Decimal]:
    """ISO date → price of all lines of that source together; nights that cancelled out are left out."""
    found: dict[str, Decimal] = {}
    for line in lines:
        if line.kind == "STAY" and key(line)[1] == source:
            for night, price in line.nights.items():
                found[night] = found.get(night, ZERO) + Decimal(price)
    return {night: price for night, price in found.items() if price}


def differences(lines: Iterable[Line], wanted: Iterable[Line]) -> list[Line]:
    """The lines to add to `lines` so that for each thing both say the same; none where they do.

    A fee keeps its label and rate, so that it is known again; what is not wanted any more is taken off.
    """
    before: dict[Key, list[Line]] = {}
    for line in lines:
        if line.kind not in STANDING:
            before.setdefault(key(line), []).append(line)
    made = [_step(before.pop(key(line), []), line) for line in wanted if line.kind not in STANDING]
    gone = [_step(old, replace(old[-1], amount=ZERO, nights={}, why="")) for old in before.values()]
    return [line for line in [*made, *gone] if line.amount or any(map(Decimal, line.nights.values()))]


def _step(old: list[Line], new: Line) -> Line:
    amount = new.amount - sum((line.amount for line in old), ZERO)
    return replace(new, amount=amount, nights=_other_nights(old, new))


def _other_nights(old: list[Line], new: Line) -> dict[str, str]:
    """What each night costs more or less; nothing where the old lines don't know their nights."""
    if any(line.kind == "STAY" and not line.nights for line in old):
        return {}
    changed = {night: Decimal(price) for night, price in new.nights.items()}
    for line in old:
        for night, price in line.nights.items():
            changed[night] = changed.get(night, ZERO) - Decimal(price)
    return {night: str(price) for night, price in sorted(changed.items()) if price}
