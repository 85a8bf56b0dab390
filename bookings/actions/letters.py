"""The letters of the day are written, each once: the row says about which day that was done."""

from datetime import date, datetime

from django.db import transaction

from bookings import emails
from bookings.models import Booking, Move
from bookings.queries.day import house_day, people_day
from bookings.queries.letters import STAYING
from bookings.rules.clock import today
from bookings.rules.letters import Fate, farewell_fate, welcome_fate
from bookings.rules.welcome import TOLD
from locations.models import House
from messaging.models import Digest, Readers


def tell_confirmed(booking: Booking, step: Move, *, now: datetime) -> None:
    """Both sides are told that a locked booking is settled, and its guest how to get in if it is time."""
    emails.confirmed(booking, step, now=now)
    _welcome(booking, now=now, at_once=True)


@transaction.atomic
def welcome(pk: int, *, now: datetime) -> int:
    """Tell the guest of that booking how to get in, or write down that it is too late; 1 if it was due."""
    return int(_welcome(_locked(pk), now=now, at_once=False))


@transaction.atomic
def farewell(pk: int, *, now: datetime) -> int:
    """Say goodbye to the guest of that booking, or write down that it is too late; 1 if it was due."""
    booking = _locked(pk)
    fate = farewell_fate(booking.depart, today=today(now, booking.house.zone))
    stayed = booking.state in STAYING and booking.left_on in {None, booking.depart}
    if not stayed or fate is Fate.WAIT or booking.parted_for == booking.depart:
        return 0
    emails.farewell(booking, now=now)
    booking.parted_for = booking.depart
    booking.save(update_fields=["parted_for"])
    return 1


@transaction.atomic
def tell_stewards(house: House, day: date, *, now: datetime) -> int:
    """Tell a house's stewards of one of its days, if there is something to say; how many mails.

    Of a day that is over, what was to be told is written as skipped.
    """
    digest = _claimed(house, Readers.STEWARDS, day, now=now)
    if digest is None:
        return 0
    news = house_day(house, day, now=now)
    if day != today(now, house.zone):
        news = news.of_the_past
    return _kept(digest, emails.house_news(house, news, now=now) if news else 0)


@transaction.atomic
def tell_people(house: House, day: date, *, now: datetime) -> int:
    """Tell a house's guests and residents who comes and goes, of those who agreed; how many mails."""
    digest = _claimed(house, Readers.PEOPLE, day, now=now)
    if digest is None:
        return 0
    return _kept(digest, emails.people_news(house, people_day(house, day), now=now))


def _welcome(booking: Booking, *, now: datetime, at_once: bool) -> bool:
    day = today(now, booking.house.zone)
    terms = {"welcome_days": booking.house.welcome_days}
    fate = welcome_fate(booking.arrive, booking.depart, today=day, **terms)
    states = TOLD if fate is Fate.SEND else STAYING
    if booking.state not in states or fate is Fate.WAIT or booking.welcomed_for == booking.arrive:
        return False
    emails.welcome(booking, now=now, at_once=at_once)
    booking.welcomed_for = booking.arrive
    booking.save(update_fields=["welcomed_for"])
    return True


def _locked(pk: int) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("room__house", "guest", "bill", "thread").get(pk=pk)


def _claimed(house: House, readers: Readers, day: date, *, now: datetime) -> Digest | None:
    """The row of that day, ours to fill; None if somebody had it first, whom we wait for."""
    digest, is_ours = Digest.objects.get_or_create(
        house=house, readers=readers, day=day, defaults={"at": now}
    )
    return digest if is_ours else None


def _kept(digest: Digest, mails: int) -> int:
    Digest.objects.filter(pk=digest.pk).update(mails=mails)
    return mails
