"""Splitting what came and went: once, when it is recorded, and never again."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

from django.db import transaction

from payments import queries
from payments.models import Bill, MoneyState, Payment, Refund, Split, SplitPart
from payments.rules import split as rule
from payments.rules.balance import LOST
from payments.rules.split import ZERO, Key, Parts

AT_ONCE = 500


@transaction.atomic
def freeze(bills: Iterable[Bill]) -> int:
    """Split every payment and refund of `bills` that is done and was not split yet; how many that were.

    The split of a refund that failed after all, or of a payment noted by mistake, is taken back by another.

    Takes the bills' locks. Eleven queries at most, however many bills.
    """
    ids = sorted(bill.pk for bill in bills)
    # The lock alone: with joins it would reach houses too.
    list(Bill.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    made = [pair for bill in queries.bills_with_splits(ids) for pair in _of_bill(bill)]
    splits = Split.objects.bulk_create(row for row, _split in made)
    SplitPart.objects.bulk_create(
        SplitPart(
            split=row, kind=key.kind, label=key.label, percent=key.percent, paid_by=key.paid_by, amount=part
        )
        for row, (_row, split) in zip(splits, made, strict=True)
        for key, part in split.parts.items()
    )
    return len(made)


def freeze_missed() -> int:
    """Split what was recorded by code that did not split yet, or where splitting failed; some at once."""
    return freeze(queries.bills_to_split().order_by("pk")[:AT_ONCE])


def freeze_all() -> int:
    """Split all that was not split yet, as after rows were made without the actions."""
    done = 0
    while some := freeze_missed():
        done += some
    return done


def _of_bill(bill: Bill) -> list[tuple[Split, rule.Split]]:
    """New rows and what they hold, in the order in which money moved."""
    made: list[tuple[Split, rule.Split]] = []
    payments = {payment.pk: payment for payment in bill.payments.all()}
    came = {
        pk: [queries.as_rule(split) for split in payment.splits.all()] for pk, payment in payments.items()
    }
    went = {
        refund.pk: [queries.as_rule(split) for split in refund.splits.all()] for refund in bill.refunds.all()
    }
    rows: list[Payment | Refund] = [*payments.values(), *bill.refunds.all()]
    for row in sorted(rows, key=_moment):
        known = list(chain.from_iterable([*came.values(), *went.values()]))
        of_row = (came if isinstance(row, Payment) else went)[row.pk]
        if row.state in LOST:
            if len(of_row) == 1:
                of_row.append(_undone(of_row[0]))
                made.append((_row(row, bill, of_row[1], is_undoing=True), of_row[1]))
        elif isinstance(row, Payment):
            if not of_row:
                of_row.append(_came(row, bill, known))
                made.append((_row(row, bill, of_row[0]), of_row[0]))
        elif row.state == MoneyState.SUCCEEDED and not of_row:
            back = [
                split
                for one in bill.refunds.all()
                if one.payment_id == row.payment_id
                for split in went[one.pk]
            ]
            of_row.append(_went(row, bill, of=came[row.payment_id][0], back=back))
            made.append((_row(row, bill, of_row[0]), of_row[0]))
    return made


def _moment(moved: Payment | Refund) -> tuple[datetime, bool, int]:
    return (moved.settled_at or moved.created_at, isinstance(moved, Refund), moved.pk)


def _came(payment: Payment, bill: Bill, known: list[rule.Split]) -> rule.Split:
    return rule.came(
        payment.amount,
        lines=bill.lines.all(),
        before=sum((split.amount for split in known), ZERO),
        taken=_added(known),
        currency=bill.currency,
    )


def _went(refund: Refund, bill: Bill, *, of: rule.Split, back: list[rule.Split]) -> rule.Split:
    return rule.went(
        refund.amount,
        of=of,
        before=-sum((split.amount for split in back), ZERO),
        taken={key: -part for key, part in _added(back).items()},
        currency=bill.currency,
    )


def _undone(split: rule.Split) -> rule.Split:
    parts = {key: -part for key, part in split.parts.items()}
    return rule.Split(amount=-split.amount, parts=parts, has_fees=split.has_fees)


def _added(splits: Iterable[rule.Split]) -> Parts:
    added: dict[Key, Decimal] = {}
    for split in splits:
        for key, part in split.parts.items():
            added[key] = added.get(key, ZERO) + part
    return added


def _row(moved: Payment | Refund, bill: Bill, split: rule.Split, *, is_undoing: bool = False) -> Split:
    return Split(
        is_undoing=is_undoing,
        payment=moved if isinstance(moved, Payment) else None,
        refund=moved if isinstance(moved, Refund) else None,
        bill=bill,
        house=bill.house,
        on=_day(moved, bill, is_undoing=is_undoing),
        currency=bill.currency,
        source=moved.source,
        amount=split.amount,
        fees=split.fees,
        taxes=split.taxes,
        house_fees=split.house_fees,
        to_house=split.to_house,
        has_fees=split.has_fees,
    )


def _day(moved: Payment | Refund, bill: Bill, *, is_undoing: bool) -> date:
    """When it came or went, on the house's calendar; for money taken by hand what the steward said."""
    moment = moved.settled_at or moved.created_at
    if isinstance(moved, Payment):
        if is_undoing:
            moment = moved.reversed_at or moment
        elif moved.received_on:
            return moved.received_on
    return moment.astimezone(bill.house.zone).date()
