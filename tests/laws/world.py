"""The real network beside the one on paper: every step is done to both, and then the two are compared."""

import copy
from datetime import datetime

from django.db import IntegrityError, transaction

from bookings import actions
from bookings.actions import blocks, capacity, expiry
from bookings.actions.money import bill_changed
from bookings.models import Block, Booking
from locations import models as real
from tests.factories.payments import PaymentFactory
from tests.laws import model
from tests.laws.ground import FIRST_NIGHT, ROOMS, Ground, dollars, moment, night, paper
from tests.laws.laws import Broken, Judge

Step = tuple[str | int, ...]


class World:
    """Both networks, and the steps of a run so far. Stays and blocks have the same places in both."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.paper, self.trail = ground, paper(), []
        self.bookings: list[Booking] = []
        self.blocks: list[Block] = []

    def play(self, steps: list[Step]) -> list[bool | None]:
        """All of `steps`, a short run; the invariants are checked once, at its end."""
        done = [self.step(*step, invariants=False) for step in steps]
        self._judge(invariants=True)
        return done

    def step(self, verb: str, *typed: int, invariants: bool = True) -> bool | None:
        """Do it to both and compare them; whether it was done, None where there was nothing to do it to.

        What is refused is rolled back, so there is nothing to look at then.
        """
        step = getattr(self, f"_{verb}")(*typed)
        if step is None:
            return None
        self.trail.append((verb, *typed))
        on_paper, really = step
        before = copy.deepcopy(self.paper)
        try:
            on_paper()
            wanted = True
        except model.No:
            self.paper, wanted = before, False
        done = self._tried(really)
        if done != wanted:
            raise Broken("answer", f"{'done' if done else 'refused'} after {self.trail}")
        if done:
            self._judge(invariants=invariants)
        return done

    def _judge(self, *, invariants: bool) -> None:
        judge = Judge(self.ground, self.paper, self.bookings, self.trail)
        judge.judge()
        if invariants:
            judge.judge_invariants()

    def _tried(self, really) -> bool:
        try:
            with transaction.atomic():
                really()
        except actions.Refused:
            return False
        except IntegrityError as error:
            raise Broken("database", f"{error} after {self.trail}") from error
        except RuntimeError as error:
            raise Broken("guard", f"{error} after {self.trail}") from error
        return True

    # The steps: what to do on paper and what to do really, or None where there is nothing to do it to.

    def _room(self, place: int) -> tuple[model.Room, real.Room]:
        place %= len(ROOMS)
        return self.paper.rooms[place], self.ground.rooms[place]

    def _today(self, room: model.Room) -> int:
        return self.paper.today(room.house)

    def _ask(self, place: int, ahead: int, nights: int, people: int):
        room, row = self._room(place)
        arrive = self._today(room) + ahead
        depart = arrive + nights

        def really() -> None:
            self.bookings.append(
                actions.request_stay(
                    row, guest=self.ground.guest, arrive=night(arrive), depart=night(depart),
                    people=people, by=self.ground.guest, now=self.now,
                )
            )  # fmt: skip

        return lambda: self.paper.ask(room, arrive, depart, people), really

    def _change(self, which: int, place: int, ahead: int, nights: int, people: int):
        def act(stay: model.Stay, booking: Booking):
            room, row = self._room(place)
            arrive = self._today(room) + ahead
            typed = {"arrive": night(arrive), "depart": night(arrive + nights), "people": people}
            return (
                lambda: self.paper.change(stay, room, arrive, arrive + nights, people),
                lambda: actions.change_stay(booking, room=row, **typed, by=self.ground.guest, now=self.now),
            )

        return self._with("change", which, act)

    def _simple(self, verb: str, which: int, action, **typed):
        """A verb that both know without further words."""
        by = self.ground.guest if verb in ("withdraw", "cancel_own") else self.ground.steward

        def act(stay: model.Stay, booking: Booking):
            return (
                lambda: getattr(self.paper, verb)(stay),
                lambda: action(booking, **typed, by=by, now=self.now),
            )

        return self._with(verb, which, act)

    def _withdraw(self, which: int):
        return self._simple("withdraw", which, actions.withdraw)

    def _cancel_own(self, which: int):
        return self._simple("cancel_own", which, actions.cancel_own)

    def _approve(self, which: int):
        return self._simple("approve", which, actions.approve)

    def _decline(self, which: int):
        return self._simple("decline", which, actions.decline, reason="Full of painters")

    def _think_again(self, which: int):
        return self._simple("think_again", which, actions.second_thought)

    def _bring_back(self, which: int):
        return self._simple("bring_back", which, actions.reinstate)

    def _check_in(self, which: int):
        return self._simple("check_in", which, actions.check_in)

    def _check_out(self, which: int):
        return self._simple("check_out", which, actions.check_out)

    def _no_show(self, which: int):
        return self._simple("no_show", which, actions.no_show)

    def _undo(self, which: int):
        return self._simple("undo", which, actions.undo_presence)

    def _cancel(self, which: int, parts: int):
        """Give back so many fourths of what was paid."""

        def act(stay: model.Stay, booking: Booking):
            refund = stay.kept * parts // 4
            return (
                lambda: self.paper.cancel(stay, refund),
                lambda: actions.cancel(booking, refund=dollars(refund), by=self.ground.steward, now=self.now),
            )

        return self._with("cancel", which, act)

    def _pay(self, which: int, parts: int):
        """A steward takes so many fourths of what is owed."""

        def act(stay: model.Stay, booking: Booking):
            cents = stay.owed * parts // 4

            def really() -> None:
                actions.mark_paid(
                    booking, amount=dollars(cents), source="CASH", reference="", received_on=FIRST_NIGHT,
                    by=self.ground.steward, now=self.now,
                )  # fmt: skip
                bill_changed(booking.bill, by=self.ground.steward, now=self.now)

            return lambda: self.paper.pay(stay, cents), really

        return self._with("pay", which, act)

    def _arrive(self, which: int, parts: int):
        """So many fourths of the price come in, whether anybody waits for them or not."""

        def act(stay: model.Stay, booking: Booking):
            cents = max(1, stay.price() * parts // 4)

            def really() -> None:
                PaymentFactory(
                    bill=booking.bill, amount=dollars(cents), created_at=self.now, settled_at=self.now
                )
                bill_changed(booking.bill, by=None, now=self.now)

            return lambda: self.paper.arrive(stay, cents), really

        return self._with("arrive", which, act)

    def _block(self, place: int, ahead: int, nights: int, beds: int):
        room, row = self._room(place)
        start = self._today(room) + ahead
        end = start + nights

        def really() -> None:
            typed = {"start": night(start), "end": night(end), "beds": beds, "reason": "Paint"}
            self.blocks.append(blocks.block(row, **typed, by=self.ground.steward, now=self.now))

        return lambda: self.paper.block(room, start, end, beds), really

    def _unblock(self, which: int):
        if not self.blocks:
            return None
        which %= len(self.blocks)
        block, row = self.paper.blocks[which], self.blocks[which]
        return (
            lambda: self.paper.unblock(block),
            lambda: blocks.unblock(row, by=self.ground.steward, now=self.now),
        )

    def _offer(self, place: int, ahead: int, beds: int):
        room, row = self._room(place)
        start = self._today(room) + ahead
        typed = {"start_date": night(start), "beds": beds}
        return (
            lambda: self.paper.offer(room, start, beds),
            lambda: capacity.change_capacity(row, **typed, by=self.ground.steward, now=self.now),
        )

    def _take_back(self, place: int, which: int):
        room, row = self._room(place)
        changes = sorted(room.changes())
        if not changes:
            return None
        start = changes[which % len(changes)]
        change = row.capacity_changes.get(start_date=night(start))
        return (
            lambda: self.paper.take_back(room, start),
            lambda: capacity.remove_change(change, by=self.ground.steward, now=self.now),
        )

    def _wait(self, minutes: int):
        self.paper.now += minutes
        return lambda: None, lambda: None

    def _wait_for(self, which: int, minutes: int):
        """Until so many minutes after a hold or a request is over, or before: most faults live there."""
        ends = sorted({stay.ends for stay in self.paper.stays if stay.ends and stay.ends > self.paper.now})
        if ends:
            self.paper.now = max(self.paper.now, ends[which % len(ends)] + minutes)
        return lambda: None, lambda: None

    def _work(self):
        return self.paper.work, lambda: (expiry.expire_holds(self.now), expiry.lapse_requests(self.now))

    @property
    def now(self) -> datetime:
        return moment(self.paper.now)

    def _with(self, verb: str, which: int, act):
        """`act` for a stay that is ready for `verb`, or for any where none is."""
        places = self._ready(verb) or range(len(self.bookings))
        if not places:
            return None
        place = places[which % len(places)]
        return act(self.paper.stays[place], self.bookings[place])

    def _ready(self, verb: str) -> list[int]:
        stays = enumerate(self.paper.stays)
        return [place for place, stay in stays if stay.state_at(self.paper.now) in READY[verb]]

    def likely(self) -> list[str]:
        """The verbs of a next step, the more often the better the moment for them."""
        ready = [verb for verb in READY if self._ready(verb)]
        return [*ALWAYS, *READY, *ready * 2, *[verb for verb in ready if verb in OFTEN] * 3]


ALWAYS = ["ask"] * 8 + [
    "offer",
    "take_back",
    "block",
    "unblock",
    "wait",
    "wait",
    "wait_for",
    "wait_for",
    "work",
]
OFTEN = {"approve", "pay", "check_in"}
BEDS = {"CONFIRMED", "CHECKED_IN", "CHECKED_OUT", "NO_SHOW", "HELD", "APPROVED"}
READY = {
    # Which stays a verb is meant for.
    "change": {"REQUESTED", "HELD", "APPROVED"},
    "withdraw": {"REQUESTED", "HELD", "APPROVED"},
    "cancel_own": {"CONFIRMED"},
    "approve": {"REQUESTED"},
    "decline": {"REQUESTED"},
    "think_again": {"DECLINED"},
    "bring_back": {"EXPIRED", "CANCELLED"},
    "cancel": {"APPROVED", "CONFIRMED"},
    "check_in": {"CONFIRMED", "NO_SHOW"},
    "check_out": {"CHECKED_IN"},
    "no_show": {"CONFIRMED"},
    "undo": {"CHECKED_IN", "CHECKED_OUT", "NO_SHOW"},
    "pay": BEDS,
    "arrive": BEDS | {"EXPIRED", "CANCELLED", "LAPSED", "REQUESTED"},
}
