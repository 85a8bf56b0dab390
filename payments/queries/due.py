"""What of a bill is due now, and what later."""

from datetime import datetime
from decimal import Decimal

from payments.models import Bill
from payments.queries.balances import balance
from payments.rules import due as rule
from payments.rules.balance import Balance
from payments.rules.due import Parts, Plan


def plan_of(bill: Bill) -> Plan | None:
    """How the bill is paid in two parts; None where all is due at once."""
    if bill.deposit_percent is None or bill.rest_on is None:
        return None
    return Plan(bill.deposit_percent, bill.rest_on)


def parts(bill: Bill, *, now: datetime, money: Balance | None = None) -> Parts:
    """What is due of `bill` on the day that `now` is where the house stands, and what later."""
    today = now.astimezone(bill.house.zone).date()
    money = balance(bill) if money is None else money
    return rule.parts(money, plan=plan_of(bill), currency=bill.currency, today=today)


def due(bill: Bill, *, now: datetime) -> Decimal:
    """What the guest is to pay now."""
    return parts(bill, now=now).now
