"""Bills and their lines: written with the thing billed, never rewritten once money came.

Each takes the bill's lock; who also locks rooms or a booking does that before. A change of lines asks an open
session to end, as its amount is no longer right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.models import DiscountCode, House, PaidBy
from members.models import User
from payments import queries
from payments.actions import Refused
from payments.actions.checkout import ask_expiry
from payments.actions.locks import lock_bill
from payments.models import Bill, BillLine, LineKind, MoneyState, Reduction
from payments.rules import amend
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
def reprice(
    bill: Bill, *, lines: Sequence[Line], service: tuple[date, date], by: User | None, now: datetime
) -> None:
    """Let the bill say `lines`, by new lines for what differs where anything was paid or is on its way.

    What somebody wrote, and what is no longer owed, stands. Refused where less than nothing would be left.
    """
    bill = lock_bill(bill)
    known = [queries.as_line(row) for row in bill.lines.all()]
    standing = [line for line in known if line.kind in amend.STANDING]
    if rule_lines.total([*lines, *standing]) < 0:
        raise Refused(_("That would take more off than the stay costs."))
    bill.service_start, bill.service_end = service
    bill.save(update_fields=["service_start", "service_end"])
    if bill.payments.filter(state__in=[MoneyState.SUCCEEDED, MoneyState.PENDING]).exists():
        _add(bill, [_amended(line) for line in amend.differences(known, lines)], now=now)
    else:
        bill.lines.exclude(kind__in=amend.STANDING).delete()
        _add(bill, lines, now=now)
    data = {"before": str(rule_lines.total(known)), "total": str(rule_lines.total(bill.lines.all()))}
    log(bill, "payments.bill_rewritten", user=by, data=data, timestamp=now)


def _amended(line: Line) -> Line:
    """A difference says so, but for fees: they go on under the name they have."""
    if line.kind in rule_lines.NOT_IN_SUBTOTAL:
        return line
    return replace(line, label=_("Changed: %(label)s") % {"label": line.label})


def keep_code(bill: Bill, code: DiscountCode, *, label: str, by: User, now: datetime) -> Reduction:
    """Remember that the bill was written with a discount code, so that it follows the stay."""
    return Reduction.objects.create(
        bill=bill, kind=code.kind, value=code.value, label=label, code=code, by=by, at=now
    )


@transaction.atomic
def waive(bill: Bill, *, keep: Decimal, label: str, by: User | None, now: datetime) -> BillLine | None:
    """One line that lowers what the guest pays to `keep`; None where it is not more than that already.

    What the house pays of its own follows by a line of its own, in the same proportion.
    """
    bill = lock_bill(bill)
    money, keep = queries.balance(bill), rounded(keep, currency=bill.currency)
    before, share = money.total, money.house_share
    if keep < 0:
        raise Refused(_("Less than nothing can't be kept."))
    if before <= keep:
        return None
    row = _append(bill, Line(kind=LineKind.WAIVED, label=label, amount=keep - before), now=now)
    left = rounded(share * keep / before, currency=bill.currency)
    _waive_share(bill, left - share, label=label, now=now)
    log(bill, "payments.waived", user=by, data={"before": str(before), "total": str(keep)}, timestamp=now)
    return row


def _waive_share(bill: Bill, amount: Decimal, *, label: str, now: datetime) -> None:
    if amount:
        line = Line(kind=LineKind.WAIVED, label=label, amount=amount, paid_by=PaidBy.HOUSE)
        _append(bill, line, now=now)


@transaction.atomic
def restore(bill: Bill, *, by: User | None, now: datetime) -> BillLine | None:
    """One line that takes all waivers back, and one for the house's share; None where there is nothing."""
    bill = lock_bill(bill)
    waived = queries.waived(bill)
    if waived == 0:
        return None
    label = _("Owed again")
    row = _append(bill, Line(kind=LineKind.WAIVED, label=label, amount=waived), now=now)
    share = rule_lines.house_share(bill.lines.filter(kind=LineKind.WAIVED))
    _waive_share(bill, -share, label=label, now=now)
    log(bill, "payments.restored", user=by, data={"amount": str(waived)}, timestamp=now)
    return row


def _add(bill: Bill, lines: Sequence[Line], *, now: datetime) -> list[BillLine]:
    ask_expiry(bill, now=now)
    last = bill.lines.order_by("order").last()
    return _insert(bill, lines, now=now, start=last.order + 1 if last else 0)


def _append(bill: Bill, line: Line, *, now: datetime) -> BillLine:
    [row] = _add(bill, [line], now=now)
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
