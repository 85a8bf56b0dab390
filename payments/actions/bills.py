"""Bills and their lines: written with the thing billed, never rewritten once money came.

Each takes the bill's lock; who also locks rooms or a booking does that before. A change of lines asks an open
session to end, as its amount is no longer right.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.models import House
from members.models import User
from payments import queries
from payments.actions import Refused
from payments.actions.checkout import ask_expiry
from payments.actions.locks import lock_bill
from payments.models import Bill, BillLine, LineKind, MoneyState
from payments.rules import lines as rule_lines
from payments.rules.lines import Line
from payments.rules.money import is_whole, rounded


@transaction.atomic
def write(
    *,
    house: House,
    payer: User,
    kind: str,
    reference: str,
    label: str,
    path: str,
    service_start: date,
    service_end: date,
    lines: Sequence[Line],
    now: datetime,
) -> Bill:
    """A new bill in the house's currency; its nights are `service_start … service_end - 1`."""
    bill = Bill.objects.create(
        house=house,
        payer=payer,
        kind=kind,
        reference=reference,
        label=label,
        path=path,
        currency=house.currency,
        service_start=service_start,
        service_end=service_end,
        created_at=now,
    )
    _insert(bill, lines, now=now)
    log(
        bill, "payments.bill_written", user=payer, data={"total": str(rule_lines.total(lines))}, timestamp=now
    )
    return bill


@transaction.atomic
def rewrite(
    bill: Bill, *, lines: Sequence[Line], service: tuple[date, date], by: User | None, now: datetime
) -> Bill:
    """Replace all lines. Refused once anything was paid or is on its way.

    `service` is the first night and the day after the last.
    """
    bill = lock_bill(bill)
    if bill.payments.filter(state__in=[MoneyState.SUCCEEDED, MoneyState.PENDING]).exists():
        raise Refused(_("Something was paid already, so the lines of this bill stay as they are."))
    before = queries.total(bill)
    bill.lines.all().delete()
    bill.service_start, bill.service_end = service
    bill.save(update_fields=["service_start", "service_end"])
    ask_expiry(bill, now=now)
    _insert(bill, lines, now=now)
    data = {"before": str(before), "total": str(rule_lines.total(lines))}
    log(bill, "payments.bill_rewritten", user=by, data=data, timestamp=now)
    return bill


@transaction.atomic
def add_line(bill: Bill, *, line: Line, by: User | None, now: datetime) -> BillLine:
    """One more line at the end."""
    bill = lock_bill(bill)
    row = _append(bill, line, now=now)
    data = {"label": line.label, "amount": str(line.amount)}
    log(bill, "payments.line_added", user=by, data=data, timestamp=now)
    return row


@transaction.atomic
def waive(bill: Bill, *, keep: Decimal, label: str, by: User | None, now: datetime) -> BillLine | None:
    """One line that lowers what the guest pays to `keep`; None where it is not more than that already."""
    bill = lock_bill(bill)
    before, keep = queries.total(bill), rounded(keep, currency=bill.currency)
    if keep < 0:
        raise Refused(_("Less than nothing can't be kept."))
    if before <= keep:
        return None
    row = _append(bill, Line(kind=LineKind.WAIVED, label=label, amount=keep - before), now=now)
    log(bill, "payments.waived", user=by, data={"before": str(before), "total": str(keep)}, timestamp=now)
    return row


@transaction.atomic
def restore(bill: Bill, *, by: User | None, now: datetime) -> BillLine | None:
    """One line that takes all waivers back; None where there is nothing to take back."""
    bill = lock_bill(bill)
    waived = queries.waived(bill)
    if waived == 0:
        return None
    row = _append(bill, Line(kind=LineKind.WAIVED, label=_("Owed again"), amount=waived), now=now)
    log(bill, "payments.restored", user=by, data={"amount": str(waived)}, timestamp=now)
    return row


def _append(bill: Bill, line: Line, *, now: datetime) -> BillLine:
    ask_expiry(bill, now=now)
    last = bill.lines.order_by("order").last()
    [row] = _insert(bill, [line], now=now, start=last.order + 1 if last else 0)
    return row


def _insert(bill: Bill, lines: Iterable[Line], *, now: datetime, start: int = 0) -> list[BillLine]:
    rows = [_row(bill, line, order=order, now=now) for order, line in enumerate(lines, start)]
    return BillLine.objects.bulk_create(rows)


def _row(bill: Bill, line: Line, *, order: int, now: datetime) -> BillLine:
    if not is_whole(line.amount, currency=bill.currency):
        raise ValueError(f"{line.label}: {line.amount} is not whole in {bill.currency}")
    return BillLine(
        bill=bill,
        kind=line.kind,
        label=line.label,
        percent=line.percent,
        amount=line.amount,
        paid_by=line.paid_by,
        nights=dict(line.nights),
        why=line.why,
        source=line.source,
        order=order,
        created_at=now,
    )
