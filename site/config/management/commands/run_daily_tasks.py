"""`manage.py run_daily_tasks`: all that is due, once; for a scheduler, every day or every hour."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from config.daily import Outcome, run
from config.work import Round, every_minute, every_second
from home.actions import runs
from home.rules.progress import bar

# Of what is due the most urgent goes out; the rest is the worker's, or the next run's.
LONGEST_DELIVERY = timedelta(minutes=10)


def moment(text: str) -> datetime:
    """ISO 8601 with its offset, as in 2027-03-01T12:00:00+00:00."""
    found = parse_datetime(text)
    if found is None or timezone.is_naive(found):
        raise ValueError(text)
    return found


class Command(BaseCommand):
    help = (
        "Do everything that is due, once: what the worker does, and each house's mails of the day. "
        "Running it twice does nothing more, and missed days are caught up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", type=moment, help="as if it were this time, e.g. 2027-03-01T12:00:00+00:00"
        )

    def handle(self, *args: Any, now: datetime | None, **options: Any) -> None:
        clock = (lambda: now) if now else timezone.now
        record = runs.begin(as_of=clock(), now=timezone.now())
        outcome = Outcome()
        self._minute(outcome, clock)
        run(outcome, now=clock, tell=self._tell)
        self._deliver(outcome, clock)
        # One that is killed before this never ended, so it is no good run.
        runs.end(record, done=outcome.done, failures=outcome.failures, now=timezone.now())
        self._sum_up(outcome)

    def _minute(self, outcome: Outcome, clock: Callable[[], datetime]) -> None:
        """What the worker does every minute, after whoever is at it."""
        current = Round()
        every_minute(current, now=clock, wait=True)
        _add(outcome, current)

    def _deliver(self, outcome: Outcome, clock: Callable[[], datetime]) -> None:
        """What the worker does every second, until nothing is due any more."""
        ends = monotonic() + LONGEST_DELIVERY.total_seconds()
        while monotonic() < ends:
            current = Round()
            every_second(current, now=clock)
            _add(outcome, current)
            if not current.done or current.failed:
                return

    def _tell(self, name: str, done: int, total: int) -> None:
        if self.stdout.isatty():
            end = "\n" if done == total else ""
            self.stdout.write(f"\r{bar(done, total)} {name}: {done} of {total}\x1b[K", ending=end)
            self.stdout.flush()
        elif total and done == total:
            self.stdout.write(f"{name}: {total}")

    def _sum_up(self, outcome: Outcome) -> None:
        self.stdout.write(f"{outcome.done} done.")
        if outcome.failures:
            for label, why in outcome.failures:
                self.stderr.write(f"{label}: {why}")
            names = ", ".join(label for label, _why in outcome.failures)
            raise CommandError(f"Failed, and left for the next run: {names}.")


def _add(outcome: Outcome, current: Round) -> None:
    outcome.done += current.done
    outcome.failures += [(name, "see the log") for name in current.failed]
