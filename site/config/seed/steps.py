"""When each state of a stay was entered, by whom and why: the moves of its history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from bookings.rules.states import HOLD, Side
from bookings.rules.states import State as S
from config.seed.stays import Made
from config.seed.words import guests as words
from locations.models import House

Chance = Callable[[House, Random], float]


@dataclass(frozen=True)
class Step:
    at: datetime
    start: S | None
    end: S
    side: Side
    why: str = ""


def _between(low: float, high: float) -> Chance:
    return lambda house, rng: rng.uniform(low, high)


# Hours from one state to the next, before the day of arrival.
GAPS: Final[Mapping[tuple[S, S], Chance]] = {
    (S.REQUESTED, S.APPROVED): lambda house, rng: rng.uniform(0.5, min(36, house.answer_days * 24 - 4)),
    (S.REQUESTED, S.DECLINED): lambda house, rng: rng.uniform(2, min(40, house.answer_days * 24 - 4)),
    (S.REQUESTED, S.WITHDRAWN): _between(1, 30),
    (S.REQUESTED, S.LAPSED): lambda house, rng: house.answer_days * 24,
    (S.APPROVED, S.CONFIRMED): _between(0.2, 40),
    (S.APPROVED, S.EXPIRED): lambda house, rng: house.hold_hours,
    (S.APPROVED, S.WITHDRAWN): _between(1, 30),
    (S.APPROVED, S.CANCELLED): _between(2, 30),
    (S.HELD, S.CONFIRMED): _between(0.05, 0.45),
    (S.HELD, S.EXPIRED): lambda house, rng: HOLD / timedelta(hours=1),
    (S.HELD, S.WITHDRAWN): _between(0.03, 0.3),
    (S.EXPIRED, S.APPROVED): _between(0.5, 8),
    (S.DECLINED, S.REQUESTED): _between(0.2, 5),
}
# Who enters a state; CANCELLED and an entry from nothing are seen to below.
SIDES: Final[Mapping[S, Side]] = {
    S.HELD: Side.GUEST,
    S.WITHDRAWN: Side.GUEST,
    S.CONFIRMED: Side.SYSTEM,
    S.EXPIRED: Side.SYSTEM,
    S.LAPSED: Side.SYSTEM,
}


def moment(house: House, day: date, hour: float) -> datetime:
    """That hour of the day where the house stands."""
    midnight = datetime.combine(day, time.min, tzinfo=house.zone)
    return midnight + timedelta(minutes=round(hour * 60))


def steps(made: Made, *, now: datetime, rng: Random) -> list[Step]:
    """The moves of a stay in order, all of them before `now`."""
    path = made.ending.path
    house, today = made.opened.house, made.opened.today
    arrival = [place for place, end in enumerate(path) if end in (S.CHECKED_IN, S.NO_SHOW)]
    before = path[: arrival[0]] if arrival else path
    late_cancel = before[-1] == S.CANCELLED and before[-2] == S.CONFIRMED
    gaps = [GAPS[pair](house, rng) for pair in zip(before, before[1:], strict=False) if pair in GAPS]
    times = [_begin(made, sum(gaps), now=now, rng=rng)]
    for gap in gaps:
        times.append(times[-1] + timedelta(hours=gap))
    if late_cancel:
        times.append(_cancelled(made, times[-1], rng))
    arrive = today + timedelta(days=made.day)
    for end in path[len(before) :]:
        times.append(_on_the_spot(made, end, arrive, came_late=len(times) > len(before), rng=rng))
    starts = (None, *path[:-1])
    return [
        Step(at, start, end, _side(start, end, made), _why(end, made, rng))
        for at, start, end in zip(times, starts, path, strict=True)
    ]


def _begin(made: Made, hours: float, *, now: datetime, rng: Random) -> datetime:
    """When it was asked for: early enough that all of it was settled before arrival, and before today."""
    if made.ago:
        return now - timedelta(hours=made.ago + hours)
    house, today = made.opened.house, made.opened.today
    latest = moment(house, today + timedelta(days=min(made.day, 0)), -rng.uniform(0.5, 5)) - timedelta(
        hours=hours
    )
    lead = min(90, round(2 + rng.expovariate(1 / 18)))
    wanted = moment(house, today + timedelta(days=made.day - lead), rng.uniform(7, 23))
    return min(wanted, latest)


def _cancelled(made: Made, confirmed: datetime, rng: Random) -> datetime:
    """Some time between the confirmation and the arrival; where all is kept, on the day of arrival itself."""
    house, today = made.opened.house, made.opened.today
    if made.ending.kept == "all":
        return moment(house, today + timedelta(days=made.day), rng.uniform(9, 12))
    latest = moment(house, today + timedelta(days=min(made.day, 0)), 0)
    return confirmed + (latest - confirmed) * rng.uniform(0.05, 0.95)


def _on_the_spot(made: Made, end: S, arrive: date, *, came_late: bool, rng: Random) -> datetime:
    house, next_day = made.opened.house, arrive + timedelta(days=1)
    if end == S.NO_SHOW:
        return moment(house, next_day, rng.uniform(9, 11))
    if end == S.CHECKED_OUT:
        assert made.left is not None  # noqa: S101 - who has checked out has left
        return moment(house, made.opened.today + timedelta(days=made.left), rng.uniform(8, 11))
    if came_late:
        return moment(house, next_day, rng.uniform(14, 18))
    return moment(house, arrive, rng.uniform(15, 21))


def _side(start: S | None, end: S, made: Made) -> Side:
    if end == S.REQUESTED:
        return Side.GUEST if start is None else Side.STEWARD
    if end == S.CANCELLED:
        return Side.STEWARD if made.ending.by_steward else Side.GUEST
    return SIDES.get(end, Side.STEWARD)


def _why(end: S, made: Made, rng: Random) -> str:
    if end == S.DECLINED:
        return rng.choice(words.DECLINED)
    if end == S.CANCELLED and made.ending.by_steward:
        return words.CANCELLED_IN_PART if made.ending.kept == "some" else rng.choice(words.CANCELLED_BY_HOUSE)
    return ""
