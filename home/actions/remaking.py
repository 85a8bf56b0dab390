"""Makes pictures' sizes again, after a spec changed or files were lost, while every address answers."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from PIL import Image
from wagtail.images.models import Filter
from wagtail.log_actions import log
from wagtail.models import Collection

from home.actions.encoding import Decoded, decoded, file_of
from home.actions.purges import write_down
from home.actions.renditions import add, largest_first
from home.images import Remaking, Replaced, SiteImage, SiteRendition, alone_with
from home.queries import as_made, edition, in_scope, shared_names
from home.rules.specs import EDITION
from members.models import User

logger = logging.getLogger(__name__)

# An interrupted run older than that begins anew: who asks now means the files as they are now.
STALE = timedelta(days=2)
FAMILY = 2_718_282
Wanted = tuple[Filter, SiteRendition | None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one picture: the addresses written, and what was wrong, if anything was."""

    image_id: int
    addresses: tuple[str, ...] = ()
    why: str = ""


@transaction.atomic
def begin(
    *, now: datetime, collection: Collection | None = None, spec: str = "", only_missing: bool = False
) -> Remaking:
    """A run of this process and those it starts: the one that was interrupted, if the same was asked for."""
    asked = {"collection": collection, "spec": spec, "only_missing": only_missing, "by_worker": False}
    same = Remaking.objects.select_for_update().filter(**asked, ended_at=None)
    run = same.filter(edition=EDITION, begun_at__gt=now - STALE).last()
    if run is None:
        same.update(ended_at=now)
        run = _begun(Remaking(**asked, begun_at=now))
    return run


@transaction.atomic
def ask(*, by: User, now: datetime, only_missing: bool = False) -> Remaking:
    """A run by the worker; the one that is under way, if there is one."""
    there = Remaking.objects.select_for_update().filter(by_worker=True, ended_at=None).first()
    if there is not None:
        return there
    run = _begun(Remaking(by=by, by_worker=True, only_missing=only_missing, begun_at=now))
    log(run, "home.remake_pictures", user=by)
    return run


def _begun(run: Remaking) -> Remaking:
    run.edition = EDITION
    run.total = in_scope(run).count()
    run.save()
    return run


@contextmanager
def alone(run: Remaking) -> Iterator[bool]:
    """Whether nobody else is at this run; ends with the connection, so a killed process blocks nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [FAMILY, run.pk])
        (ours,) = cursor.fetchone()
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [FAMILY, run.pk])


def waiting(run: Remaking, most: int | None = None) -> list[int]:
    """Ids of the pictures that the run has still before it, in its order; the first `most` of them."""
    return list(in_scope(run).filter(pk__gt=run.cursor).values_list("pk", flat=True)[:most])


def remake(image_id: int, *, specs: Iterable[str] = (), only_missing: bool = False) -> Outcome:
    """Make the picture's sizes again, decoding it once; of all specs in use and there already, or of `specs`.

    A new file is in place before the old one goes, under the same name. Never raises for a picture's fault.
    """
    image = SiteImage.objects.filter(pk=image_id).first()
    if image is None:
        return Outcome(image_id=image_id)
    written: list[str] = []
    try:
        made = edition(image)
        wanted = as_made(image, specs)
        if only_missing:
            wanted = {one: row for one, row in wanted.items() if row is None or _is_lost(row)}
        written.extend(_make_all(image, wanted))
    except Exception as error:
        # Whatever is wrong with one picture, the others are made; the run says which and why.
        logger.exception("The sizes of picture %s could not be made again", image_id)
        return Outcome(image_id=image_id, addresses=tuple(written), why=f"{type(error).__name__}: {error}")
    if not specs:
        SiteImage.objects.filter(pk=image.pk).update(made=made, attempts=0, next_at=None)
    return Outcome(image_id=image_id, addresses=tuple(written))


def _is_lost(row: SiteRendition) -> bool:
    return not row.file.storage.exists(row.file.name)


def _make_all(image: SiteImage, wanted: dict[Filter, SiteRendition | None]) -> Iterator[str]:
    if not wanted:
        return
    source = decoded(image, wanted)
    shared = shared_names(image)
    for one in largest_first(wanted, image):
        row = wanted[one]
        rendition = add(image, one, source) if row is None else _replace(image, one, row, source, shared)
        yield rendition.url


def _replace(
    image: SiteImage, one: Filter, row: SiteRendition, source: Decoded, shared: set[str]
) -> SiteRendition:
    """Write the file anew under the name it has, unless another picture has it too or its kind changed."""
    with file_of(image, one, source) as file:
        old = str(row.file.name)
        keeps = old not in shared and _suffix(old) == _suffix(str(file.name))
        name = old if keeps else row.file.field.generate_filename(row, file.name)
        with Image.open(file) as picture:
            size = picture.size
        with alone_with(name):
            stored = _stored(row, name, file)
            if not SiteRendition.objects.filter(pk=row.pk, image__file=str(image.file.name)).exists():
                # The storage keeps it if another rendition has it.
                row.file.storage.delete(stored)
                raise Replaced(f"Picture {image.pk} has another file now, or is gone.")
            if (stored, *size) != (old, row.width, row.height):
                SiteRendition.objects.filter(pk=row.pk).update(file=stored, width=size[0], height=size[1])
                row.purge_from_cache()
    row.file.name = stored
    return row


def _stored(row: SiteRendition, name: str, file: File) -> str:
    file.seek(0)
    stored: str = row.file.storage.save(name, file)
    return stored


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


@transaction.atomic
def note(run: Remaking, outcomes: Iterable[Outcome], *, now: datetime) -> None:
    """Write down that these pictures, the next in the run's order, are done; the edge fetches them anew."""
    outcomes = list(outcomes)
    if not outcomes:
        return
    addresses = [address for one in outcomes for address in one.addresses]
    write_down((urljoin(settings.SITE_URL, address) for address in addresses), now=now)
    run.cursor = outcomes[-1].image_id
    run.done += len(outcomes)
    run.files += len(addresses)
    run.failures += [[one.image_id, one.why] for one in outcomes if one.why]
    run.save(update_fields=["cursor", "done", "files", "failures"])


def end(run: Remaking, *, now: datetime) -> None:
    """Nothing waits any more."""
    run.ended_at = now
    run.save(update_fields=["ended_at"])


def specs_of(spec: str) -> tuple[str, ...]:
    """The specs that a filter asks for, `{…}` spread out; InvalidFilterSpecError where Wagtail knows none."""
    if not spec:
        return ()
    specs = tuple(Filter.expand_spec(spec))
    for each in specs:
        _ = Filter(each).operations
    return specs


def run_due(now: datetime, limit: int = 2) -> int:
    """Go on with what was asked for in the admin, for up to `limit` pictures; how many."""
    run = Remaking.objects.filter(by_worker=True, ended_at=None).first()
    if run is None:
        return 0
    with alone(run) as ours:
        if not ours:
            return 0
        run.refresh_from_db()
        ids = waiting(run, limit + 1)
        specs = specs_of(run.spec)
        note(run, [remake(pk, specs=specs, only_missing=run.only_missing) for pk in ids[:limit]], now=now)
        if len(ids) <= limit:
            end(run, now=now)
        return len(ids[:limit])
