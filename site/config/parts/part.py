"""What a part of the site says of itself."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

OK, WARN, DOWN = "ok", "warn", "down"
# Longer than a busy worker takes to come to it.
LATE = timedelta(minutes=10)
LATELY = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as it is now. `state`: OK, DOWN where the site can't serve without it, or a word of warning.

    `told`: what is known, in sentences; `advice`: what to do where it is not well (`seen` leaves it out
    elsewhere); `figures`: for machines.
    """

    title: str
    state: str = OK
    told: Sequence[str] = ()
    advice: str = ""
    figures: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return self.state == OK


Look = Callable[[datetime], Part]


def seen(looks: Mapping[str, Look], *, now: datetime) -> Iterator[tuple[str, Part]]:
    """Each part by its key, up to the first that is down, since the rest stands on that one."""
    for key, look in looks.items():
        try:
            part = look(now)
        except Exception:
            # Whatever is wrong with one look, the page is there to say so.
            logger.exception("%s could not be looked at", key)
            part = Part(title=key, state="unknown", advice=_("It could not be looked at; the log says why."))
        yield key, replace(part, advice="") if part.is_well else part
        if part.state == DOWN:
            return


def span(since: datetime, now: datetime) -> str:
    """How long ago, in words."""
    return _("less than a minute") if now - since < timedelta(minutes=1) else timesince(since, now)


def queue(title: str, oldest: datetime | None, *, key: str, advice: str, now: datetime) -> Part:
    if oldest is None:
        return Part(title=title, told=[_("Nothing waits.")], figures={f"{key}_seconds": 0})
    return Part(
        title=title,
        state=OK if now - oldest <= LATE else WARN,
        told=[_("The oldest has waited for %s.") % span(oldest, now)],
        advice=advice,
        figures={f"{key}_seconds": max(0, round((now - oldest).total_seconds()))},
    )
