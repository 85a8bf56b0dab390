"""Two accounts of one person become one: all that hangs on the one hangs on the other from then on."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.models import AnswerKey, Booking, SameGuest
from bookings.queries.guests import same_people
from locations.actions import give_role, take_role
from locations.models import Follow, House, Residency
from locations.rules.roles import MAY
from members.actions.leaving import erase_account, forget_in_log, goes_with_the_account
from members.models import User

# Seen to below, as their rows must not be there twice.
BY_HAND: Final = frozenset(
    {"locations.Role", "locations.Residency", "locations.Follow", "bookings.SameGuest", "bookings.AnswerKey"}
    | {"members.User_groups", "members.User_user_permissions"}
)
ABOUT: Final = ("name", "phone", "bio", "photo")


class CannotMerge(Exception):
    """These two can't become one; the message is fit for the operator who asked."""


def why_not_merge(keep: User, gone: User) -> str:
    """What is against it, in a sentence; empty where nothing is."""
    if keep == gone:
        return _("That is this account itself. Type the address of the other one.")
    if gone.is_superuser:
        return _("The other account runs the network. Take that from it first.")
    if keep.erased_at or gone.erased_at:
        return _("An account that was erased, or merged before, can't be merged.")
    if not keep.is_active:
        return _("This account is closed. Open it first, or merge it into the other one.")
    return ""


def moves(gone: User) -> dict[type[Model], int]:
    """How many rows of each kind would move."""
    counted = {
        model: sum(model._base_manager.filter(**{name: gone}).count() for name in names)
        for model, names in _pointing()
    }
    return {model: number for model, number in counted.items() if number}


@transaction.atomic
def merge(keep: User, gone: User, *, by: User, now: datetime) -> None:
    """All of `gone` is `keep`'s from now on, and nobody can sign in as `gone` any more; CannotMerge."""
    locked = {one.pk: one for one in _locked(keep, gone)}
    keep, gone = locked[keep.pk], locked[gone.pk]
    if why := why_not_merge(keep, gone):
        raise CannotMerge(why)
    _merge_roles(keep, gone, by=by, now=now)
    _merge_residencies(keep, gone)
    _merge_links(keep, gone, by=by, now=now)
    known = Follow.objects.filter(person=keep).values("house")
    Follow.objects.filter(person=gone, house__in=known).delete()
    Follow.objects.filter(person=gone).update(person=keep)
    answered = AnswerKey.objects.filter(steward=keep).values("step")
    AnswerKey.objects.filter(steward=gone, step__in=answered).delete()
    AnswerKey.objects.filter(steward=gone).update(steward=keep)
    forms = Booking.objects.filter(guest=keep, ask_key__isnull=False).values("ask_key")
    Booking.objects.filter(guest=gone, ask_key__in=forms).update(ask_key=None)
    for model, names in _pointing():
        if model._meta.label not in BY_HAND:
            for name in names:
                model._base_manager.filter(**{name: gone}).update(**{name: keep})
    _merge_accounts(keep, gone, by=by, now=now)
    log(keep, "members.merge", user=by, timestamp=now, data={"other": gone.pk})


def _locked(*people: User) -> list[User]:
    return list(User.objects.select_for_update().filter(pk__in=[one.pk for one in people]).order_by("pk"))


def _pointing() -> Iterator[tuple[type[Model], list[str]]]:
    """Each table with keys to people that outlive an account, and the names of those."""
    for model in apps.get_models(include_auto_created=True):
        names = [one.name for one in model._meta.local_concrete_fields if one.related_model is User]
        if names and not goes_with_the_account(model):
            yield model, names


def _merge_roles(keep: User, gone: User, *, by: User, now: datetime) -> None:
    """Of two roles in one house the one that may more."""
    own = {role.house_id: role for role in keep.roles.all()}
    for role in list(gone.roles.select_related("house")):
        known = own.get(role.house_id)
        if known is None or len(MAY[known.role]) < len(MAY[role.role]):
            give_role(role.house, keep, role.role, by=by, now=now)
        take_role(role.house, gone, by=by, now=now)
    keep.groups.add(*gone.groups.all())
    keep.user_permissions.add(*gone.user_permissions.all())


def _merge_residencies(keep: User, gone: User) -> None:
    """Of two in one house that meet, one from the first day to the last."""
    for lived in Residency.objects.filter(person=gone).order_by("start"):
        for other in Residency.objects.filter(person=keep, house=lived.house_id):
            if _begins(other) <= _ends(lived) and _begins(lived) <= _ends(other):
                lived.start = min(lived.start, other.start)
                lived.end = None if None in (lived.end, other.end) else max(_ends(lived), _ends(other))
                lived.listed = other.listed
                other.delete()
        lived.person = keep
        lived.save()


def _begins(residency: Residency) -> date:
    return residency.start


def _ends(residency: Residency) -> date:
    return residency.end or date.max


def _merge_links(keep: User, gone: User, *, by: User, now: datetime) -> None:
    """Whoever a house says is one of the two is the one that stays."""
    for house in House.objects.filter(same_guests__isnull=False).distinct():
        people = {*same_people(house, keep), *same_people(house, gone)}
        SameGuest.objects.filter(house=house, person__in=people).delete()
        for other in sorted(people - {keep, gone}, key=lambda one: one.pk):
            SameGuest.objects.create(house=house, person=other, of=keep, by=by, at=now)


def _merge_accounts(keep: User, gone: User, *, by: User, now: datetime) -> None:
    """What is said of the one fills what the other leaves open; the address of the one is of nobody then."""
    for name in ABOUT:
        if getattr(gone, name) and not getattr(keep, name):
            setattr(keep, name, getattr(gone, name))
            # A photo that moves stays where it is.
            setattr(gone, name, "")
    keep.date_joined = min(keep.date_joined, gone.date_joined)
    legacy_id, gone.legacy_id = gone.legacy_id, None
    erase_account(gone, by=by, now=now)
    if legacy_id is not None and keep.legacy_id is None:
        keep.legacy_id = legacy_id
    keep.save()
    forget_in_log([gone])
