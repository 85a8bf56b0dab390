"""What a stay in a room costs, as only the server computes it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.contrib.auth.models import AnonymousUser

from bookings.queries.codes import CodeReduction
from bookings.queries.reasons import Reasons
from bookings.rules.fit import beds_needed
from bookings.rules.price import Quote, Tariff, quote
from bookings.rules.stay import Stay
from locations.models import DiscountCode, Fee, LengthDiscount, Room, Season
from locations.queries import residents
from members.models import User


def quote_for(
    room: Room,
    stay: Stay,
    people: int,
    *,
    fees: Sequence[Fee] | None = None,
    tariff: Tariff | None = None,
    young: int = 0,
    guest: User | AnonymousUser | None = None,
    code: DiscountCode | None = None,
) -> Quote:
    """The lines of `stay` for `people` and their total. `fees` and `tariff`: if at hand already.

    `young` of the people are younger than fees name; `guest` may live in the house, which fees may ask too.
    """
    if fees is None:
        fees = fees_of([room.house_id])[room.house_id]
    tariff = tariff or tariff_of(room)
    beds = beds_needed(people, shared=room.is_shared)
    return quote(
        stay, tariff=tariff, people=people, beds=beds, fees=fees, words=Reasons(room.name, tariff.currency),
        young=young, is_resident=lives_there(room, stay, guest, fees),
        reductions=[CodeReduction(code)] if code else [],
    )  # fmt: skip


def lives_there(room: Room, stay: Stay, guest: User | AnonymousUser | None, fees: Iterable[Fee]) -> bool:
    """Whether the guest lives in the house when they arrive; asked only where a fee does."""
    if guest is None or not guest.is_authenticated or not any(fee.free_residents for fee in fees):
        return False
    return residents(room.house, stay.arrive).filter(person=guest).exists()


def young_age(fees: Iterable[Fee]) -> int | None:
    """The age below which some fee is not taken; None where none asks."""
    return next((fee.free_under for fee in fees if fee.free_under), None)


def fees_of(house_ids: Collection[int]) -> dict[int, list[Fee]]:
    """Each house's fees in order. One query."""
    fees: dict[int, list[Fee]] = defaultdict(list)
    for fee in Fee.objects.filter(house_id__in=house_ids).order_by("house_id", "order", "pk"):
        fees[fee.house_id].append(fee)
    return fees


def tariff_of(room: Room) -> Tariff:
    """What the room's prices are made of. Two queries."""
    return tariffs_of([room])[room.pk]


def tariffs_of(rooms: Sequence[Room]) -> dict[int, Tariff]:
    """Room id → what its prices are made of. Two queries, whatever the rooms, which come with their house."""
    houses = {room.house_id for room in rooms}
    seasons, lengths = defaultdict(list), defaultdict(list)
    for season in Season.objects.filter(house_id__in=houses).order_by("pk"):
        seasons[season.house_id].append(season)
    for length in LengthDiscount.objects.filter(house_id__in=houses).order_by("pk"):
        lengths[length.house_id].append(length)
    return {
        room.pk: tariff_from(room, seasons=seasons[room.house_id], lengths=lengths[room.house_id])
        for room in rooms
    }


def tariff_from(room: Room, *, seasons: Iterable[Season], lengths: Iterable[LengthDiscount]) -> Tariff:
    """The room's tariff out of all that its house has of `seasons` and `lengths`, kept or not yet kept."""
    return Tariff(
        rate=room.rate,
        currency=room.house.currency,
        shared=room.is_shared,
        seasons=[one for one in seasons if one.room_id in {None, room.pk}],
        lengths=[one for one in lengths if one.room_id in {None, room.pk}],
        guests_included=room.guests_included,
        extra_guest=room.extra_guest,
    )
