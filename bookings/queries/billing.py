"""What the bill of a booking should say, worked out from the stay and from the rules kept with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bookings.models import Booking
from bookings.queries.quotes import fees_of, lives_there, tariff_of
from bookings.queries.reasons import Reasons
from bookings.rules.fit import beds_needed
from bookings.rules.price import Tariff, charge
from payments.models import BillLine, LineKind
from payments.queries import as_line
from payments.rules.amend import nights_of
from payments.rules.lines import Facts, Line, with_fees
from payments.rules.reductions import reduced


def wanted_lines(booking: Booking) -> list[Line]:
    """The lines of the stay as the booking has it now: nights kept keep their price, what is new is priced.

    Discounts follow the stay, fees that were taken off stay off. What somebody wrote is not among them, but
    counts where a fee is a percentage.
    """
    room, bill = booking.room, booking.bill
    words = Reasons(room.name, bill.currency)
    charged = charge(
        booking.stay,
        tariff=_tariff_for(booking),
        people=booking.people,
        beds=booking.beds,
        words=words,
        kept=_kept_nights(booking),
    )
    rules = bill.reductions.filter(ended_at=None).order_by("pk")
    lines = [*charged, *reduced(charged, rules, currency=bill.currency)]
    custom = [Line(kind=LineKind.CUSTOM, label="", amount=row.amount) for row in _written(booking)]
    fees = fees_of([room.house_id])[room.house_id]
    facts = Facts(
        booking.arrive,
        booking.nights,
        people=booking.people,
        young=booking.young,
        is_resident=lives_there(room, booking.stay, booking.guest, fees),
    )
    priced = with_fees([*lines, *custom], fees, facts=facts, currency=bill.currency, why=words.fee)
    off = set(bill.suppressions.values_list("source", flat=True))
    return [line for line in priced if line.kind != LineKind.CUSTOM and line.source not in off]


def _tariff_for(booking: Booking) -> Tariff:
    """The room's prices, or the one rate that a steward gave this stay."""
    tariff = tariff_of(booking.room)
    if booking.custom_rate is None:
        return tariff
    return replace(tariff, rate=booking.custom_rate, seasons=(), lengths=(), extra_guest=Decimal(0))


def _written(booking: Booking) -> list[BillLine]:
    """The lines that somebody wrote, in order."""
    return list(booking.bill.lines.filter(kind=LineKind.CUSTOM).order_by("order", "pk"))


def _kept_nights(booking: Booking) -> dict[date, Decimal]:
    """Nights whose price the bill has already; none where room or beds are others, or a rate was given."""
    if booking.custom_rate is not None or not _is_priced_for_its_room(booking):
        return {}
    known = nights_of(map(as_line, booking.bill.lines.filter(kind=LineKind.STAY)), "stay")
    return {date.fromisoformat(night): price for night, price in known.items()}


def _is_priced_for_its_room(booking: Booking) -> bool:
    """Whether the bill's nights are of the booking's room and of as many beds as it takes."""
    before, room = Booking.objects.get(pk=booking.pk), booking.room
    beds = beds_needed(before.people, shared=room.is_shared)
    return (before.room_id, beds, before.custom_rate) == (room.pk, booking.beds, None)
