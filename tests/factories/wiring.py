"""What stands above payments in its tests: it remembers being told, and does what it is set to do."""

from dataclasses import dataclass, field

from payments import queries
from payments.actions import refunds


@dataclass
class Told:
    """The first `failures` calls raise; with `refunds_overpaid` each gives back what is too much."""

    calls: list[tuple] = field(default_factory=list)
    failures: int = 0
    refunds_overpaid: bool = False


told = Told()


def bill_changed(bill, *, by, now):
    told.calls.append((bill.reference, queries.owed(bill), by))
    if told.failures:
        told.failures -= 1
        raise RuntimeError("nobody is home")
    if told.refunds_overpaid:
        refunds.give_back(bill, amount=None, reason="Paid too much", by=None, now=now)
