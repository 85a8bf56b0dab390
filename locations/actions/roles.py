"""Giving and taking a role in a house; the house's Wagtail group follows."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.actions.groups import READERS, readers
from locations.emails import bookkeeper_invited, steward_invited
from locations.models import Duty, House, Role
from locations.rules.roles import MAY, duties_that
from members.actions import account_for
from members.models import User


@transaction.atomic
def give_role(house: House, user: User, role: str, *, by: User, now: datetime) -> Role:
    """`user` has `role` in the house from now on, in place of any other; ValidationError for no such role."""
    House.objects.select_for_update().get(pk=house.pk)
    given = Role.objects.filter(house=house, user=user).first() or Role(house=house, user=user)
    given.role = role
    given.full_clean()
    given.save()
    _follow(house, user, role=role)
    log(house, "locations.give_role", user=by, timestamp=now, data={"person": str(user), "role": role})
    return given


@transaction.atomic
def invite_steward(house: House, *, email: str, by: User, now: datetime) -> Role:
    """Whoever has that address looks after the house from now on, and is told by mail how to begin.

    An account is made where there is none; who is told what they typed learns nothing of one that is there,
    not even that it is closed, unless it is an operator. ValidationError, by field: closed, or a steward's
    already.
    """
    person = _invited(house, email, by=by, now=now)
    if Role.objects.filter(house=house, user=person, role=Duty.STEWARD).exists():
        raise ValidationError({"email": _("%(email)s looks after the house already.") % {"email": email}})
    given = give_role(house, person, Duty.STEWARD, by=by, now=now)
    steward_invited(given, fact=f"role-{given.pk}-{now.isoformat()}", by=by, now=now)
    return given


@transaction.atomic
def invite_bookkeeper(house: House, *, email: str, by: User, now: datetime) -> Role:
    """Whoever has that address reads the house's figures and documents from now on, and is told by mail.

    ValidationError as of `invite_steward`, and for whoever has a role there already.
    """
    person = _invited(house, email, by=by, now=now)
    if Role.objects.filter(house=house, user=person).exists():
        raise ValidationError({"email": _("%(email)s has a role in the house already.") % {"email": email}})
    given = give_role(house, person, Duty.BOOKKEEPER, by=by, now=now)
    bookkeeper_invited(given, fact=f"role-{given.pk}-{now.isoformat()}", by=by, now=now)
    return given


def _invited(house: House, email: str, *, by: User, now: datetime) -> User:
    person = account_for(email, language=house.language, now=now)
    if by.is_superuser and not person.is_active:
        # Operators see accounts, and can open it.
        raise ValidationError({"email": _("The account of this address is closed; an operator can open it.")})
    return person


@transaction.atomic
def take_role(house: House, user: User, *, by: User, now: datetime) -> None:
    """`user` has no role in the house any more; nothing happens if they had none.

    ValidationError where nobody would be left to run the house, unless an operator says so.
    """
    House.objects.select_for_update().get(pk=house.pk)
    others = Role.objects.filter(house=house, role=Duty.STEWARD, user__is_active=True).exclude(user=user)
    if not by.is_superuser and not others.exists():
        raise ValidationError(_("Nobody else runs this house. Invite another steward first."))
    taken, _of_each = Role.objects.filter(house=house, user=user).delete()
    if taken:
        _follow(house, user, role=None)
        log(house, "locations.take_role", user=by, timestamp=now, data={"person": str(user)})


def _follow(house: House, user: User, *, role: str | None) -> None:
    if role is not None and "pages" in MAY[role]:
        user.groups.add(house.group)
    else:
        user.groups.remove(house.group)
    if Role.objects.filter(user=user).exclude(role__in=duties_that("pages")).exists():
        user.groups.add(readers())
    else:
        user.groups.remove(*user.groups.filter(name=READERS))
