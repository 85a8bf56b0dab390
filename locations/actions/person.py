"""What houses know of a person who goes."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from locations.actions.roles import take_role
from locations.models import Follow, House, Residency
from members.actions.leaving import called_when_gone
from members.models import User


def erase(person: User, *, by: User, now: datetime) -> None:
    """They run, live in and follow no house any more, are shown on no page and named in no history."""
    for role in list(person.roles.select_related("house")):
        take_role(role.house, person, by=by, now=now)
    Follow.objects.filter(person=person).delete()
    for residency in Residency.objects.filter(person=person).select_related("house"):
        _move_out(residency, now=now)
    _forget_in_histories(person)


def _move_out(residency: Residency, *, now: datetime) -> None:
    """They live there no longer than today; whoever was to move in later never does."""
    today = now.astimezone(residency.house.zone).date()
    if residency.start >= today:
        residency.delete()
    else:
        residency.end = min(residency.end or today, today)
        residency.listed = False
        residency.save(update_fields=["end", "listed"])


def _forget_in_histories(person: User) -> None:
    """Where the history of a house calls them by name; of two with one name, both are forgotten."""
    known = [name for name in (person.name, person.email) if name]
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(House), data__person__in=known
    )
    for entry in entries:
        entry.data = {**entry.data, "person": called_when_gone()}
        entry.save(update_fields=["data"])
