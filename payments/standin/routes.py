"""The part of Stripe's API the stand-in speaks: which address does what, with which parameters."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from payments.standin import balance, disputes, events, intents, refunds, sessions
from payments.standin.errors import Rejection
from payments.standin.parameters import RETRIEVE, Record, text
from payments.standin.reading import list_schema, listing, retrieve
from payments.standin.store import Json


@dataclass(frozen=True)
class Route:
    """`run` takes the account, the checked parameters and the ids in the address."""

    method: str
    pattern: re.Pattern[str]
    schema: Record
    run: Callable[..., Json]


def route(method: str, path: str, schema: Record, run: Callable[..., Json]) -> Route:
    return Route(method, re.compile("/v1/" + path.replace("*", "([A-Za-z0-9_]+)")), schema, run)


def reads(path: str, kind: str, schema: Record) -> list[Route]:
    return [
        route("GET", path, schema, listing(kind, f"/v1/{path}")),
        route("GET", f"{path}/*", RETRIEVE, retrieve(kind)),
    ]


ROUTES = [
    *reads("checkout/sessions", "checkout.session", sessions.LIST),
    route("POST", "checkout/sessions", sessions.CREATE, sessions.create),
    route("POST", "checkout/sessions/*/expire", sessions.EXPIRE, sessions.expire),
    route("GET", "checkout/sessions/*/line_items", sessions.LIST_LINE_ITEMS, sessions.list_line_items),
    *reads("payment_intents", "payment_intent", intents.LIST),
    *reads("charges", "charge", intents.LIST_CHARGES),
    *reads("refunds", "refund", refunds.LIST),
    route("POST", "refunds", refunds.CREATE, refunds.create),
    *reads("disputes", "dispute", disputes.LIST),
    route("GET", "balance_transactions", balance.LIST, balance.list_entries),
    route("GET", "balance_transactions/*", RETRIEVE, retrieve("balance_transaction")),
    *reads("payouts", "payout", list_schema(status=text(), destination=text())),
    route("GET", "events", events.LIST, events.list_events),
    route("GET", "events/*", RETRIEVE, retrieve("event")),
]


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    for candidate in ROUTES:
        match = candidate.pattern.fullmatch(path)
        if match and candidate.method == method:
            return candidate, match.groups()
    raise Rejection(f"Unrecognized request URL ({method}: {path}).", status=404)
