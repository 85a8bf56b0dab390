"""How much goes back when a stay is cancelled: tiers of days before arrival, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from payments.rules.money import rounded

ZERO, ALL = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Tier:
    """Cancelled so many days before arrival or more, `percent` goes back."""

    days: int
    percent: Decimal


@dataclass(frozen=True)
class Policy:
    """Tiers with the most days first; later than all, nothing goes back. `no_show`: to who never came."""

    tiers: tuple[Tier, ...] = ()
    no_show: Decimal = ZERO


def policy(tiers: Iterable[tuple[int, Decimal]], *, no_show: Decimal = ZERO) -> Policy:
    """A policy of these tiers in any order. ValueError unless later never gives more back."""
    ordered = tuple(Tier(days, percent) for days, percent in sorted(tiers, reverse=True))
    days, percents = [tier.days for tier in ordered], [tier.percent for tier in ordered]
    if len(set(days)) < len(days) or any(day < 0 for day in days):
        raise ValueError("each number of days once, none below zero")
    if any(not ZERO <= percent <= ALL for percent in [*percents, no_show]):
        raise ValueError("between 0 and 100 percent go back")
    on_the_day = percents[-1] if days and days[-1] == 0 else ZERO
    if percents != sorted(percents, reverse=True) or no_show > on_the_day:
        raise ValueError("later never more goes back")
    return Policy(ordered, no_show)


# Named ones; the first is what held before houses could choose.
POLICIES: Final[Mapping[str, Policy]] = {
    "FLEXIBLE": policy([(1, ALL)]),
    "MODERATE": policy([(5, ALL), (1, Decimal(50))]),
    "STRICT": policy([(14, ALL), (7, Decimal(50))]),
    "LONG_STAY": policy([(30, ALL), (14, Decimal(50))]),
}


def percent_back(policy: Policy, *, arrive: date, on: date) -> Decimal:
    """The percentage that goes back of a stay from `arrive` on, cancelled `on` a day of the house."""
    left = (arrive - on).days
    return next((tier.percent for tier in policy.tiers if left >= tier.days), ZERO)


def refund(percent: Decimal, *, total: Decimal, kept: Decimal, currency: str) -> Decimal:
    """What goes back of the money here (`kept`) where the house keeps the rest of the `total`; 0 or more."""
    return max(ZERO, kept - keeps(percent, total=total, currency=currency))


def keeps(percent: Decimal, *, total: Decimal, currency: str) -> Decimal:
    """What the house keeps of a `total` of which `percent` goes back."""
    return total - rounded(total * percent / 100, currency=currency)


@dataclass(frozen=True)
class Step:
    """From `start` to `last` (None: on), so much goes back."""

    start: date
    last: date | None
    percent: Decimal


def steps(policy: Policy, *, arrive: date, on: date) -> list[Step]:
    """What goes back on `on` and each later day, days of the same percentage together."""
    turns = [on, *(arrive - timedelta(days=tier.days - 1) for tier in policy.tiers)]
    days = sorted({day for day in turns if day >= on})
    found: list[Step] = []
    for day in days:
        percent = percent_back(policy, arrive=arrive, on=day)
        if found and found[-1].percent == percent:
            continue
        if found:
            found[-1] = Step(found[-1].start, day - timedelta(days=1), found[-1].percent)
        found.append(Step(day, None, percent))
    return found


def as_data(policy: Policy) -> dict[str, Any]:
    """The policy as a booking keeps it."""
    return {
        "tiers": [[tier.days, str(tier.percent)] for tier in policy.tiers],
        "no_show": str(policy.no_show),
    }


def from_data(data: Mapping[str, Any]) -> Policy:
    """The policy a booking keeps; one without any keeps the rule that held before."""
    if not data:
        return POLICIES["FLEXIBLE"]
    tiers = [(int(days), Decimal(percent)) for days, percent in data["tiers"]]
    return policy(tiers, no_show=Decimal(data["no_show"]))
