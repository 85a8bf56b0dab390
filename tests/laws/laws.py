"""The laws: what must be the same really and on paper, whatever happened."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from bookings.models import BedNight, Booking
from bookings.queries import free_beds, nights_of
from config.invariants import broken
from locations.models import CapacityChange
from payments.queries import balances
from tests.laws.ground import Ground, dollars, moment, night, number
from tests.laws.model import DAY, Network

BEFORE, LOOKED_AT = 3, 20  # nights around today


class Broken(AssertionError):
    """A law does not hold: `law` says which."""

    def __init__(self, law: str, what: object) -> None:
        super().__init__(f"{law}: {what}")
        self.law = law


class Judge:
    """Compares the rows of a run with its paper; raises Broken with the steps that led there."""

    def __init__(self, ground: Ground, paper: Network, bookings: Sequence[Booking], trail: list) -> None:
        self.ground, self.paper, self.bookings, self.trail = ground, paper, bookings, trail

    @property
    def now(self) -> datetime:
        return moment(self.paper.now)

    def judge(self) -> None:
        self._judge_rooms()
        self._judge_beds()
        self._judge_stays()

    def judge_invariants(self) -> None:
        self._same("invariants", broken(), [])

    def _judge_rooms(self) -> None:
        changes = defaultdict(dict)
        for room, day, beds in CapacityChange.objects.values_list("room", "start_date", "beds"):
            changes[room][number(day)] = beds
        ids = [row.pk for row in self.ground.rooms]
        first = self.paper.now // DAY - BEFORE
        nights = nights_of(ids, night(first), night(first + LOOKED_AT), now=self.now)
        for room, row in zip(self.paper.rooms, self.ground.rooms, strict=True):
            self._same("capacity", changes[row.pk], room.changes())
            found = [one.free for one in nights[row.pk]]
            self._same("free beds", found, [self.paper.free(room, first + n) for n in range(LOOKED_AT)])
        one = len(self.trail) % len(ids)
        found = free_beds(self.ground.rooms[one], night(first), night(first + LOOKED_AT), now=self.now)
        self._same("free beds", found, [(n.night, n.free) for n in nights[ids[one]]])

    def _judge_beds(self) -> None:
        places = {row.pk: room for row, room in zip(self.ground.rooms, self.paper.rooms, strict=True)}
        rows = BedNight.objects.filter(room__in=places).values_list("room", "night", "bed")
        beds = Counter((room, number(day), bed) for room, day, bed in rows)
        wrong = [
            (room, day, bed, times)
            for (room, day, bed), times in beds.items()
            if times > 1 or not 1 <= bed <= places[room].offers[day]
        ]
        self._same("bed numbers", wrong, [])

    def _judge_stays(self) -> None:
        rows = {booking.pk: booking for booking in Booking.objects.select_related("bill")}
        found = [rows[booking.pk] for booking in self.bookings]
        self._same("states", [row.state for row in found], [stay.state for stay in self.paper.stays])
        self._same(
            "states by the clock",
            [row.current_state(self.now) for row in found],
            [stay.state_at(self.paper.now) for stay in self.paper.stays],
        )
        self._same(
            "ends",
            [row.hold_until or row.answer_by for row in found],
            [None if stay.ends is None else moment(stay.ends) for stay in self.paper.stays],
        )
        money = balances(row.bill for row in found) if found else {}
        self._same(
            "money",
            [(m.total, m.paid, m.refunded) for m in (money[row.bill_id] for row in found)],
            [(dollars(s.bill), dollars(s.paid), dollars(s.back)) for s in self.paper.stays],
        )

    def _same(self, law: str, found: object, wanted: object) -> None:
        if found != wanted:
            raise Broken(law, f"{found}, should be {wanted} after {self.trail}")
