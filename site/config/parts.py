"""What the site is made of while it runs, part by part: whether each is well, and what to do where it is not.

PARTS is what /healthz tells; the operators' page shows FURTHER beside it. Each is a function of the time.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min, Q, QuerySet
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from config import backups, daily
from config.version import version
from config.work import failures, is_late, last_beat
from home.models import Purge
from home.queries import last_run, stuck_pictures, unmade
from messaging.models import Message, MessageState
from messaging.send.outbox import OPEN_STATES
from payments.models import EventState, StripeEvent
from payments.queries import unapplied_payments, unapplied_refunds

logger = logging.getLogger(__name__)

OK, WARN, DOWN = "ok", "warn", "down"
# Longer than a busy worker takes to come to it.
LATE = timedelta(minutes=10)
# Stripe's events may overtake what they are about.
LATE_UNMATCHED = timedelta(hours=1)
LATELY = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as it is now. `state`: OK, DOWN where the site can't serve without it, or a word of warning.

    `told`: what is known, in sentences; `advice`: what to do where it is not well (`seen` leaves it out
    elsewhere); `figures`: for machines.
    """

    title: str
    state: str = OK
    told: Sequence[str] = ()
    advice: str = ""
    figures: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return self.state == OK


Look = Callable[[datetime], Part]


def seen(looks: Mapping[str, Look], *, now: datetime) -> Iterator[tuple[str, Part]]:
    """Each part by its key, up to the first that is down, since the rest stands on that one."""
    for key, look in looks.items():
        try:
            part = look(now)
        except Exception:
            # Whatever is wrong with one look, the page is there to say so.
            logger.exception("%s could not be looked at", key)
            part = Part(title=key, state="unknown", advice=_("It could not be looked at; the log says why."))
        yield key, replace(part, advice="") if part.is_well else part
        if part.state == DOWN:
            return


def database(now: datetime) -> Part:
    title = _("Database")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return Part(
            title=title, state=DOWN, advice=_("See whether the host says why it is away: heroku pg:info.")
        )
    return Part(title=title, told=[_("It answers.")])


def shared_cache(now: datetime) -> Part:
    title = _("Cache")
    try:
        last_beat()
    except Exception:
        # Each kind of cache has exceptions of its own.
        logger.exception("The cache does not answer.")
        advice = _("See whether Redis answers, or remove REDIS_URL: the database then does its work.")
        return Part(title=title, state=DOWN, advice=advice)
    return Part(title=title, told=[_("It answers.")])


def worker(now: datetime) -> Part:
    """Late or failing, it is for people to read: no reason to take the site away."""
    beat, failed = last_beat(), failures()
    told = [_("No worker was at work yet.") if beat is None else _("At work %s ago.") % _span(beat, now)]
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


def outbox(now: datetime) -> Part:
    """Mail that waits. However long: a slow provider is no reason to take the site away."""
    tried = Q(attempts__gt=0)
    waiting = Message.objects.filter(tried | Q(next_at__lte=now), state__in=OPEN_STATES)
    found = waiting.aggregate(fresh=Min("next_at", filter=~tried), tried=Min("created_at", filter=tried))
    oldest = min((at for at in found.values() if at), default=None)
    advice = _(
        "Read why at Reports, Mails. Where Mailgun is down (status.mailgun.com), all of it leaves by itself "
        "afterwards; where it refuses, set its key or domain right and restart the worker."
    )
    return _waiting(_("Outbox"), oldest, key="outbox", advice=advice, now=now)


def stripe_events(now: datetime) -> Part:
    events = StripeEvent.objects.values_list("state").annotate(oldest=Min("received_at"))
    found = dict(events.filter(state__in=[EventState.WAITING, EventState.UNMATCHED]).order_by())
    waiting, unmatched = found.get(EventState.WAITING), found.get(EventState.UNMATCHED)
    advice = _(
        "Read why beside the event's number in the worker's log. What is lost for good is repaired by "
        "manage.py reconcile_payments, which may run at any time."
    )
    if unmatched and now - unmatched > LATE_UNMATCHED:
        waiting = min(unmatched, waiting or unmatched)
    return _waiting(_("Stripe’s events"), waiting, key="events", advice=advice, now=now)


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
    return _waiting(title, oldest, key="edge", advice=advice, now=now)


def backup(now: datetime) -> Part:
    title, made_at = _("Backup"), backups.last_backup()
    if made_at is None:
        advice = _("Set the sidecar up as docs/deployment.md says under Backups, and run it once.")
        return Part(title=title, state="none", told=[_("None is known of.")], advice=advice)
    advice = _("Read the sidecar's log, and make one by hand: heroku run backup in its app.")
    state = "late" if backups.is_late(made_at, now=now) else OK
    told = [_("The last good one was begun %s ago.") % _span(made_at, now)]
    figures = {"last_backup": made_at.isoformat()}
    return Part(title=title, state=state, told=told, advice=advice, figures=figures)


def daily_run(now: datetime) -> Part:
    latest, good = last_run(), last_run(good=True)
    since = good.begun_at if good else None
    told = [_("The last good one was begun %s ago.") % _span(since, now)] if since else []
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


def _span(since: datetime, now: datetime) -> str:
    return _("less than a minute") if now - since < timedelta(minutes=1) else timesince(since, now)


def _waiting(title: str, oldest: datetime | None, *, key: str, advice: str, now: datetime) -> Part:
    if oldest is None:
        return Part(title=title, told=[_("Nothing waits.")], figures={f"{key}_seconds": 0})
    return Part(
        title=title,
        state=OK if now - oldest <= LATE else WARN,
        told=[_("The oldest has waited for %s.") % _span(oldest, now)],
        advice=advice,
        figures={f"{key}_seconds": max(0, round((now - oldest).total_seconds()))},
    )


def given_up(now: datetime) -> Part:
    mails = Message.objects.filter(state=MessageState.FAILED, created_at__gt=now - LATELY).count()
    events = StripeEvent.objects.filter(state=EventState.FAILED, received_at__gt=now - LATELY).count()
    told = [
        _("In the last week, %(mails)s mails and %(events)s events of Stripe.")
        % {"mails": mails, "events": events}
    ]
    advice = _(
        "Mails: Reports, Mails, those that failed; each says why, and what to send again. Events: "
        "manage.py reconcile_payments asks Stripe for what they told."
    )
    state = WARN if mails or events else OK
    return Part(title=_("Given up"), state=state, told=told, advice=advice)


def money(now: datetime) -> Part:
    counts = [_older(unapplied_payments(), now), _older(unapplied_refunds(), now)]
    told = [
        _("%(payments)s payments and %(refunds)s refunds wait for their booking to be told.")
        % {"payments": counts[0], "refunds": counts[1]}
    ]
    advice = _("The worker tries again each minute; its log says what stands against it.")
    state = WARN if any(counts) else OK
    return Part(title=_("Money"), state=state, told=told, advice=advice)


def _older(rows: QuerySet, now: datetime) -> int:
    return rows.filter(created_at__lt=now - LATE).count()


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


def tasks(now: datetime) -> Part:
    """Wagtail's own: the search index, references, files to delete."""
    waiting = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - LATELY).count()
    advice = _("Without a worker they stay; what failed has its error in the table of tasks.")
    part = _waiting(_("Wagtail’s tasks"), waiting, key="tasks", advice=advice, now=now)
    told = [
        *part.told,
        ngettext("%s failed in the last week.", "%s failed in the last week.", failed) % failed,
    ]
    return replace(part, told=told)


def program(now: datetime) -> Part:
    known = version()
    told = (
        _("Release %s.") % known
        if known
        else _("The host does not say (heroku labs:enable runtime-dyno-metadata).")
    )
    staging = [_("This is staging: nobody in it is real.")] if settings.STAGING else []
    mail = (
        [] if settings.REAL_MAIL else [_("Mail reaches nobody: MAILGUN_CAUTION_SEND_REAL_MAIL is not set.")]
    )
    return Part(title=_("Version"), told=[told, *staging, *mail])


PARTS: dict[str, Look] = {
    "database": database,
    "cache": shared_cache,
    "worker": worker,
    "outbox": outbox,
    "events": stripe_events,
    "edge": edge,
    "backup": backup,
    "daily": daily_run,
}
FURTHER: dict[str, Look] = {
    "given_up": given_up,
    "money": money,
    "pictures": pictures,
    "tasks": tasks,
    "version": program,
}
