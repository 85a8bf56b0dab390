"""A request is answered out of its mail: by two links of one steward, or by their reply."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from bookings.emails.envelope import Personal, tell_steward
from bookings.models import AnswerKey, Booking, Move
from bookings.queries.answers import signed
from members.models import User


def answering(step: Move) -> Callable[[User], Personal]:
    """What the mail about the request of `step` tells each steward: links and an address of their own."""

    def personal(steward: User) -> Personal:
        fresh = {"token": secrets.token_urlsafe(32)}
        key, _new = AnswerKey.objects.get_or_create(step=step, steward=steward, defaults=fresh)
        links = {f"{verb}_url": _address(key, verb) for verb in ("approve", "decline")}
        return Personal(links, key.address)

    return personal


def answered(booking: Booking, *, fact: str, to: User, outcome: str, now: datetime) -> None:
    """To the steward who replied: what became of it."""
    tell_steward(booking, "answered", fact, to=to, now=now, outcome=outcome)


def _address(key: AnswerKey, verb: str) -> str:
    return settings.SITE_URL + reverse("answer", args=[signed(key), verb])
