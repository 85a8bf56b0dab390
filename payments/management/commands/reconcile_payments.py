"""`manage.py reconcile_payments`: compare the payments here with Stripe's and repair what can be repaired."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from payments.actions import Refused
from payments.daily import begin, compare
from payments.gateway import GatewayError


class Command(BaseCommand):
    help = (
        "Compare payments, refunds, disputes and payouts with Stripe's, from where the last comparison "
        "ended, and repair what a lost webhook left behind. Exit code 1 where something is left to a person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, help="how many days to go back, instead of to the last time")

    def handle(self, *args: Any, days: int | None, **options: Any) -> None:
        now = timezone.now()
        since = begin(now) if days is None else now - timedelta(days=days)
        try:
            found = compare(since=since, now=now)
        except Refused as error:
            raise CommandError(str(error)) from error
        except GatewayError as error:
            raise CommandError(f"Stripe gave no answer to go on with: {error.message}") from error
        for finding in found:
            self.stdout.write(str(finding))
        if not found:
            self.stdout.write(f"Both sides agree since {since:%Y-%m-%d %H:%M} UTC.")
        if left := sum(1 for finding in found if not finding.is_repaired):
            raise CommandError(f"Left to a person: {left}.")
