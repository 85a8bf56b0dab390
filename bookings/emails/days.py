"""The letters of a house's day: how to get in, goodbye, and the news of the day."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from bookings.emails.envelope import facts, stewards_of
from bookings.models import Booking
from bookings.queries.day import Coming, HouseDay, PeopleDay, house_day
from bookings.queries.letters import company
from bookings.queries.welcome import way_in
from bookings.rules.clock import day_ends, today
from bookings.rules.letters import farewell_ends, morning, welcome_ends
from locations.models import House
from locations.queries import house_pages
from locations.rules.secrets import Secrets
from members.models import User
from messaging.models import Message, Scope
from messaging.queries import leaving_url, suppressed
from messaging.send import queue


def welcome(booking: Booking, *, now: datetime, at_once: bool) -> Message:
    """To the guest: how to get in and who is there; about this day of arrival, as another is another fact."""
    until = welcome_ends(booking.depart, booking.house.zone)
    fact = f"stay-{booking.pk}-{booking.arrive}"
    return _to_guest(booking, "welcome", fact, now=now, until=until, at_once=at_once, **_welcome(booking))


def farewell(booking: Booking, *, now: datetime) -> Message:
    """To the guest, on the day they leave: thanks, and what is still open."""
    until = farewell_ends(booking.depart, booking.house.zone)
    fact = f"stay-{booking.pk}-{booking.depart}"
    return _to_guest(booking, "farewell", fact, now=now, until=until, at_once=False)


def house_news(house: House, news: HouseDay, *, now: datetime) -> int:
    """To each steward who did not leave it: the house's day; how many mails."""
    readers = _wanting(house, stewards_of(house))
    for person in readers:
        _to_reader(house, "house_day", person, news, now=now, desk=True, path=reverse("desk:bookings"))
    return len(readers)


def people_news(house: House, news: PeopleDay, *, now: datetime) -> int:
    """To each guest and resident who did not leave it: who else comes and goes today; how many mails."""
    own = [(person, news.told_to(person)) for person in _wanting(house, news.readers)]
    told = [(person, seen) for person, seen in own if seen]
    for person, seen in told:
        _to_reader(house, "people_day", person, seen, now=now, path=f"/{house.slug}/")
    return len(told)


def _welcome(booking: Booking) -> dict[str, object]:
    page = house_pages([booking.house]).get(booking.house.pk)
    secrets = way_in(booking.house)
    return {
        "secrets": secrets,
        "is_unreadable": secrets is None,
        "company": company(booking),
        "address": page.address if page else "",
        "choices_path": reverse("mail:preferences"),
    }


def examples(key: str, booking: Booking, *, person: User, now: datetime) -> dict[str, object]:
    """What the letter `key` is shown with before anybody gets it: never the house's own secrets."""
    house, day = booking.house, today(now, booking.house.zone)
    if key == "bookings.welcome":
        made_up = Secrets(door_code="2580", wifi_name="Garden", wifi_password="fig tree")  # noqa: S106
        return {**_welcome(booking), "secrets": made_up, "is_unreadable": False, "today": day}
    leave_url = leaving_url(person.email, scope=Scope.DIGEST, house=house)
    if key == "bookings.house_day":
        return {"news": house_day(house, day, now=now), "leave_url": leave_url}
    if key == "bookings.people_day":
        coming = [Coming(person.pk, str(person), day)]
        return {"news": PeopleDay(day, arriving=coming, leaving=[], readers=[]), "leave_url": leave_url}
    return {"today": day}


def _to_guest(
    booking: Booking, key: str, fact: str, *, now: datetime, until: datetime, at_once: bool, **said: Any
) -> Message:
    house = booking.house
    day = today(now, house.zone)
    return queue(
        key=f"bookings.{key}",
        fact=fact,
        to=booking.guest,
        house=house,
        thread=booking.thread,
        context={**facts(booking), **said, "to": booking.guest, "path": booking.thread.path, "today": day},
        now=now,
        language=booking.language,
        useful_until=until,
        not_before=None if at_once else morning(day, house.zone),
    )


def _to_reader(
    house: House, key: str, person: User, news: HouseDay | PeopleDay, *, now: datetime, **said: Any
) -> None:
    leave_url = leaving_url(person.email, scope=Scope.DIGEST, house=house)
    queue(
        key=f"bookings.{key}",
        fact=f"house-{house.pk}-{news.day}",
        to=person,
        house=house,
        thread=None,
        context={**said, "news": news, "to": person, "currency": house.currency, "leave_url": leave_url},
        now=now,
        useful_until=day_ends(news.day, house.zone),
        not_before=morning(news.day, house.zone),
        scope=Scope.DIGEST,
    )


def _wanting(house: House, people: list[User]) -> list[User]:
    """Those who did not leave the day's news of this house."""
    left = suppressed([person.email for person in people], scope=Scope.DIGEST, house=house)
    return [person for person in people if person.email not in left]
