"""What a stay cost, what was paid for it and what went back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from bookings.queries.quotes import quote_for
from bookings.rules.states import State as S
from bookings.rules.stay import Stay
from config.seed.stays import Made
from config.seed.steps import Step
from payments.models import LineKind, MoneyState, Source
from payments.rules.lines import Line
from payments.rules.money import rounded

SOURCES = {Source.STRIPE: 82, Source.TRANSFER: 12, Source.CASH: 6}
WAIVED = {
    S.DECLINED: "Declined",
    S.WITHDRAWN: "Withdrawn",
    S.LAPSED: "Not answered in time",
    S.CANCELLED: "Cancelled",
}
# Money that goes back by hand waits for a steward for so long.
BY_HAND = timedelta(days=9)


@dataclass(frozen=True)
class Paid:
    amount: Decimal
    source: Source
    at: datetime


@dataclass(frozen=True)
class Returned:
    amount: Decimal
    state: MoneyState
    at: datetime
    settled_at: datetime | None
    reason: str


@dataclass
class Money:
    """Lines with the moment each was written, in order."""

    lines: list[tuple[Line, datetime]] = field(default_factory=list)
    payment: Paid | None = None
    refund: Returned | None = None


def money(made: Made, stay: Stay, steps: Sequence[Step], *, now: datetime, rng: Random) -> Money:
    """The bill of a stay as its history left it."""
    quoted = quote_for(made.room, stay, made.people, fees=made.opened.fees)
    account = Money([(line, steps[0].at) for line in quoted.lines])
    for step in steps:
        if step.end == S.CONFIRMED:
            account.payment = Paid(quoted.total, _source(rng), step.at)
        if step.start == S.DECLINED:
            account.lines.append((_waiver("Owed again", quoted.total), step.at))
        if step.end in WAIVED:
            kept = _kept(made, quoted.total) if step.end == S.CANCELLED else Decimal(0)
            _let_go(account, quoted.total, kept, WAIVED[step.end], step.at, now=now)
    if made.ending.paid_late:
        at = steps[-1].at + timedelta(minutes=rng.randint(1, 20))
        account.payment = Paid(quoted.total, Source.STRIPE, at)
        _let_go(
            account, quoted.total, Decimal(0), "Paid too late", at, now=now, reason="Could not buy the stay"
        )
    return account


def _source(rng: Random) -> Source:
    return rng.choices(list(SOURCES), weights=list(SOURCES.values()))[0]


def _kept(made: Made, total: Decimal) -> Decimal:
    share = {"nothing": Decimal(0), "some": Decimal("0.4"), "all": Decimal(1)}[made.ending.kept]
    return rounded(total * share, currency=made.opened.house.currency)


def _waiver(label: str, amount: Decimal) -> Line:
    return Line(kind=LineKind.WAIVED, label=label, amount=amount)


def _let_go(
    account: Money,
    total: Decimal,
    kept: Decimal,
    label: str,
    at: datetime,
    *,
    now: datetime,
    reason: str = "",
) -> None:
    """Lower the bill to what is kept, and give back what was paid above that."""
    if kept < total:
        account.lines.append((_waiver(label, kept - total), at))
    if account.payment and kept < account.payment.amount:
        amount = account.payment.amount - kept
        account.refund = _refund(account.payment, amount, at, reason or label, now=now)


def _refund(payment: Paid, amount: Decimal, at: datetime, reason: str, *, now: datetime) -> Returned:
    if payment.source == Source.STRIPE:
        return Returned(amount, MoneyState.SUCCEEDED, at, at + timedelta(seconds=40), reason)
    if at + BY_HAND < now:
        return Returned(amount, MoneyState.SUCCEEDED, at, at + timedelta(hours=26), reason)
    return Returned(amount, MoneyState.PENDING, at, None, reason)
