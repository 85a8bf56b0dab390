"""What is due each day: the list in settings, item by item, so that what fails stops nothing else."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from home.rules.daily import Item

logger = logging.getLogger(__name__)

# So long after the last good run the next one is late.
LATE = timedelta(hours=26)
LONGEST_WHY = 300

# Told before each item and after the last: the name from the list, how many are done, and of how many.
Tell = Callable[[str, int, int], None]


@dataclass
class Outcome:
    """How much was done, and what failed with why."""

    done: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)

    def attempt(self, label: str, work: Callable[[], int]) -> None:
        """Do it and count it; whatever goes wrong is logged and written down."""
        try:
            self.done += work()
        except Exception as error:
            logger.exception("%s failed", label)
            self.failures.append((label, f"{type(error).__name__}: {error}"[:LONGEST_WHY]))
            if connection.errors_occurred:
                # Where the connection is lost, the next item gets a new one.
                close_old_connections()


def run(outcome: Outcome, *, now: Callable[[], datetime], tell: Tell) -> None:
    """Everything that `settings.DAILY` names: each is called with the time and returns its items."""
    for name in settings.DAILY:
        items: list[Item] = []
        outcome.attempt(name, lambda name=name, items=items: _gather(name, items, now()))  # type: ignore[misc]
        for number, item in enumerate(items):
            tell(name, number, len(items))
            outcome.attempt(item.label, item.work)
        tell(name, len(items), len(items))


def _gather(name: str, items: list[Item], now: datetime) -> int:
    """Add what `name` says is due; nothing is done by that."""
    found: Iterable[Item] = import_string(name)(now)
    items.extend(found)
    return 0
