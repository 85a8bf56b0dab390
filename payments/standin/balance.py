"""Balance transactions and payouts: where the money is."""

from decimal import ROUND_HALF_UP, Decimal

from payments.standin import events
from payments.standin.account import Account
from payments.standin.currencies import ZERO_DECIMAL
from payments.standin.errors import Rejection
from payments.standin.parameters import text
from payments.standin.reading import list_page, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json

LIST = list_schema(currency=text(), payout=text(), source=text(), type=text())
FEE_RATE = Decimal("0.029")
FEE_FIXED = 30
DISPUTE_FEE = 1500
DAYS_PENDING = 2


def charge_fee(amount: int, currency: str) -> int:
    """2.9 % and 30 minor units (30 whole ones would be too much where there are no minor units)."""
    fixed = 0 if currency in ZERO_DECIMAL else FEE_FIXED
    return min(amount, int((amount * FEE_RATE).quantize(Decimal(1), ROUND_HALF_UP)) + fixed)


def enter(
    account: Account, source: Json, *, amount: int, kind: str, category: str = "", fee: int = 0
) -> Json:
    """A new balance transaction for `source`; `amount` is negative where money leaves."""
    now = account.now()
    details = {"amount": fee, "application": None, "currency": source["currency"], "type": "stripe_fee"}
    details["description"] = "Stripe processing fees"
    return account.store.add(
        blank(
            "balance_transaction",
            amount=amount,
            available_on=now + DAYS_PENDING * 86400,
            created=now,
            currency=source["currency"],
            description=source.get("description"),
            fee=fee,
            fee_details=[details] if fee else [],
            net=amount - fee,
            reporting_category=category or kind,
            source=source["id"],
            type=kind,
        )
    )


def pay_out(account: Account, *, currency: str) -> Json:
    """Pay everything not yet paid out to the bank, as one payout."""
    waiting = [
        entry
        for entry in account.store.find("balance_transaction", currency=currency)
        if "payout" not in account.store.private(entry["id"])
    ]
    amount = sum(entry["net"] for entry in waiting)
    if amount <= 0:
        raise Rejection(f"There is nothing to pay out in {currency}.", code="balance_insufficient")
    payout = blank("payout", amount=amount, created=account.now(), currency=currency)
    payout["arrival_date"] = payout["created"]
    entry = enter(account, payout, amount=-amount, kind="payout")
    payout["balance_transaction"] = entry["id"]
    account.store.add(payout)
    for paid in [*waiting, entry]:
        account.store.save(paid | {"status": "available"})
        account.store.set_private(paid["id"], payout=payout["id"])
    events.emit(account, "payout.created", payout | {"status": "in_transit"})
    events.emit(account, "payout.paid", payout)
    return payout


def list_entries(account: Account, params: Json) -> Json:
    rest, further = dict(params), []
    if "payout" in rest:
        further.append(("json_extract(private, '$.payout') = ?", rest.pop("payout")))
    return list_page(account, "balance_transaction", rest, url="/v1/balance_transactions", further=further)
