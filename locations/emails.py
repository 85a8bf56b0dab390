"""Mails about a house and its people.

The outbox lies above this app, so a `Letter` goes there by the door that Django's own mail takes:
EMAIL_BACKEND.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.urls import reverse

from locations.models import House, Residency, Role
from members.models import User

STILL_NEWS = timedelta(days=14)


@dataclass(frozen=True)
class Unnamed:
    """Whoever has that address: stewards read their house's mails, and only typed the address."""

    email: str
    name: str = ""

    def get_short_name(self) -> str:
        return self.email


class Letter(EmailMessage):
    """The mail `key` about `fact` to one person: see `messaging.send.queue`, which writes it into the outbox.

    Send it inside the transaction of the fact it tells.
    """

    def __init__(
        self,
        *,
        key: str,
        fact: str,
        to: User,
        house: House | None,
        context: Mapping[str, object],
        now: datetime,
        useful_until: datetime | None = None,
    ) -> None:
        super().__init__(to=[to.email])
        self.key, self.fact, self.person, self.house = key, fact, to, house
        self.context, self.now, self.useful_until = context, now, useful_until


@dataclass(frozen=True)
class Example:
    """What a mail is shown with before anybody gets it: the `context` of its templates, with `path`.

    `about`: which of `choices` (value and label) it is about, where there is something to choose.
    """

    context: Mapping[str, object]
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        return str(self.context.get("path", ""))


def preview(key: str, *, house: House, about: str, person: User, now: datetime) -> Example | None:
    """What the mails of this app are shown with: as if `person` were told by themselves."""
    living = Residency(house=house, person=person, start=now.astimezone(house.zone).date())
    path = reverse("profile") if key == "locations.resident_added" else reverse("houses:list")
    return Example({"to": person, "by": person, "residency": living, "path": path})


def steward_invited(role: Role, *, fact: str, by: User, now: datetime) -> None:
    """To the person: you look after the house from now on, and this is where and how to begin."""
    _invited(role, "locations.steward_invited", path=reverse("houses:list"), fact=fact, by=by, now=now)


def bookkeeper_invited(role: Role, *, fact: str, by: User, now: datetime) -> None:
    """To the person: you can read the house's figures from now on, and this is where they are."""
    path = reverse("wagtailadmin_home")
    _invited(role, "locations.bookkeeper_invited", path=path, fact=fact, by=by, now=now)


def _invited(role: Role, key: str, *, path: str, fact: str, by: User, now: datetime) -> None:
    Letter(
        key=key,
        fact=fact,
        to=role.user,
        house=role.house,
        context={"to": Unnamed(role.user.email), "by": by, "path": path},
        now=now,
        useful_until=now + STILL_NEWS,
    ).send()


def resident_added(residency: Residency, *, by: User, now: datetime) -> None:
    """To the person: the house put you down as living there; whether you are shown is yours to say."""
    Letter(
        key="locations.resident_added",
        fact=f"residency-{residency.pk}",
        to=residency.person,
        house=residency.house,
        context={
            "to": Unnamed(residency.person.email),
            "by": by,
            "residency": residency,
            "path": reverse("profile"),
        },
        now=now,
        useful_until=now + STILL_NEWS,
    ).send()
