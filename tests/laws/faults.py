"""Faults as people make them, a few for each rule: the run on its edge, and the law that sees it."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from importlib import import_module
from typing import Any, Final

import pytest

from bookings.rules.states import MOVES, Side, State
from bookings.rules.stay import Stay

OURS = ("bookings", "locations", "payments")
ONE = timedelta(days=1)
TICK, HOUR = timedelta(microseconds=1), timedelta(hours=1)
CENT = Decimal("0.01")
Make = Callable[[Any], Any]


@dataclass(frozen=True)
class Fault:
    """`make` gives the wrong one of what is at `path`; `alone`: only there, not where else it is imported."""

    path: str
    make: Make
    run: str = ""
    law: str = ""
    alone: bool = False


def plant(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Put the wrong one in the place of the right one, wherever it has been imported to."""
    place, name = fault.path.rsplit(".", 1)
    try:
        owner = import_module(place)
    except ModuleNotFoundError:
        module, of = place.rsplit(".", 1)
        owner = getattr(import_module(module), of)
    right = vars(owner)[name]
    wrong = fault.make(right)
    patch.setattr(owner, name, wrong)
    for module in list(sys.modules.values()) if not fault.alone else []:
        if module.__name__.startswith(OURS) and vars(module).get(name) is right:
            patch.setattr(module, name, wrong)


def given(**moved: Callable[[Any], Any]) -> Make:
    """The same function, with some of its keyword arguments changed."""

    def make(right: Any) -> Any:
        return lambda *args, **words: right(
            *args, **{name: moved[name](value) if name in moved else value for name, value in words.items()}
        )

    return make


def later(shift: timedelta, name: str) -> Make:
    return given(**{name: lambda value: value + shift})


def answer(change: Callable[[Any], Any]) -> Make:
    """The same function or property, its answer changed."""

    def make(right: Any) -> Any:
        if isinstance(right, property):
            return property(lambda self: change(right.fget(self)))
        return lambda *args, **words: change(right(*args, **words))

    return make


def instead(wrong: Any) -> Make:
    return lambda right: wrong


def first(change: Callable[[Any], Any]) -> Make:
    """The same function, its first argument changed."""
    return lambda right: lambda one, *args, **words: right(change(one), *args, **words)


def second(change: Callable[[Any], Any]) -> Make:
    return lambda right: lambda one, two, *args, **words: right(one, change(two), *args, **words)


def more(beds: int) -> Callable[[Mapping[date, int]], dict[date, int]]:
    return lambda offered: {day: number + beds for day, number in offered.items()}


def numbers(shift: int) -> Callable[[Any], Any]:
    """Other bed numbers, night by night."""
    return lambda found: found and {night: [bed + shift for bed in beds] for night, beds in found.items()}


def all_lines(lines: Any) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def owed_less(balance: Any) -> Decimal:
    return balance.total - balance.paid - balance.refunded


def kept_all(balance: Any) -> Decimal:
    return balance.paid


def one_night_more(right: Any) -> Any:
    return lambda self: iter([*right(self), self.depart])


def closed(right: Any) -> Any:
    """Nights up to and with `end`."""
    return lambda changes, start, end: right(changes, start, end + ONE)


def a_day_late(right: Any) -> Any:
    return lambda changes, start, end: (
        (night + ONE, beds) for night, beds in right(changes, start - ONE, end - ONE)
    )


def too_many(right: Any) -> Any:
    """A bed that isn't there."""

    def wrong(*args: Any) -> dict[date, list[int]]:
        return {night: [*beds, 9] for night, beds in right(*args).items()}

    return wrong


def no_repeats(right: Any) -> Any:
    """A change that says what the night before says is stored all the same."""

    def wrong(changes: Any, start: date, beds: int, *, today: date) -> Any:
        edit = right(changes, start, beds, today=today)
        return replace(edit, after={**edit.after, start: beds})

    return wrong


def keeps_the_next(right: Any) -> Any:
    """The next change stays, though it says nothing new."""

    def wrong(changes: Any, start: date, *rest: Any, today: date) -> Any:
        edit = right(changes, start, *rest, today=today)
        kept = {edit.merged: changes[edit.merged]} if edit.merged else {}
        return replace(edit, after={**edit.after, **kept})

    return wrong


def shorter_by(nights: int) -> Callable[[Stay], Stay]:
    return lambda stay: Stay(stay.arrive, max(stay.arrive + ONE, stay.depart - nights * ONE))


def wider_table() -> Mapping[Any, Any]:
    wider = {**MOVES[State.HELD], State.CANCELLED: frozenset({Side.STEWARD})}
    return {**MOVES, State.HELD: wider}


def half_to_even(amount: Decimal, *, currency: str) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def in_greenwich(now: datetime, zone: Any) -> date:
    return now.astimezone(UTC).date()


def midnight_in_greenwich(day: date, zone: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + ONE


tomorrow, yesterday = answer(lambda day: day + ONE), answer(lambda day: day - ONE)
fit, states, capacity = "bookings.rules.fit", "bookings.rules.states", "locations.rules.capacity"
clock, stay, beds = "bookings.rules.clock", "bookings.rules.stay.Stay", "bookings.actions.beds"
deeds, money = "bookings.actions", "payments.rules"

FAULTS: Final[Mapping[str, Fault]] = {
    # Nights and beds.
    "nights are closed": Fault(f"{capacity}.nightly", closed, "back to back", "free beds"),
    "a stay pays for its day of departure": Fault(
        f"{stay}.__iter__", one_night_more, "back to back", "money"),
    "beds count from 0": Fault(f"{beds}._free_numbers", answer(numbers(-1)), "full", "database"),
    "beds count from 2": Fault(f"{beds}.assign", answer(numbers(1)), "full", "bed numbers"),
    "one bed more than there are": Fault(
        f"{beds}._free_numbers", too_many, "two requests for one bed", "answer"),
    "one bed fewer is taken": Fault(
        "bookings.rules.beds.assign", second(lambda n: max(1, n - 1)), "last bed", "free beds"),
    "a private room sells by the person": Fault(
        f"{fit}.beds_needed", given(shared=lambda shared: True), "free room", "answer"),
    # Whether it fits.
    "fit counts a bed too many": Fault(
        f"{fit}._full", second(lambda n: n - 1), "last bed of a house that answers", "answer"),
    "fit counts a bed too few": Fault(f"{fit}._full", second(lambda n: n + 1), "last bed", "answer"),
    "a night longer than the longest": Fault(
        f"{fit}.problem", given(max_nights=lambda n: n + 1), "longest", "answer"),
    "a night shorter than the longest": Fault(
        f"{fit}.problem", given(max_nights=lambda n: n - 1), "longest", "answer"),
    "one person too many": Fault(f"{fit}.problem", given(sleeps=lambda n: n + 1), "crowd", "answer"),
    "one person too few": Fault(f"{fit}.problem", given(sleeps=lambda n: n - 1), "crowd", "answer"),
    "yesterday can be booked": Fault(f"{fit}.problem", later(-ONE, "today"), "yesterday", "answer"),
    "today can't be booked": Fault(f"{fit}.problem", later(ONE, "today"), "yesterday", "answer"),
    # Capacity.
    "capacity begins the day after, night by night": Fault(
        f"{capacity}.nightly", a_day_late, "capacity of tonight", "free beds"),
    "capacity begins the day after": Fault(
        f"{capacity}.beds_on", second(lambda night: night - ONE), "sold tonight", "answer"),
    "a change begins the day after": Fault(
        f"{capacity}.with_change", second(lambda day: day + ONE), "capacity", "capacity"),
    "a change that repeats is stored": Fault(f"{capacity}.with_change", no_repeats, "capacity", "capacity"),
    "the next change is not absorbed": Fault(
        f"{capacity}.with_change", keeps_the_next, "capacity", "capacity"),
    "a removal leaves what repeats": Fault(
        f"{capacity}.without_change", keeps_the_next, "removal that repeats", "capacity"),
    "yesterday's capacity changes": Fault(
        f"{capacity}.with_change", later(-ONE, "today"), "capacity", "answer"),
    "today's capacity doesn't change": Fault(
        f"{capacity}.with_change", later(ONE, "today"), "capacity of tonight", "answer"),
    "yesterday's change is removed": Fault(
        f"{capacity}.without_change", later(-6 * ONE, "today"), "capacity", "answer"),
    "one below what is sold": Fault(
        "bookings.queries.capacity.over", second(more(1)), "below what is sold", "guard"),
    "not even what is sold": Fault(
        "bookings.queries.capacity.over", second(more(-1)), "below what is sold", "answer"),
    "the bed above the highest stays": Fault(
        f"{deeds}.capacity._renumber", second(more(1)), "highest bed", "bed numbers"),
    "a decrease forgets holds": Fault(
        "bookings.queries.capacity.lowered", later(HOUR, "now"), "hold and a capacity change", "answer"),
    # Holds and requests.
    "a hold that ends now is taken": Fault(
        "bookings.queries.nights._taken", later(-TICK, "now"), "hold", "free beds"),
    "a hold is over a minute early": Fault(
        "bookings.queries.nights._taken", later(timedelta(minutes=1), "now"), "hold", "free beds"),
    "a hold that ends now is not freed": Fault(f"{beds}.free_expired", later(-TICK, "now"), "hold", "answer"),
    "the worker leaves a hold that ends now": Fault(
        f"{deeds}.expiry.expire_holds", first(lambda now: now - TICK), "hold and the worker", "states"),
    "the worker leaves a request that ends now": Fault(
        f"{deeds}.expiry.lapse_requests", first(lambda now: now - TICK), "request", "states"),
    "a hold that ends now is held": Fault(
        "bookings.models.Booking.current_state", second(lambda now: now - TICK),
        "hold", "states by the clock"),
    "a hold is a minute longer": Fault(
        f"{states}.HOLD", lambda hold: hold + timedelta(minutes=1), "hold", "ends"),
    "an answer may take a day more": Fault(
        f"{states}.request_ends", given(answer_days=lambda n: n + 1), "request", "ends"),
    "an answer may come after the arrival day": Fault(
        f"{states}.request_ends", later(ONE, "arrival_day_ends"), "request for tonight", "ends"),
    "an approval holds an hour more": Fault(
        f"{states}.approval_ends", given(hold_hours=lambda n: n + 1), "approval", "ends"),
    "an approval outlives the arrival day": Fault(
        f"{states}.approval_ends", later(ONE, "arrival_day_ends"), "approval of a day", "ends"),
    "an approval holds three hours at least": Fault(
        f"{states}.SHORTEST_APPROVAL", lambda least: least + HOUR, "approval before midnight", "ends"),
    "a steward cancels a hold": Fault(
        f"{states}.MOVES", lambda table: wider_table(), "holds are not the house's to cancel", "answer"),
    # The house's day.
    "today is Greenwich's": Fault(f"{clock}.today", instead(in_greenwich), "yesterday", "answer"),
    "today is tomorrow": Fault(f"{clock}.today", tomorrow, "yesterday", "answer"),
    "midnight is Greenwich's": Fault(
        f"{clock}.day_ends", instead(midnight_in_greenwich), "request for tonight", "ends"),
    "the day ends a day early": Fault(
        f"{clock}.day_ends", yesterday, "request for tonight", "states by the clock"),
    "nobody is brought back on the arrival day": Fault(
        f"{deeds}.answering.today", tomorrow, "back in time", "answer", alone=True),
    "a stay is brought back after the arrival day": Fault(
        f"{deeds}.answering.today", yesterday, "back in time", "answer", alone=True),
    "late money buys a day too long": Fault(
        f"{deeds}.money.today", yesterday, "money a day late", "free beds", alone=True),
    "late money buys nothing on the day": Fault(
        f"{deeds}.money.today", tomorrow, "late money", "free beds", alone=True),
    # Coming, going, not coming.
    "checking in a day early": Fault(f"{deeds}.presence.today", tomorrow, "too early", "answer", alone=True),
    "a no-show on the arrival day": Fault(
        f"{deeds}.presence.today", tomorrow, "no show", "answer", alone=True),
    "the night of leaving stays taken": Fault(
        f"{deeds}.presence.release", later(ONE, "nights_from"), "stay", "free beds", alone=True),
    "the night before leaving is freed": Fault(
        f"{deeds}.presence.release", later(-ONE, "nights_from"), "stay", "free beds", alone=True),
    "a no-show keeps two nights": Fault(f"{stay}.second_night", tomorrow, "no show", "free beds"),
    "a no-show keeps no night": Fault(f"{stay}.second_night", yesterday, "no show", "free beds"),
    "cancelling on the day is free": Fault(
        "bookings.queries.policies.today", yesterday, "cancelled on the day", "money", alone=True),
    "cancelling the day before costs all": Fault(
        "bookings.queries.policies.today", tomorrow, "cancelled by the guest", "money", alone=True),
    "a stay that is over is cancelled": Fault(
        f"{deeds}.leaving.today", yesterday, "over", "answer", alone=True),
    "the last day can't be cancelled": Fault(
        f"{deeds}.leaving.today", tomorrow, "last day", "answer", alone=True),
    # Blocks.
    "tonight stays blocked": Fault(f"{deeds}.blocks.today", tomorrow, "block", "answer", alone=True),
    "last night is blocked": Fault(f"{deeds}.blocks.today", yesterday, "block", "answer", alone=True),
    # Money.
    "a night less is priced": Fault("bookings.rules.price.quote", first(shorter_by(1)), "stay", "money"),
    "a bed less is priced": Fault(
        "bookings.rules.price.quote", given(beds=lambda n: max(1, n - 1)), "stay", "money"),
    "halves go to even": Fault(f"{money}.money.rounded", instead(half_to_even), "too early", "money"),
    "fees compound": Fault(f"{money}.lines.subtotal", answer(lambda base: base + 1), "stay", "money"),
    "what the house pays is the guest's": Fault(
        f"{money}.lines.total", instead(all_lines), "full", "invariants"),
    "refunds lower what is owed": Fault(
        f"{money}.balance.Balance.owed", instead(property(owed_less)), "cancelled by the guest", "states"),
    "what went back is kept": Fault(
        f"{money}.balance.Balance.kept", instead(property(kept_all)), "cancelled by the guest", "money"),
    "a cent is owed still": Fault(
        f"{money}.balance.Balance.owed", answer(lambda owed: owed + CENT), "stay", "states"),
    "a cent stays back": Fault(
        f"{money}.balance.spread", first(lambda sum: sum - CENT), "cancelled by the guest", "money"),
}  # fmt: skip
