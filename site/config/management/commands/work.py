"""`manage.py work`: the worker process; any number of them may run."""

import signal
import time
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from config.work import Round, every_minute, every_second, logger

MINUTE = timedelta(minutes=1)


class Command(BaseCommand):
    help = "Do what is due, every second and every minute, until SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do all that is due now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self.stopping = False
        self.ticked_at: datetime | None = None
        if once:
            self._round()
            while self._round():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if settings.MAILGUN_API_KEY and not settings.REAL_MAIL:
            logger.warning("Mailgun delivers nothing until MAILGUN_CAUTION_SEND_REAL_MAIL=1 is set.")
        logger.info("The worker is at work.")
        while not self.stopping:
            done = self._round()
            close_old_connections()
            if not done:
                time.sleep(1)
        logger.info("The worker has stopped.")

    def _round(self) -> int:
        """Everything that is due now; how much was done."""
        current = Round(stopped=lambda: self.stopping)
        now = timezone.now()
        try:
            if self.ticked_at is None or now - self.ticked_at >= MINUTE:
                self.ticked_at = now
                every_minute(current, now=timezone.now)
            every_second(current, now=timezone.now)
        except Exception:
            # Taking the lock failed: the database is away. It is asked again in a second.
            logger.exception("The database does not answer.")
        return current.done

    def _stop(self, number: int, frame: FrameType | None) -> None:
        logger.info("Finishing what is in hand; the same signal again ends it at once.")
        signal.signal(number, signal.SIG_DFL)
        self.stopping = True
