"""The rows every run begins with, the same on paper, and how one is written as the other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bookings.actions import capacity
from locations import models as real
from members.models import User
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory
from tests.laws import model

FIRST_NIGHT = date(2026, 3, 2)
FIRST_MOMENT = datetime(2026, 3, 2, tzinfo=UTC)

# Kiritimati and Niue never have the same date, and neither ever changes its clocks.
HOUSES = (
    ("Pacific/Niue", model.House(-11 * 60, False, answer_days=3, hold_hours=30, longest=6, fee=525)),
    ("Pacific/Kiritimati", model.House(14 * 60, True, answer_days=2, hold_hours=48, longest=5, fee=0)),
)
# House, private, sleeps, cents a night, beds to begin with.
ROOMS = ((0, True, 2, 8500, 1), (0, False, 4, 3400, 4), (1, False, 3, 4050, 3), (1, True, 2, 0, 1))
START = 5 * model.DAY + 12 * 60


@dataclass(frozen=True)
class Ground:
    """What every run begins with: the rows of two houses, and who acts."""

    rooms: tuple[real.Room, ...]
    guest: User
    steward: User


def moment(minutes: int) -> datetime:
    return FIRST_MOMENT + timedelta(minutes=minutes)


def night(number: int) -> date:
    return FIRST_NIGHT + timedelta(days=number)


def number(day: date) -> int:
    return (day - FIRST_NIGHT).days


def ground() -> Ground:
    """The houses as rows, with pages that are live."""
    houses = [
        HouseFactory(
            time_zone=zone,
            terms=real.Terms.INSTANT if plain.instant else real.Terms.REQUEST,
            answer_days=plain.answer_days,
            hold_hours=plain.hold_hours,
            max_nights=plain.longest,
        )
        for zone, plain in HOUSES
    ]
    real.Fee.objects.create(house=houses[0], label="Network", percent=Decimal("5.25"))
    # What the house pays is nothing to the guest.
    real.Fee.objects.create(house=houses[1], label="Own", percent=Decimal("7"), paid_by=real.PaidBy.HOUSE)
    rooms = tuple(
        RoomFactory(
            house=houses[house],
            kind=real.Kind.PRIVATE if private else real.Kind.SHARED,
            sleeps=sleeps,
            rate=Decimal(cents) / 100,
            beds=None,
        )
        for house, private, sleeps, cents, _beds in ROOMS
    )
    steward = UserFactory(is_superuser=True)
    for room, (*_others, beds) in zip(rooms, ROOMS, strict=True):
        capacity.change_capacity(room, start_date=FIRST_NIGHT, beds=beds, by=steward, now=FIRST_MOMENT)
    return Ground(rooms, UserFactory(name="Guest"), steward)


def paper() -> model.Network:
    plain = [house for _zone, house in HOUSES]
    rooms = [
        model.Room(plain[house], private, sleeps, cents, [beds] * model.NIGHTS)
        for house, private, sleeps, cents, beds in ROOMS
    ]
    return model.Network(rooms, now=START)


def dollars(cents: int) -> Decimal:
    return Decimal(cents) / 100
