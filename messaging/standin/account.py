"""What Mailgun keeps for an account: its routes, and a domain's settings, webhooks and events.

In the shapes of https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/routes, …/domains,
…/domain-tracking, …/domain-webhooks and …/events.
"""

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

Form = Mapping[str, Sequence[str]]
Said = tuple[HTTPStatus, dict[str, Any]]

KINDS = {
    "accepted", "clicked", "complained", "delivered", "opened", "permanent_fail", "temporary_fail",
    "unsubscribed",
}  # fmt: skip
MOST_URLS = 3
YES = {"yes": True, "true": True, "no": False, "false": False}


class Account:
    """`domain` as Mailgun describes it; `events` are told by the id of their mail."""

    def __init__(self) -> None:
        self.routes: list[dict[str, Any]] = []
        self.webhooks: dict[str, list[str]] = {}
        self.tracking = {name: {"active": True} for name in ("click", "open", "unsubscribe")}
        self.domain: dict[str, Any] = {"state": "active", "wildcard": False, "spam_action": "disabled"}
        self.receiving = [mx("mxa.mailgun.org"), mx("mxb.mailgun.org")]
        self.events: list[dict[str, Any]] = []
        self.written = 0

    def answer(self, method: str, path: str, form: Form) -> Said:
        """What Mailgun says to a call of its API, `path` without the host; 404 for what it doesn't know."""
        self.written += method != "GET"
        parts = path.strip("/").split("/")
        if parts[:2] == ["v3", "routes"]:
            return self._routes(method, parts[2:], form)
        if parts[:2] == ["v4", "domains"] and len(parts) == 3:
            return self._domain(method, parts[2], form)
        if parts[:2] == ["v3", "domains"] and parts[3:4] == ["webhooks"]:
            return self._webhooks(method, parts[4:], form)
        if parts[:2] == ["v3", "domains"] and parts[3:4] == ["tracking"]:
            return self._tracking(method, parts[4:], form)
        if method == "GET" and parts[0] == "v3" and parts[2:] == ["events"]:
            wanted = form.get("message-id", [""])[0]
            found = [one for one in self.events if one["message"]["headers"]["message-id"] == wanted]
            return HTTPStatus.OK, {"items": found, "paging": {}}
        return missing()

    def _routes(self, method: str, rest: Sequence[str], form: Form) -> Said:
        if method == "GET" and not rest:
            return HTTPStatus.OK, {"total_count": len(self.routes), "items": self.routes}
        if method == "POST" and not rest:
            if not form.get("expression"):
                return wrong("Missing mandatory parameter: expression")
            route = {"id": secrets.token_hex(12), "created_at": "Wed, 15 Feb 2012 13:03:31 GMT"} | _route(
                form
            )
            self.routes.append(route)
            return HTTPStatus.OK, {"message": "Route has been created", "route": route}
        found = [route for route in self.routes if list(rest) == [route["id"]]]
        if method == "PUT" and found:
            found[0].update(_route(form))
            return HTTPStatus.OK, {"message": "Route has been updated", **found[0]}
        return missing()

    def _domain(self, method: str, name: str, form: Form) -> Said:
        if method == "PUT":
            if "wildcard" in form:
                self.domain["wildcard"] = YES[form["wildcard"][0]]
            self.domain |= {key: form[key][0] for key in ("spam_action",) if key in form}
        described = {
            "domain": {"name": name, **self.domain},
            "receiving_dns_records": self.receiving,
            "sending_dns_records": [],
        }
        return HTTPStatus.OK, described

    def _webhooks(self, method: str, rest: Sequence[str], form: Form) -> Said:
        if method == "GET" and not rest:
            return HTTPStatus.OK, {"webhooks": {kind: {"urls": urls} for kind, urls in self.webhooks.items()}}
        kind, urls = (rest[0] if rest else form.get("id", [""])[0]), list(form.get("url", []))
        if kind not in KINDS or not 0 < len(urls) <= MOST_URLS:
            return wrong("Invalid webhook")
        if (method == "POST") == (kind in self.webhooks):
            return wrong("Webhook already exists") if method == "POST" else missing()
        self.webhooks[kind] = urls
        return HTTPStatus.OK, {"message": "Webhook has been updated", "webhook": {"urls": urls}}

    def _tracking(self, method: str, rest: Sequence[str], form: Form) -> Said:
        if method == "GET" and not rest:
            return HTTPStatus.OK, {"tracking": self.tracking}
        if method == "PUT" and len(rest) == 1 and rest[0] in self.tracking and form.get("active"):
            self.tracking[rest[0]] = {"active": YES[form["active"][0]]}
            return HTTPStatus.OK, {"message": "Domain tracking settings have been updated"}
        return missing()


def mx(host: str, *, valid: str = "valid") -> dict[str, Any]:
    return {"record_type": "MX", "priority": "10", "value": host, "valid": valid, "cached": []}


def missing() -> Said:
    return HTTPStatus.NOT_FOUND, {"message": "Not Found"}


def wrong(message: str) -> Said:
    return HTTPStatus.BAD_REQUEST, {"message": message}


def _route(form: Form) -> dict[str, Any]:
    said = {name: form[name][0] for name in ("description", "expression") if name in form}
    priority = {"priority": int(form["priority"][0])} if "priority" in form else {}
    return {**said, **priority, "actions": list(form.get("action", []))}
