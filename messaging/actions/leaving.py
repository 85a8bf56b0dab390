"""People leave a kind of mail, and come back to it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from locations.actions import follow, unfollow
from locations.models import House
from members.models import User
from messaging.actions.suppression import release, suppress
from messaging.models import Reason, Scope
from messaging.queries.choices import choices, chosen, has_left
from messaging.queries.leaving import Leaving


@transaction.atomic
def leave(leaving: Leaving, *, reason: Reason, source: str, by: User | None, now: datetime) -> None:
    """Send that address no more of it: announcements are not followed any more, the rest is suppressed."""
    if leaving.scope == Scope.ANNOUNCE and leaving.house and (person := _person(leaving)):
        unfollow(leaving.house, by=person)
        return
    suppress(
        leaving.address,
        reason=reason,
        source=source,
        now=now,
        scope=leaving.scope,
        house=leaving.house,
        by=by,
    )


@transaction.atomic
def come_back(leaving: Leaving, *, by: User | None, now: datetime) -> None:
    """Take back what the person chose of exactly that; an address from which mail came back stays so."""
    for row in chosen(leaving):
        release(row, by=by, now=now)
    if leaving.scope == Scope.ANNOUNCE and leaving.house and (person := _person(leaving)):
        follow(leaving.house, by=person, now=now)


@transaction.atomic
def choose(*, wanted: Collection[str], nothing: bool, source: str, by: User, now: datetime) -> None:
    """`by` gets from now on the kinds of mail named in `wanted` (as `Choice.name`), of the houses that may
    write to them, and no others; `nothing` of them all, for as long as it stands."""
    for house, offered in choices(by, now=now):
        for choice in offered:
            if choice.is_on != (choice.name in wanted):
                _set(
                    Leaving(by.email, choice.scope, house),
                    is_on=not choice.is_on,
                    source=source,
                    by=by,
                    now=now,
                )
    everything = Leaving(by.email, Scope.ALL, None)
    if nothing != has_left(everything):
        _set(everything, is_on=not nothing, source=source, by=by, now=now)


def choose_to_follow(house: House, *, is_on: bool, by: User, now: datetime) -> None:
    """`by` is mailed what the house announces, or is not any more."""
    _set(Leaving(by.email, Scope.ANNOUNCE, house), is_on=is_on, source="", by=by, now=now)


def _set(leaving: Leaving, *, is_on: bool, source: str, by: User, now: datetime) -> None:
    if is_on:
        come_back(leaving, by=by, now=now)
    else:
        leave(leaving, reason=Reason.ASKED, source=source, by=by, now=now)


def _person(leaving: Leaving) -> User | None:
    return User.objects.filter(email=leaving.address, is_active=True).first()
