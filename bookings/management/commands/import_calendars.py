"""Reads the calendars kept elsewhere now, whether their time has come or not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bookings.actions.reading import import_calendar
from bookings.queries.outside import standing


class Command(BaseCommand):
    help = "Read every calendar from elsewhere now; exit 1 and a line for each that could not be read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--house", metavar="SLUG", help="only those of one house")

    def handle(self, *args: Any, **options: Any) -> None:
        due = standing().select_related("room__house").order_by("room__house", "room", "pk")
        if options["house"]:
            due = due.filter(room__house__slug=options["house"])
        failed = 0
        for calendar in due:
            now = timezone.now()
            fine = import_calendar(calendar, now=now)
            failed += not fine
            calendar.refresh_from_db()
            said = "read" if fine else f"NOT READ: {calendar.error}"
            self.stdout.write(f"{calendar.room.house.slug}/{calendar.room.slug} {calendar.name}: {said}")
        if failed:
            raise CommandError(f"{failed} of {len(due)} calendars could not be read.")
        self.stdout.write(f"{len(due)} calendars read.")
