"""What comes from others and goes to them: mails, Stripe's events, payments, calendars."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.queries.outside import standing
from bookings.rules.calendars import STALE
from config.parts.part import LATE, LATELY, OK, WARN, Part, queue
from messaging.models import Inbound, InboundState, Message, MessageState
from messaging.send.outbox import OPEN_STATES
from payments.models import EventState, StripeEvent
from payments.queries import unapplied_payments, unapplied_refunds

# Stripe's events may overtake what they are about.
LATE_UNMATCHED = timedelta(hours=1)


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
    return queue(_("Outbox"), oldest, key="outbox", advice=advice, now=now)


def inbound(now: datetime) -> Part:
    """Mail that came in and waits to be worked on, for the first time or since that met an error."""
    tried = Q(attempts__gt=0)
    found = Inbound.objects.filter(state=InboundState.WAITING).aggregate(
        fresh=Min("next_at", filter=~tried),
        tried=Min("received_at", filter=tried),
        broken=Count("pk", filter=~Q(error="")),
    )
    oldest = min((at for at in (found["fresh"], found["tried"]) if at), default=None)
    advice = _(
        "Reports, Mails, Mails that came in, those that are waiting: each says what went wrong, and is tried "
        "again by itself. Where none says anything, nobody has come to them: see Worker."
    )
    part = queue(_("Mails that came in"), oldest, key="inbound", advice=advice, now=now)
    if not found["broken"]:
        return part
    broken = ngettext("An error holds %s back.", "Errors hold %s back.", found["broken"]) % found["broken"]
    return replace(part, told=[*part.told, broken])


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
    return queue(_("Stripe’s events"), waiting, key="events", advice=advice, now=now)


def given_up(now: datetime) -> Part:
    since = now - LATELY
    counts = {
        "mails": Message.objects.filter(state=MessageState.FAILED, created_at__gt=since).count(),
        "inbound": Inbound.objects.filter(state=InboundState.FAILED, received_at__gt=since).count(),
        "events": StripeEvent.objects.filter(state=EventState.FAILED, received_at__gt=since).count(),
    }
    told = [
        _("In the last week, %(mails)s mails, %(inbound)s that came in, and %(events)s events of Stripe.")
        % counts
    ]
    advice = _(
        "Mails: Reports, Mails, those that failed; each says why, and what to send again. Mails that came "
        "in: from there, those given up; have each worked on again once its error is mended. Events: "
        "manage.py reconcile_payments asks Stripe for what they told."
    )
    state = WARN if any(counts.values()) else OK
    return Part(title=_("Given up"), state=state, told=told, advice=advice)


def calendars(now: datetime) -> Part:
    """Calendars kept elsewhere that nobody could read for so long that they may have sold what we sell."""
    unread = Q(read_at=None, created_at__lt=now - STALE) | Q(read_at__lt=now - STALE)
    stale = standing().filter(unread | ~Q(doubted_at=None)).count()
    told = [
        ngettext(
            "%s calendar kept elsewhere can’t be relied on.",
            "%s calendars kept elsewhere can’t be relied on.",
            stale,
        )
        % stale
    ]
    advice = _(
        "Its house’s stewards see which and why under Calendars. Where all of them are, see whether the "
        "worker reaches other servers."
    )
    return Part(title=_("Calendars"), state=WARN if stale else OK, told=told, advice=advice)


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
