"""When a bill is paid: at once, or in two parts."""

from payments.models import Bill
from payments.rules.due import Plan


def set_plan(bill: Bill, plan: Plan | None, *, lapses: bool) -> None:
    """Let `bill` be paid by `plan`, all at once for None; inside the transaction that writes its lines."""
    bill.deposit_percent = plan.percent if plan else None
    bill.rest_on = plan.rest_on if plan else None
    bill.lapses_unpaid = lapses and plan is not None
    bill.save(update_fields=["deposit_percent", "rest_on", "lapses_unpaid"])
