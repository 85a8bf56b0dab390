"""`manage.py configure_mailgun_routes [--dry-run]`: set Mailgun up for the houses' addresses."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from messaging.gateway.mailgun import MailgunError
from messaging.gateway.routes import problems, steps


class Command(BaseCommand):
    help = "Create or update Mailgun's route, webhooks and domain settings, and check its wildcard and MX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ANYMAIL["MAILGUN_API_KEY"]:
            raise CommandError("MAILGUN_API_KEY is not set.")
        try:
            self._set_up(settings.LIST_DOMAIN, dry_run=options["dry_run"])
            wrong = problems(settings.LIST_DOMAIN)
        except MailgunError as error:
            raise CommandError(str(error)) from error
        for problem in wrong:
            self.stderr.write(problem)
        if wrong:
            raise CommandError("Mail to the houses' addresses does not arrive yet: see above.")
        self.stdout.write(f"Mail to *.{settings.LIST_DOMAIN} arrives.")

    def _set_up(self, domain: str, *, dry_run: bool) -> None:
        for step in steps(domain, site=settings.SITE_URL):
            if step.do is None:
                self.stdout.write(f"kept: {step.what}")
            elif dry_run:
                self.stdout.write(f"would set: {step.what}")
            else:
                step.do()
                self.stdout.write(f"set: {step.what}")
