"""Paying in two parts: how much of a bill is due at once, and how much on the day of the rest."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from payments.rules.balance import ZERO, Balance
from payments.rules.money import rounded


@dataclass(frozen=True)
class Plan:
    """`percent` of the total is due at once, the rest on `rest_on`, which lies ahead when it is made."""

    percent: Decimal
    rest_on: date


@dataclass(frozen=True)
class Parts:
    """What of a bill is due `now`, and the `rest` with its day; no day where there is no rest."""

    now: Decimal
    rest: Decimal = ZERO
    rest_on: date | None = None

    @property
    def owed(self) -> Decimal:
        return self.now + self.rest


def plan(*, when: str, percent: int, days: int, arrive: date, today: date) -> Plan | None:
    """The plan of a house that is paid `when` (ALL, DEPOSIT, ARRIVAL); None where all is due at once.

    A rest whose day is today or over is due at once.
    """
    if when == "ALL":
        return None
    is_deposit = when == "DEPOSIT"
    rest_on = arrive - timedelta(days=days if is_deposit else 0)
    return Plan(Decimal(percent if is_deposit else 0), rest_on) if rest_on > today else None


def parts(money: Balance, *, plan: Plan | None, currency: str, today: date) -> Parts:
    """What is due of `money` today, and what later. What was paid counts for the first part first."""
    owed = max(ZERO, money.owed)
    if plan is None or plan.rest_on <= today:
        return Parts(now=owed)
    first = rounded(money.total * plan.percent / 100, currency=currency)
    now = max(ZERO, min(owed, first - money.kept))
    rest = owed - now
    return Parts(now=now, rest=rest, rest_on=plan.rest_on if rest else None)
