"""How far some work has got, in one line."""

from typing import Final

BAR: Final = 30


def bar(done: int, total: int) -> str:
    """A bar of thirty places, full where nothing is to be done."""
    filled = BAR * done // total if total else BAR
    return f"[{'#' * filled}{'.' * (BAR - filled)}]"


def line(done: int, total: int, *, here: int, seconds: float) -> str:
    """`84 of 200, 11.8 a second, 0:10 left`; `here` were done in the `seconds` since this start."""
    said = f"{done} of {total}"
    if not here or seconds <= 0:
        return said
    rate = here / seconds
    minutes, rest = divmod(round((total - done) / rate), 60)
    return f"{said}, {rate:.1f} a second, {minutes}:{rest:02} left"
