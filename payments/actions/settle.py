"""What the worker does for money once a minute: whatever was begun and not finished."""

from datetime import datetime

from payments import queries
from payments.actions import changes, checkout, expiry, outgoing, splits
from payments.actions.locks import work_on
from payments.models import Payment, Refund


def run_due(now: datetime) -> int:
    """Apply and split what was paid, close and read sessions, clear up after crashes, see refunds through.

    Counts what it did. Each row is worked on by itself; one that fails is logged, put off and tried again.
    """

    def apply(row: Payment | Refund) -> None:
        changes.apply(row.bill, by=row.by, now=now)

    return (
        work_on(queries.unapplied_payments(), apply, now=now)
        + work_on(queries.unapplied_refunds(), apply, now=now)
        + work_on(queries.sessions_without_answer(), lambda row: checkout.resolve(row, now=now), now=now)
        + work_on(queries.sessions_to_follow(), lambda row: expiry.follow(row, now=now), now=now)
        + work_on(queries.refunds_to_send(), lambda row: outgoing.send(row, now=now), now=now)
        + sum(changes.apply(each.payment.bill, by=None, now=now) for each in queries.untold_disputes())
        + work_on(queries.refunds_to_follow(), lambda row: outgoing.follow(row, now=now), now=now)
        + splits.freeze_missed()
    )
