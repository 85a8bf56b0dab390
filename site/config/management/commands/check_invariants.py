"""`manage.py check_invariants`: exit 1 and a list if any bed is sold twice or any bill does not add up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.invariants import broken


class Command(BaseCommand):
    help = "Check that no bed is sold twice or beyond capacity, that bills add up and balances agree."

    def handle(self, *args: Any, **options: Any) -> None:
        found = broken()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} things are not as they must be.")
        self.stdout.write("Every bed is sold once, and every bill adds up.")
