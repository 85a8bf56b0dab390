"""What only a stand-in can do on demand: pay, fail, dispute, let time pass, break, and tell what it saw."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from payments.standin import balance, cards, checkout, disputes, refunds, sessions
from payments.standin.account import Account
from payments.standin.errors import Rejection
from payments.standin.faults import Faults
from payments.standin.reading import fetch
from payments.standin.store import Json
from payments.standin.webhooks import Sender


class Works(Protocol):
    """The parts a control may reach."""

    account: Account
    faults: Faults
    sender: Sender
    calls: Any


@dataclass(frozen=True)
class Control:
    """`fields` are the names allowed in the JSON body; `atomic` runs it inside a transaction."""

    method: str
    pattern: re.Pattern[str]
    run: Callable[..., Any]
    fields: frozenset[str]


CONTROLS: list[Control] = []
Run = Callable[..., Any]


def control(method: str, path: str, *fields: str) -> Callable[[Run], Run]:
    def register(run: Run) -> Run:
        pattern = re.compile(path.replace("*", "([A-Za-z0-9_]+)"))
        CONTROLS.append(Control(method, pattern, run, frozenset(fields)))
        return run

    return register


def perform(works: Works, method: str, path: str, body: Json) -> Any:
    """Run the control at `path` (below `/_standin/`) with `body`, all or nothing."""
    for candidate in CONTROLS:
        match = candidate.pattern.fullmatch(path)
        if match and candidate.method == method:
            unknown = body.keys() - candidate.fields
            if unknown and candidate.fields != ANY:
                raise Rejection(f"Unknown: {', '.join(sorted(unknown))}", code="parameter_unknown")
            with works.account.transaction():
                return candidate.run(works, *match.groups(), **body)
    raise Rejection(f"No control {method} {path}.", status=404)


ANY = frozenset({"*"})


def known_card(number: str) -> cards.Card:
    card = cards.find(number)
    if card is None:
        raise Rejection("Only test cards are accepted here.", param="card")
    return card


@control("GET", "health")
def health(works: Works) -> Json:
    return {"status": "ok", "objects": works.account.store.counts()}


@control("POST", "sessions/*/pay", "card", "email", "name")
def pay(works: Works, session_id: str, card: str = cards.GOOD, **payer: str) -> Json:
    checkout.pay(works.account, session_id, known_card(card), **payer)
    return fetch(works.account, sessions.KIND, session_id)


@control("POST", "sessions/*/complete_unpaid")
def complete_unpaid(works: Works, session_id: str) -> Json:
    return checkout.complete_unpaid(works.account, session_id)


@control("POST", "sessions/*/settle", "succeeded")
def settle(works: Works, session_id: str, succeeded: bool = True) -> Json:
    return checkout.settle(works.account, session_id, known_card(cards.GOOD), succeeded=succeeded)


@control("POST", "sessions/*/expire")
def expire(works: Works, session_id: str) -> Json:
    """Let the session's time be over now."""
    session = checkout.open_session(works.account, session_id)
    return sessions.run_out(works.account, session | {"expires_at": works.account.now()})


@control("POST", "refunds/*/succeed")
def succeed_refund(works: Works, refund_id: str) -> Json:
    return refunds.succeed(works.account, refund_id)


@control("POST", "refunds/*/fail", "reason")
def fail_refund(works: Works, refund_id: str, reason: str = "unknown") -> Json:
    return refunds.fail(works.account, refund_id, reason=reason)


@control("POST", "charges/*/dispute", "amount", "reason")
def dispute(works: Works, charge_id: str, amount: int | None = None, reason: str = "fraudulent") -> Json:
    return disputes.open_dispute(works.account, charge_id, amount=amount, reason=reason)


@control("POST", "disputes/*/close", "status")
def close_dispute(works: Works, dispute_id: str, status: str = "lost") -> Json:
    return disputes.close(works.account, dispute_id, status=status)


@control("POST", "payouts", "currency")
def pay_out(works: Works, currency: str = "usd") -> Json:
    return balance.pay_out(works.account, currency=currency)


@control("POST", "clock", "offset", "now")
def set_clock(works: Works, offset: float = 0.0, now: float | None = None) -> Json:
    """Run `offset` seconds ahead of the real clock, or go on from `now` (epoch seconds)."""
    works.account.clock_offset = offset if now is None else now - works.account.clock()
    return {"now": works.account.now()}


@control("GET", "faults")
def list_faults(works: Works) -> list[Json]:
    return works.faults.waiting()


@control("POST", "faults", *ANY)
def add_fault(works: Works, **fields: Any) -> list[Json]:
    works.faults.add(**fields)
    return works.faults.waiting()


@control("DELETE", "faults")
def clear_faults(works: Works) -> list[Json]:
    works.faults.clear()
    return []


@control("GET", "webhooks")
def list_deliveries(works: Works) -> list[Json]:
    return works.sender.deliveries()


@control("POST", "webhooks/release", "backwards")
def release(works: Works, backwards: bool = False) -> Json:
    return {"released": works.sender.release(backwards=backwards)}


@control("GET", "calls")
def list_calls(works: Works) -> list[Json]:
    """The last API calls, oldest first: method, path, idempotency key, status (0 for dropped)."""
    return list(works.calls)


@control("POST", "reset")
def reset(works: Works) -> Json:
    works.faults.clear()
    works.calls.clear()
    works.account.clock_offset = 0.0
    works.account.store.clear()
    return health(works)
