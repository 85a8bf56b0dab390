"""Checkout Sessions: create, expire, and their line items."""

from typing import Any
from urllib.parse import quote

from payments.standin import events, intents
from payments.standin.account import Account
from payments.standin.currencies import check_divisible, check_total
from payments.standin.errors import Rejection
from payments.standin.parameters import (
    EXPAND,
    Check,
    Record,
    choice,
    currency,
    email,
    integer,
    list_of,
    metadata,
    text,
    url,
)
from payments.standin.reading import INCLUDABLE, as_list, expand, fetch, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json, new_id

KIND = "checkout.session"
SHORTEST = 30 * 60
LONGEST = 24 * 3600

PRODUCT = Record({"name": text(), "description": text(), "metadata": metadata}, required=("name",))
PRICE = Record(
    {"currency": currency, "product_data": PRODUCT, "unit_amount": integer()},
    required=("currency", "product_data", "unit_amount"),
)
LINE_ITEM = Record({"price_data": PRICE, "quantity": integer(least=1)}, required=("price_data", "quantity"))
INTENT_DATA = Record(
    {
        "description": text(),
        "metadata": metadata,
        "receipt_email": email,
        "statement_descriptor_suffix": text(most=22),
    }
)
_FIELDS: dict[str, Check] = {
    "cancel_url": url,
    "client_reference_id": text(most=200),
    "customer_email": email,
    "expand": EXPAND,
    "expires_at": integer(),
    "line_items": list_of(LINE_ITEM),
    "locale": text(most=10),
    "metadata": metadata,
    "mode": choice("payment"),
    "payment_intent_data": INTENT_DATA,
    "payment_method_types": list_of(choice("card")),
    "submit_type": choice("auto", "book", "donate", "pay"),
    "success_url": url,
    "ui_mode": choice("hosted_page"),
}
CREATE = Record(_FIELDS, required=("line_items", "mode", "success_url"))
EXPIRE = Record({"expand": EXPAND})
LIST = list_schema(payment_intent=text(), status=choice("complete", "expired", "open"))
LIST_LINE_ITEMS = list_schema()


def create(account: Account, params: Json) -> Json:
    now = account.now()
    expires_at = params.get("expires_at", now + LONGEST)
    if "expires_at" in params:
        check_expiry(expires_at - now)
    items = [line_item(line, number, now=now) for number, line in enumerate(params["line_items"])]
    money = one_currency(items)
    total = sum(item["amount_total"] for item in items)
    check_total(total, money)
    copied = {name: value for name, value in params.items() if name not in COMPUTED}
    session = blank(
        KIND, amount_subtotal=total, amount_total=total, created=now, currency=money, expires_at=expires_at
    )
    session |= copied
    if "customer_email" in params:
        session["customer_details"] = customer_details(email=params["customer_email"])
    session["url"] = f"{account.public_url}/c/pay/{quote(session['id'])}"
    details = [line["price_data"]["product_data"].get("description", "") for line in params["line_items"]]
    intent_data = params.get("payment_intent_data", {})
    private = {"line_items": items, "descriptions": details, "payment_intent_data": intent_data}
    account.store.add(session, private=private, due=expires_at)
    return expand(account, session, params.get("expand", []))


COMPUTED = frozenset({"expand", "expires_at", "line_items", "payment_intent_data"})


def check_expiry(ahead: int) -> None:
    """From 30 minutes to less than 24 hours ahead (docs.stripe.com/api/checkout/sessions/create)."""
    message = None
    if ahead < SHORTEST:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
    elif ahead >= LONGEST:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
    if message:
        raise Rejection(message, param="expires_at")


def line_item(line: Json, number: int, *, now: int) -> Json:
    price, quantity = line["price_data"], line["quantity"]
    amount = price["unit_amount"] * quantity
    param = f"line_items[{number}][price_data][unit_amount]"
    check_divisible(price["unit_amount"], price["currency"], param=param)
    item = blank("item", currency=price["currency"], description=price["product_data"]["name"])
    item |= {"amount_subtotal": amount, "amount_total": amount, "quantity": quantity}
    item["price"] |= {
        "created": now,
        "currency": price["currency"],
        "id": new_id("price"),
        "product": new_id("prod", 14),
        "unit_amount": price["unit_amount"],
        "unit_amount_decimal": str(price["unit_amount"]),
    }
    return item


def one_currency(items: list[Json]) -> str:
    if not items:
        raise Rejection("Missing required param: line_items.", code="parameter_missing", param="line_items")
    money: str = items[0]["currency"]
    if any(item["currency"] != money for item in items):
        raise Rejection("All line items must have the same currency.", param="line_items")
    return money


def customer_details(*, email: str | None = None, name: str | None = None) -> Json:
    details: Json = dict.fromkeys(("address", "business_name", "individual_name", "phone", "tax_ids"))
    return details | {"email": email, "name": name, "tax_exempt": "none"}


def line_items(account: Account, session: Json) -> Json:
    items = account.store.private(session["id"])["line_items"]
    return as_list(items, url=f"/v1/checkout/sessions/{session['id']}/line_items")


INCLUDABLE[(KIND, "line_items")] = line_items


def list_line_items(account: Account, params: Json, session_id: str) -> Json:
    return line_items(account, fetch(account, KIND, session_id))


def expire(account: Account, params: Json, session_id: str) -> Json:
    session = fetch(account, KIND, session_id, param="session")
    if session["status"] != "open":
        raise Rejection(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    return expand(account, run_out(account, session), params.get("expand", []))


def run_out(account: Account, session: Json) -> Json:
    """Close an open session without payment: asked for, or because its time is over."""
    session |= {"status": "expired", "url": None}
    account.store.save(session)
    intents.cancel(account, session["payment_intent"])
    events.emit(account, "checkout.session.expired", session)
    return session


def complete(account: Account, session: Json, *, payment_status: str, details: Json) -> Json:
    session |= {
        "status": "complete",
        "payment_status": payment_status,
        "url": None,
        "customer_details": details,
    }
    account.store.save(session)
    events.emit(account, "checkout.session.completed", session)
    return session


def return_address(session: Json) -> str:
    """The success address with the session's id in Stripe's placeholder."""
    address: Any = session["success_url"]
    return str(address).replace("{CHECKOUT_SESSION_ID}", session["id"])
