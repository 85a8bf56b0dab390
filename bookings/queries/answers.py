"""Which request a link or a reply answers, and whether it still can be."""

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.db.models.functions import Lower

from bookings.models import AnswerKey, Booking, Move
from bookings.queries.told import Told, told
from bookings.rules.states import State
from locations.access import houses_for

SALT = "bookings.answer"


@dataclass(frozen=True)
class Standing:
    """Whether a key still answers its request. `told`: what was done with the request instead, if it was.

    `changed`: the guest changed it since, so that it is another request. `may`: the steward still answers
    for the house.
    """

    open: bool
    may: bool
    changed: bool
    told: Told | None


def signed(key: AnswerKey) -> str:
    """What stands for `key` in the links of a mail."""
    return Signer(salt=SALT).sign(str(key.pk))


def key_signed(words: str) -> AnswerKey | None:
    """The key of a link; None where nobody signed it."""
    try:
        pk = Signer(salt=SALT).unsign(words)
    except BadSignature:
        return None
    return _keys().filter(pk=pk).first()


def key_at(token: str) -> AnswerKey | None:
    """The key whose token is in an address, in any case."""
    return _keys().alias(low=Lower("token")).filter(low=token.lower()).first() if token else None


def booking_at(token: str) -> Booking | None:
    """The booking whose thread has that token, in any case."""
    found = Booking.objects.select_related("guest", "room__house", "bill", "thread__house")
    return found.alias(low=Lower("thread__token")).filter(low=token.lower()).first() if token else None


def standing_of(key: AnswerKey, *, now: datetime) -> Standing:
    """How `key` stands: its request may be answered, changed or over. Two queries."""
    booking = key.booking
    later = list(Move.objects.filter(booking=booking, pk__gt=key.step_id).select_related("by", "booking"))
    changed = bool(later) and later[-1].end == State.REQUESTED
    waits = booking.current_state(now) == State.REQUESTED
    return Standing(
        open=waits and not later and key.used_at is None,
        may=houses_for(key.steward, may="bookings").filter(pk=booking.house.pk).exists(),
        changed=changed,
        told=told(later[0]) if later and not changed else None,
    )


def _keys() -> QuerySet[AnswerKey]:
    return AnswerKey.objects.select_related(
        "steward", "step__booking__guest", "step__booking__room__house", "step__booking__bill",
        "step__booking__thread__house",
    )  # fmt: skip
