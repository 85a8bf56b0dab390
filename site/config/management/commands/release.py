"""`manage.py release`: what has to go well before a new version serves anybody (heroku.yml calls it)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

# Not the workers' (config.work.LOCK): a release need not wait for their minute.
LOCK = 3_141_592_654
LONGEST_WAIT = 600
# A migration that waits for a table makes everybody after it wait too; rather none of it, and again later.
TABLE_WAIT = 10


class Command(BaseCommand):
    help = "Check the settings, bring the database up to date, and check that it is; one release at a time."
    # `check --deploy` below says more than the checks of every command.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--wait", type=int, default=LONGEST_WAIT, help="seconds to wait for another release to end"
        )

    def handle(self, *args: Any, wait: int, **options: Any) -> None:
        self._step("Checking the settings")
        call_command("check", deploy=True, fail_level="ERROR", stdout=self.stdout, stderr=self.stderr)
        try:
            self._bring_up_to_date(wait)
        except OperationalError as error:
            raise CommandError(f"The database could not be brought up to date: {error}") from error
        self._step("Ready to serve")

    def _bring_up_to_date(self, wait: int) -> None:
        with self._alone(wait):
            self._step("Migrating the database")
            _wait_for_locks(TABLE_WAIT)
            call_command("migrate", interactive=False, stdout=self.stdout, stderr=self.stderr)
            call_command("createcachetable", verbosity=0)
            self._step("Checking the database")
            call_command("check", databases=["default"], stdout=self.stdout, stderr=self.stderr)
            call_command("migrate", check_unapplied=True, verbosity=0)

    @contextmanager
    def _alone(self, wait: int) -> Iterator[None]:
        """Hold PostgreSQL's lock for releases; it ends with the connection, that of a killed release too."""
        try:
            _wait_for_locks(wait)
            with connection.cursor() as cursor:
                try:
                    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
                except OperationalError as error:
                    raise CommandError(f"Another release has been at it for {wait} seconds.") from error
            yield
        finally:
            connection.close()

    def _step(self, words: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(words))


def _wait_for_locks(seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
