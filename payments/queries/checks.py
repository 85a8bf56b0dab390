"""The books, looked at from outside: what can't be is named, a line for each."""

from collections.abc import Iterator
from decimal import Decimal

from payments.models import Bill, LineKind, MoneyState, Payment
from payments.queries.balances import balances
from payments.rules import balance as rule
from payments.rules.balance import Balance
from payments.rules.lines import total
from payments.rules.money import is_whole

BATCH = 500


def wrong_bills() -> list[str]:
    """A line for each bill that does not add up and each balance that disagrees with its rows."""
    found = Bill.objects.order_by("pk").prefetch_related("lines", "payments__refunds", "refunds__payment")
    wrong, last = [], 0
    while bills := list(found.filter(pk__gt=last)[:BATCH]):
        last, numbers = bills[-1].pk, balances(bills)
        for bill in bills:
            wrong += [f"bill {bill.reference}: {said}" for said in _wrong(bill, numbers[bill.pk])]
    return wrong


def _wrong(bill: Bill, numbers: Balance) -> Iterator[str]:
    yield from _wrong_lines(bill)
    yield from _wrong_balance(bill, numbers)
    for payment in bill.payments.all():
        yield from _wrong_payment(payment)
    for refund in bill.refunds.all():
        if refund.payment.bill_id != bill.pk:
            yield f"refund {refund.pk} is of a payment for another bill"


def _wrong_lines(bill: Bill) -> Iterator[str]:
    lines = list(bill.lines.all())
    if not lines:
        yield "it has no lines"
    for line in lines:
        if not is_whole(line.amount, currency=bill.currency):
            yield f"“{line.label}”, {line.amount}, is not whole in {bill.currency}"
        if line.nights and sum(map(Decimal, line.nights.values())) != line.amount:
            yield f"“{line.label}”, {line.amount}, is not the sum of its nights"
    if total(lines) < 0:
        yield f"the guest's lines add up to {total(lines)}"
    if total(line for line in lines if line.kind == LineKind.WAIVED) > 0:
        yield "more is owed again than was waived"


def _wrong_balance(bill: Bill, numbers: Balance) -> Iterator[str]:
    by_rows = rule.balance(lines=bill.lines.all(), payments=bill.payments.all(), refunds=bill.refunds.all())
    if by_rows != numbers:
        yield f"its balance is {numbers}, its rows say {by_rows}"
    if numbers.refunded > numbers.paid:
        yield f"{numbers.refunded} goes back of {numbers.paid} paid"


def _wrong_payment(payment: Payment) -> Iterator[str]:
    back = rule.given_back(payment.refunds.all())
    if back and payment.state != MoneyState.SUCCEEDED:
        yield f"{back} goes back of payment {payment.pk}, which never came"
    elif back > payment.amount:
        yield f"{back} goes back of payment {payment.pk}, which was {payment.amount}"
