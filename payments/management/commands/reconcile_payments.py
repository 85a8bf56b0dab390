"""`manage.py reconcile_payments`: compare the payments here with Stripe's and repair what can be repaired."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from payments.actions import Refused
from payments.actions.reconcile import reconcile
from payments.gateway import GatewayError


class Command(BaseCommand):
    help = "Compare payments and refunds with Stripe's and repair what a lost webhook left behind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="how many days to go back (7)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        now = timezone.now()
        agreed = True
        try:
            for sentence in reconcile(since=now - timedelta(days=days), now=now):
                self.stdout.write(sentence)
                agreed = False
        except Refused as error:
            raise CommandError(str(error)) from error
        except GatewayError as error:
            raise CommandError(f"Stripe gave no answer to go on with: {error.message}") from error
        if agreed:
            self.stdout.write(f"Both sides agree about the last {days} days.")
