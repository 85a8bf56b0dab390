"""Makes the sizes and formats that pages show of a picture, before anybody asks for them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from wagtail.images.models import Filter

from home.actions.encoding import Decoded, decoded, file_of, reduction
from home.images import SiteImage, SiteRendition, keep
from home.queries import edition, missing, unmade
from home.rules.backoff import wait
from home.rules.specs import IN_USE

logger = logging.getLogger(__name__)

# Longer than the largest picture takes; a worker that died leaves it to another after that.
LEASE = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)


def make_renditions(image: SiteImage, specs: Iterable[str] = IN_USE) -> int:
    """Make those of `specs` that the picture lacks, decoding it once; how many.

    OSError where its file is gone or goes meanwhile, `cleaning.Unusable` where it is no picture. Files are
    written, so call it outside of any transaction.
    """
    wanted = missing(image, specs)
    if not wanted:
        return 0
    source = decoded(image, wanted)
    for one in largest_first(wanted, image):
        add(image, one, source)
    return len(wanted)


def largest_first(filters: Iterable[Filter], image: SiteImage) -> list[Filter]:
    """In the order in which a smaller size can be made from a larger one."""
    return sorted(filters, key=lambda one: reduction(one, image))


def add(image: SiteImage, wanted: Filter, source: Decoded) -> SiteRendition:
    """The rendition that was missing, made and kept; or somebody else's. Raises Replaced."""
    with file_of(image, wanted, source) as file:
        return keep(image, wanted, file)


def run_due(now: datetime, limit: int = 3) -> int:
    """Make what up to `limit` pictures lack; how many pictures. One that fails is tried again, ever later."""
    done = 0
    while done < limit and (image := _claim(now)):
        done += 1
        made = edition(image)
        try:
            make_renditions(image)
        except Exception:
            if _was_replaced(image):
                continue
            # Whatever is wrong with one file, the others are made; the row keeps when to try again.
            logger.exception("Picture %s could not be made smaller", image.pk)
        else:
            SiteImage.objects.filter(pk=image.pk).update(made=made, attempts=0, next_at=None)
    return done


def _was_replaced(image: SiteImage) -> bool:
    """Whether it has got another file meanwhile, with which it is due at once, or is gone."""
    same = SiteImage.objects.filter(pk=image.pk, file=str(image.file.name))
    if same.exists():
        return False
    SiteImage.objects.filter(pk=image.pk).update(attempts=0, next_at=None)
    return True


@transaction.atomic
def _claim(now: datetime) -> SiteImage | None:
    """The next picture that is due, left alone by other workers until it has had its time."""
    image = unmade(now).select_for_update(skip_locked=True).first()
    if image is not None:
        pause = max(LEASE, wait(image.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
        SiteImage.objects.filter(pk=image.pk).update(attempts=F("attempts") + 1, next_at=now + pause)
    return image
