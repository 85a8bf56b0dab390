"""What goes on beside the requests: the worker, the daily run, Wagtail's tasks, pictures, purges."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from config import daily
from config.parts.part import LATELY, OK, WARN, Part, queue, span
from config.work import failures, is_late, last_beat
from home.models import Purge
from home.queries import last_run, stuck_pictures, unmade


def worker(now: datetime) -> Part:
    """Late or failing, it is for people to read: no reason to take the site away."""
    beat, failed = last_beat(), failures()
    told = [_("No worker was at work yet.") if beat is None else _("At work %s ago.") % span(beat, now)]
    told += [_("Failed in its last minute: %s.") % name for name in failed]
    figures = {} if beat is None else {"worker_seconds": round((now - beat).total_seconds())}
    state, advice = OK, ""
    if is_late(now):
        state = "late"
        advice = _(
            "Start one: heroku ps:scale worker=1. Where one runs, its log says what it waits for: "
            "heroku logs --tail --dyno worker. Until then no mail leaves and no hold runs out."
        )
    elif failed:
        state, advice = "failing", _("Search the log for these names; the error stands there in full.")
    return Part(title=_("Worker"), state=state, told=told, advice=advice, figures=figures)


def daily_run(now: datetime) -> Part:
    latest, good = last_run(), last_run(good=True)
    since = good.begun_at if good else None
    told = [_("The last good one was begun %s ago.") % span(since, now)] if since else []
    told += [f"{label}: {why}" for label, why in latest.failures] if latest else [_("None is known of.")]
    advice = _(
        "In Heroku's Scheduler, add the daily job: python manage.py run_daily_tasks. What failed is tried "
        "again by the next run, or at once: heroku run python manage.py run_daily_tasks."
    )
    if latest is None:
        state = "none"
    elif since is None or now - since > daily.LATE:
        state = "late"
    else:
        state = "failing" if latest.failures else OK
    figures = {"last_daily": since.isoformat()} if since else {}
    return Part(title=_("Daily tasks"), state=state, told=told, advice=advice, figures=figures)


def tasks(now: datetime) -> Part:
    """Wagtail's own: the search index, references, files to delete."""
    waiting = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - LATELY).count()
    advice = _("Without a worker they stay; what failed has its error in the table of tasks.")
    part = queue(_("Wagtail’s tasks"), waiting, key="tasks", advice=advice, now=now)
    told = [
        *part.told,
        ngettext("%s failed in the last week.", "%s failed in the last week.", failed) % failed,
    ]
    return replace(part, told=told)


def pictures(now: datetime) -> Part:
    stuck, waiting = stuck_pictures().count(), unmade(now).count()
    told = [
        ngettext("%s picture waits for its sizes.", "%s pictures wait for their sizes.", waiting) % waiting
    ]
    told += [_("%s could not be made after several tries.") % stuck] if stuck else []
    advice = _(
        "The log names each picture and says why: a file is gone or damaged. Upload it again, or see "
        "Settings, Pictures’ sizes."
    )
    return Part(title=_("Pictures"), state=WARN if stuck else OK, told=told, advice=advice)


def edge(now: datetime) -> Part:
    title = _("Cloudflare’s cache")
    if not settings.EDGE:
        told = [_("No token is set, so no page is forgotten when it changes; none should be kept there.")]
        return Part(title=title, told=told)
    oldest = Purge.objects.aggregate(oldest=Min("asked_at"))["oldest"]
    advice = _(
        "Changes show late to visitors. See whether CLOUDFLARE_API_TOKEN may still purge and whether "
        "CLOUDFLARE_ZONE_ID is right; the worker's log says what Cloudflare answers."
    )
    return queue(title, oldest, key="edge", advice=advice, now=now)
