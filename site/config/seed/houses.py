"""Opens the houses of a plan: rows, roles, fees, capacity and blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bookings.models import BedNight, Block
from bookings.rules.clock import today
from config.seed.beds import Beds
from config.seed.plans import HousePlan, RoomPlan
from config.seed.residents import move_in
from locations.actions import choose_listing, give_role, open_house, open_room
from locations.models import CapacityChange, Duty, Fee, House, Room, Visibility
from members.models import User


@dataclass
class Opened:
    """A house with what stays are made of."""

    plan: HousePlan
    house: House
    today: date
    stewards: Sequence[User]
    fees: Sequence[Fee]
    rooms: Sequence[tuple[Room, Beds]]


def open_planned(plan: HousePlan, *, stewards: Sequence[User], by: User, now: datetime) -> Opened:
    """The house, its people and its rooms, their pages still drafts."""
    house = open_house(
        name=plan.name,
        slug=plan.slug,
        currency=plan.currency,
        time_zone=plan.time_zone,
        language="en",
        terms=plan.terms,
        answer_days=plan.answer_days,
        palette=plan.palette,
        visibility=Visibility.PUBLIC,
        rules=plan.rules,
        by=by,
        now=now,
    )
    for steward in stewards:
        give_role(house, steward, Duty.STEWARD, by=by, now=now)
        choose_listing(house, listed=True, by=steward, now=now)
    day = today(now, house.zone)
    rooms = [_open_room(house, room, order=order, by=by, now=now) for order, room in enumerate(plan.rooms)]
    for room, planned in zip(rooms, plan.rooms, strict=True):
        _set_capacity(room, planned, day)
    move_in(house, day=day, by=by, now=now)
    calendars = [
        _block(room, planned, day, by=stewards[0], now=now)
        for room, planned in zip(rooms, plan.rooms, strict=True)
    ]
    return Opened(
        plan=plan,
        house=house,
        today=day,
        stewards=stewards,
        fees=_set_fees(house, plan),
        rooms=list(zip(rooms, calendars, strict=True)),
    )


def _open_room(house: House, planned: RoomPlan, *, order: int, by: User, now: datetime) -> Room:
    return open_room(
        house,
        name=planned.name,
        slug=planned.slug,
        kind=planned.kind,
        sleeps=planned.sleeps,
        rate=Decimal(planned.rate),
        order=order,
        amenities=list(planned.amenities),
        by=by,
        now=now,
    )


def _set_fees(house: House, plan: HousePlan) -> list[Fee]:
    return Fee.objects.bulk_create(
        Fee(house=house, label=fee.label, percent=Decimal(fee.percent), paid_by=fee.paid_by, order=order)
        for order, fee in enumerate(plan.fees)
    )


def _set_capacity(room: Room, planned: RoomPlan, day: date) -> None:
    CapacityChange.objects.bulk_create(
        CapacityChange(room=room, start_date=day + timedelta(days=offset), beds=beds)
        for offset, beds in planned.beds
    )


def _block(room: Room, planned: RoomPlan, day: date, *, by: User, now: datetime) -> Beds:
    """The room's free beds once those that are kept back are taken."""
    beds = Beds(planned.beds)
    for kept in planned.blocks:
        numbers = beds.take(kept.day, kept.nights, kept.beds)
        start = day + timedelta(days=kept.day)
        block = Block.objects.create(
            room=room,
            start=start,
            end=start + timedelta(days=kept.nights),
            beds=kept.beds,
            reason=kept.reason,
            by=by,
            created_at=now - timedelta(days=6),
        )
        BedNight.objects.bulk_create(
            BedNight(room=room, night=start + timedelta(days=night), bed=bed, block=block)
            for night in range(kept.nights)
            for bed in numbers
        )
    return beds
