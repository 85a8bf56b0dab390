"""`manage.py run_daily_tasks`: what the worker does, once, for hosts with a scheduler instead of a worker."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from config.work import Round, every_minute, every_second


def moment(text: str) -> datetime:
    """ISO 8601 with its offset, as in 2027-03-01T12:00:00+00:00."""
    found = parse_datetime(text)
    if found is None or timezone.is_naive(found):
        raise ValueError(text)
    return found


class Command(BaseCommand):
    help = "Do everything that is due, once. Running it twice does nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", type=moment, help="as if it were this time, e.g. 2027-03-01T12:00:00+00:00"
        )

    def handle(self, *args: Any, now: datetime | None, **options: Any) -> None:
        clock = (lambda: now) if now else timezone.now
        current = Round()
        every_minute(current, now=clock, wait=True)
        every_second(current, now=clock)
        self.stdout.write(f"{current.done} done.")
        if current.failed:
            raise CommandError(f"Failed, and left for the next run: {', '.join(current.failed)}.")
