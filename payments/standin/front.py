"""Serving the payment page: show it, take its form, send the guest back."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs

from payments.standin import cards, checkout, page, sessions
from payments.standin.account import Account
from payments.standin.api import advance
from payments.standin.store import Json


@dataclass(frozen=True)
class Reply:
    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def show(account: Account, session_id: str, *, alert: str = "", status: int = 200) -> Reply:
    with account.transaction():
        advance(account)
    with account.transaction():
        session = account.store.get(session_id, sessions.KIND)
        private = account.store.private(session_id) if session else {}
    if session is None:
        said = "There is no payment at this address. It may belong to data that was cleared."
        return reply(404, page.message("No such payment", said))
    back = sessions.return_address(session)
    if session["status"] != "open":
        return reply(
            200 if session["status"] == "complete" else 410, page.closed(session, return_address=back)
        )
    body = page.form(session, private["line_items"], private["descriptions"], alert=alert)
    return reply(status, body, session["success_url"])


def take(account: Account, session_id: str, encoded: str) -> Reply:
    """The form, sent: paid and on to the success address, or the page again with what went wrong."""
    given = {name: values[-1] for name, values in parse_qs(encoded).items()}
    card = cards.find(given.get("card", ""))
    if card is None:
        return show(account, session_id, alert=page.NOT_A_TEST_CARD, status=422)
    with account.transaction():
        advance(account)
    with account.transaction():
        session = account.store.get(session_id, sessions.KIND)
        if session is not None and session["status"] == "open":
            declined = checkout.pay(account, session_id, card, name=given.get("name", "")[:200])
        else:
            declined = ""
    if session is None or declined == "":
        return show(account, session_id)
    if declined is not None:
        alert = f"{declined} Nothing was paid. Try another card, or walk away."
        return show(account, session_id, alert=alert)
    return see_other(session)


def see_other(session: Json) -> Reply:
    headers = {"Location": sessions.return_address(session), "Cache-Control": "no-store"}
    return Reply(303, headers=headers | {"Content-Security-Policy": page.policy(session["success_url"])})


def reply(status: int, body: str, *form_targets: str) -> Reply:
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": page.policy(*form_targets),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Reply(status, body, headers)
