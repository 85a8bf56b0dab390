"""Who lives in a house: written down by its stewards, shown only by the person's own word."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.emails import resident_added
from locations.models import House, Residency, Role
from locations.queries import house_today, listing_choices
from members.actions import account_for
from members.models import User


@transaction.atomic
def add_resident(
    house: House, *, email: str, start: date, end: date | None = None, by: User, now: datetime
) -> Residency:
    """Whoever has that address lives in the house on `start … end - 1`; they are told by mail, and not shown.

    An account is made where there is none; who is told what they typed learns nothing of one that is there,
    not even that it is closed. ValidationError, by field, for what a person can put right.
    """
    house = House.objects.select_for_update().get(pk=house.pk)
    person = account_for(email, language=house.language, now=now)
    residency = Residency(house=house, person=person, start=start, end=end)
    _check(residency)
    residency.save()
    resident_added(residency, by=by, now=now)
    _log(residency, "locations.add_resident", by=by, now=now)
    return residency


@transaction.atomic
def end_residency(residency: Residency, *, end: date, by: User, now: datetime) -> Residency:
    """The person moves out on `end`, the first day they don't live there; ValidationError, by field.

    Also where the entry was removed meanwhile.
    """
    residency = _still_there(residency)
    residency.end = end
    _check(residency)
    residency.save(update_fields=["end"])
    _log(residency, "locations.end_residency", by=by, now=now)
    return residency


@transaction.atomic
def remove_residency(residency: Residency, *, by: User, now: datetime) -> None:
    """Take back what was written down by mistake; ValidationError where somebody did already."""
    residency = _still_there(residency)
    _log(residency, "locations.remove_resident", by=by, now=now)
    Residency.objects.filter(pk=residency.pk).delete()


@transaction.atomic
def choose_listing(house: House, *, listed: bool, by: User, now: datetime) -> None:
    """`by` is shown on the house's page, or is not any more: nobody says it for somebody else.

    PermissionDenied for whoever neither runs the house nor lives in it.
    """
    House.objects.select_for_update().get(pk=house.pk)
    if house not in [known for known, _shows in listing_choices(by, now=now)]:
        raise PermissionDenied
    Role.objects.filter(house=house, user=by).update(listed=listed)
    current = Residency.objects.filter(house=house, person=by)
    if listed:
        current = current.alias(today=house_today(now, "house__time_zone"))
        current = current.filter(Q(end=None) | Q(end__gt=F("today")))
    current.update(listed=listed)
    action = "locations.show_person" if listed else "locations.hide_person"
    log(house, action, user=by, timestamp=now)


def _still_there(residency: Residency) -> Residency:
    """The residency as it is, its house locked."""
    House.objects.select_for_update().get(pk=residency.house_id)
    found = Residency.objects.select_related("house", "person").filter(pk=residency.pk).first()
    if found is None:
        raise ValidationError(_("This entry is gone already: somebody else removed it."))
    return found


def _check(residency: Residency) -> None:
    if residency.end and residency.end <= residency.start:
        raise ValidationError({"end": _("The day of moving out comes after the day of moving in.")})
    others = Residency.objects.filter(house=residency.house, person=residency.person).exclude(pk=residency.pk)
    meets = Q(end=None) | Q(end__gt=residency.start)
    if residency.end:
        meets &= Q(start__lt=residency.end)
    if other := others.filter(meets).select_related("person").first():
        raise ValidationError(
            _("%(person)s is down as living here from %(start)s already; end that first, or remove it."),
            params={"person": other.called, "start": date_format(other.start, "j F Y")},
        )


def _log(residency: Residency, action: str, *, by: User, now: datetime) -> None:
    data = {"person": str(residency.person), "start": residency.start.isoformat()}
    if residency.end:
        data["end"] = residency.end.isoformat()
    log(residency.house, action, user=by, timestamp=now, data=data)
