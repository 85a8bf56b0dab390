"""Whether a post is Mailgun's own, and no older than it would still send it."""

from datetime import datetime

from django.conf import settings

from messaging.rules.signature import LONGEST_TOKEN, Signature


class NotAccepted(Exception):
    """The post will never be right: Mailgun need not send it again."""


class TryAgain(Exception):
    """The post, or this site, may be right later."""


def verify(signature: Signature, *, now: datetime) -> None:
    """NotAccepted unless Mailgun signed it lately; TryAgain while no key is set up.

    MAILGUN_WEBHOOK_SIGNING_KEY may hold several keys, separated by commas, while one replaces another.
    """
    keys = [key.strip() for key in settings.MAILGUN_WEBHOOK_SIGNING_KEY.split(",") if key.strip()]
    if not keys:
        raise TryAgain("MAILGUN_WEBHOOK_SIGNING_KEY is not set.")
    if not signature.is_by(keys) or len(signature.token) > LONGEST_TOKEN:
        raise NotAccepted("It is not signed, or not by our key.")
    if not signature.is_fresh(now):
        raise NotAccepted("It was signed too long ago, or by a clock that is wrong.")
