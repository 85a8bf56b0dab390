"""`manage.py regenerate_renditions`: makes pictures' sizes again while every address goes on answering."""

import signal
from collections.abc import Iterable
from concurrent.futures.process import BrokenProcessPool
from time import monotonic
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.models import Collection

from config.workshop import processors, workshop
from home.actions.remaking import Outcome, alone, begin, end, note, specs_of, waiting
from home.images import Remaking, SiteImage
from home.rules.progress import bar, line
from locations.models import House

# How often what is done is written down, and said where nobody looks on.
KEPT_EVERY, SAID_EVERY = 1.0, 10.0


class Command(BaseCommand):
    help = (
        "Make pictures' sizes again, and those that are missing, under the same addresses. "
        "After an interruption the same command goes on from there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--house", default="", metavar="SLUG", help="only pictures of this house")
        parser.add_argument(
            "--filter", default="", metavar="SPEC", help='only this size, such as "format-webp|width-800"'
        )
        parser.add_argument("--missing", action="store_true", help="only sizes without a file")
        parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one per processor)")

    def handle(self, *args: Any, house: str, filter: str, missing: bool, **options: Any) -> None:
        workers = options["workers"] if options["workers"] is not None else processors()
        if workers < 1:
            raise CommandError("--workers must be 1 or more.")
        try:
            specs = specs_of(filter)
        except InvalidFilterSpecError as error:
            raise CommandError(f"--filter: {error}.") from error
        run = begin(collection=_collection(house), spec=filter, only_missing=missing, now=timezone.now())
        if run.done:
            self.stdout.write(f"Going on with what was interrupted: {run.done} of {run.total} were done.")
        self._work(run, workers=workers, specs=specs, only_missing=missing)
        self._sum_up(run)

    def _work(self, run: Remaking, *, workers: int, **how: Any) -> None:
        before = signal.signal(signal.SIGTERM, _interrupt)
        ids = waiting(run)
        run.total = run.done + len(ids)
        try:
            with workshop(ids, workers=min(workers, len(ids) or 1), **how) as coming, alone(run) as ours:
                if not ours:
                    raise CommandError("The same command is at work already.")
                self._follow(run, coming)
        except KeyboardInterrupt as error:
            raise CommandError(f"Stopped at {run}. The same command goes on from there.") from error
        except BrokenProcessPool as error:
            raise CommandError(
                f"A process was killed, perhaps for want of memory, at {run}. The same command goes on from "
                "there; --workers 1 needs the least."
            ) from error
        finally:
            signal.signal(signal.SIGTERM, before)

    def _follow(self, run: Remaking, coming: Iterable[Outcome]) -> None:
        """Write down and say what is done, every so often and whatever ends it."""
        began = kept = said = monotonic()
        fresh: list[Outcome] = []
        before = run.done
        try:
            for outcome in coming:
                fresh.append(outcome)
                now = monotonic()
                if now - kept >= KEPT_EVERY:
                    note(run, fresh, now=timezone.now())
                    fresh, kept = [], now
                done = run.done + len(fresh)
                if self.stdout.isatty() or now - said >= SAID_EVERY:
                    self._say(done, run.total, here=done - before, seconds=now - began)
                    said = now
        finally:
            note(run, fresh, now=timezone.now())
            if self.stdout.isatty():
                self.stdout.write("")
        end(run, now=timezone.now())

    def _say(self, done: int, total: int, *, here: int, seconds: float) -> None:
        text = line(done, total, here=here, seconds=seconds)
        if self.stdout.isatty():
            self.stdout.write(f"\r{bar(done, total)} {text}\x1b[K", ending="")
        else:
            self.stdout.write(text)
        self.stdout.flush()

    def _sum_up(self, run: Remaking) -> None:
        if not run.total:
            self.stdout.write("There is no picture here.")
        self.stdout.write(f"Pictures: {run.done}. Files written: {run.files}. Failed: {len(run.failures)}.")
        if run.failures:
            titles = SiteImage.objects.in_bulk([image_id for image_id, _why in run.failures])
            for image_id, why in run.failures:
                self.stderr.write(f"{image_id} ({titles.get(image_id, 'deleted since')}): {why}")
            raise CommandError("Not all sizes could be made. With --missing only the rest is tried again.")


def _collection(slug: str) -> Collection | None:
    if not slug:
        return None
    house = House.objects.filter(slug=slug).select_related("collection").first()
    if house is None:
        raise CommandError(f"There is no house {slug}.")
    return house.collection


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
