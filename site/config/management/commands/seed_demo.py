"""Fills an empty database with a demo network."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.seed.network import Network, Size, is_empty, seed
from config.seed.people import PASSWORD
from config.seed.stays import TooMany


class Command(BaseCommand):
    help = "Fill an empty database with a demo network: houses, rooms, pages, people and two years of stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        size = Size()
        parser.add_argument("--houses", type=int, default=size.houses, help="how many houses")
        parser.add_argument("--rooms", type=int, default=size.rooms, help="how many rooms in each house")
        parser.add_argument("--bookings", type=int, default=size.bookings, help="how many bookings in all")
        parser.add_argument("--seed", type=int, default=size.seed, help="the same seed makes the same data")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, quietly, if there is a network"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_empty():
            self._there_already(quietly=options["if_empty"])
            return
        # Every page would be named twice.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        size = Size(**{name: options[name] for name in ("houses", "rooms", "bookings", "seed")})
        try:
            network = seed(size, now=timezone.now(), say=self.stdout.write)
        except TooMany as error:
            raise CommandError(str(error)) from error
        self._describe(network)

    def _there_already(self, *, quietly: bool) -> None:
        said = "There is a network in this database already; nothing was added."
        if not quietly:
            raise CommandError(f"{said} Only an empty database is filled.")
        self.stdout.write(said)

    def _describe(self, network: Network) -> None:
        self.stdout.write(f"\n{settings.SITE_URL}/")
        for one in network.houses[:3]:
            self.stdout.write(f"{settings.SITE_URL}/{one.house.slug}/")
        self.stdout.write(f"\nSign in at {settings.SITE_URL}/admin/ with the password {PASSWORD}:")
        self.stdout.write(f"  {network.operator.email}  operator of the network")
        for one in network.houses[:3]:
            self.stdout.write(f"  {one.stewards[0].email}  steward of {one.house.name}")
        self.stdout.write("Guests sign in by a code that is mailed to them.")
