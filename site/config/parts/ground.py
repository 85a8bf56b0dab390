"""What all else stands on: the database, the cache, the backup, the program itself."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from config import backups
from config.parts.part import DOWN, OK, Part, span
from config.version import version
from config.work import last_beat

logger = logging.getLogger(__name__)


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


def backup(now: datetime) -> Part:
    title, made_at = _("Backup"), backups.last_backup()
    if made_at is None:
        advice = _("Set the sidecar up as docs/deployment.md says under Backups, and run it once.")
        return Part(title=title, state="none", told=[_("None is known of.")], advice=advice)
    advice = _("Read the sidecar's log, and make one by hand: heroku run backup in its app.")
    state = "late" if backups.is_late(made_at, now=now) else OK
    told = [_("The last good one was begun %s ago.") % span(made_at, now)]
    figures = {"last_backup": made_at.isoformat()}
    return Part(title=title, state=state, told=told, advice=advice, figures=figures)


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
