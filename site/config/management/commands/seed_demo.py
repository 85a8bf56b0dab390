"""Fills an empty database with a demo network."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.seed.network import Size, is_empty, seed
from config.seed.people import OPERATOR, PASSWORD
from config.seed.stays import TooMany
from locations.models import House
from members.models import User


class Command(BaseCommand):
    help = "Fill an empty database with a demo network: houses, rooms, pages, people and two years of stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        size = Size()
        parser.add_argument("--houses", type=int, default=size.houses, help="how many houses")
        parser.add_argument("--rooms", type=int, default=size.rooms, help="how many rooms in each house")
        parser.add_argument("--bookings", type=int, default=size.bookings, help="how many bookings in all")
        parser.add_argument("--seed", type=int, default=size.seed, help="the same seed makes the same data")
        parser.add_argument("--if-empty", action="store_true", help="add nothing if there is a network")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_empty():
            self._fill(options)
        elif not options["if_empty"]:
            raise CommandError("There is a network in this database already; only an empty one is filled.")
        if options["verbosity"]:
            self._describe()

    def _fill(self, options: dict[str, Any]) -> None:
        # Every page would be named twice.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        size = Size(**{name: options[name] for name in ("houses", "rooms", "bookings", "seed")})
        try:
            seed(size, now=timezone.now(), say=self.stdout.write, till=_till())
        except TooMany as error:
            raise CommandError(str(error)) from error

    def _describe(self) -> None:
        """The addresses, and whom to sign in as where the network is the demo's."""
        houses = House.objects.order_by("pk")[:3]
        for path in ["", *(f"{house.slug}/" for house in houses)]:
            self.stdout.write(f"  {settings.SITE_URL}/{path}")
        if not User.objects.filter(email=OPERATOR).exists():
            return
        self.stdout.write(f"\nSign in at {settings.SITE_URL}/admin/ with the password {PASSWORD}:")
        self.stdout.write(f"  {OPERATOR}  operator of the network")
        for house in houses:
            if role := house.roles.select_related("user").order_by("pk").first():
                self.stdout.write(f"  {role.user.email}  steward of {house.name}")
        self.stdout.write("Guests sign in by a code that is mailed to them.")


def _till() -> Path | None:
    """Where the stand-in of `make demo` keeps its account, if it is the one that takes our payments."""
    local = urlsplit(settings.STRIPE_API_BASE).hostname in ("localhost", "127.0.0.1")
    return settings.DATA_DIR / "standin" if settings.DEBUG and local else None
