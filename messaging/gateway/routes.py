"""What Mailgun has to be set up to do for this site, compared with what it is, and brought there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from messaging.gateway.mailgun import call
from messaging.rules.addresses import BOOKING, LISTS

EVENTS = ("delivered", "permanent_fail", "temporary_fail", "complained", "unsubscribed")
# Mailgun keeps so many addresses for one kind of event.
MOST_URLS = 3


@dataclass(frozen=True)
class Step:
    """One thing that stands as it should (`do` is None), or that `do` brings about."""

    what: str
    do: Callable[[], object] | None = None


def steps(domain: str, *, site: str) -> Iterator[Step]:
    """Everything that mail at `domain` needs, for a site at the address `site`; MailgunError.

    Only what differs is to be done; what others have set up beside ours stays.
    """
    yield _route(domain, f"{site}/mail/inbound/")
    yield from _webhooks(domain, f"{site}/mail/events/")
    yield from _settings(domain)
    yield from _tracking(domain)


def problems(domain: str) -> list[str]:
    """What keeps mail to the houses' addresses from arriving and only the domain's owner can mend."""
    told = call("GET", f"/v4/domains/{domain}")
    found = []
    if told["domain"].get("state") != "active":
        found.append(f"{domain} is {told['domain'].get('state')}: Mailgun has not verified it.")
    if not told["domain"].get("wildcard"):
        found.append(f"{domain} takes no mail for the names below it: its wildcard is off.")
    records = [one for one in told.get("receiving_dns_records", []) if one.get("record_type") == "MX"]
    missing = [one["value"] for one in records if one.get("valid") != "valid"]
    if missing or not records:
        hosts = " and ".join(missing) or "Mailgun's mail servers"
        found.append(f"{domain} has no MX record for {hosts}. Add one for *.{domain} too.")
    return found


def _route(domain: str, url: str) -> Step:
    names = "|".join([*LISTS, rf"{BOOKING}\+[A-Za-z0-9_-]+"])
    pattern = rf"^({names})@[a-z0-9-]+\.{domain.replace('.', chr(92) + '.')}$"
    wanted: dict[str, Any] = {
        "priority": "0",
        "description": f"Lists and bookings of {domain}",
        "expression": f'match_recipient("{pattern}")',
        "action": [f'forward("{url}")', "stop()"],
    }
    listed = call("GET", "/v3/routes", query={"limit": "1000"}).get("items", [])
    ours = [route for route in listed if route.get("description") == wanted["description"]]
    if not ours:
        return Step(f"route to {url}", lambda: call("POST", "/v3/routes", form=wanted))
    there = {"expression": ours[0].get("expression"), "action": ours[0].get("actions")}
    if there == {name: wanted[name] for name in there}:
        return Step(f"route to {url}")
    return Step(f"route to {url}", lambda: call("PUT", f"/v3/routes/{ours[0]['id']}", form=wanted))


def _webhooks(domain: str, url: str) -> Iterator[Step]:
    path = f"/v3/domains/{domain}/webhooks"
    hooks = call("GET", path).get("webhooks", {})
    for kind in EVENTS:
        urls = (hooks.get(kind) or {}).get("urls", [])
        yield _webhook(path, kind, urls, url)


def _webhook(path: str, kind: str, urls: list[str], url: str) -> Step:
    what = f"webhook {kind} to {url}"
    if url in urls:
        return Step(what)
    if not urls:
        return Step(what, lambda: call("POST", path, form={"id": kind, "url": url}))
    kept = [*urls[: MOST_URLS - 1], url]
    return Step(what, lambda: call("PUT", f"{path}/{kind}", form={"url": kept}))


def _settings(domain: str) -> Iterator[Step]:
    """Mail for every name below the domain, and spam marked instead of thrown away."""
    now = call("GET", f"/v4/domains/{domain}")["domain"]
    for name, wanted, there in (
        ("wildcard", "true", now.get("wildcard") is True),
        ("spam_action", "tag", now.get("spam_action") == "tag"),
    ):
        yield Step(
            f"{name} of {domain}: {wanted}", None if there else _put(f"/v4/domains/{domain}", name, wanted)
        )


def _tracking(domain: str) -> Iterator[Step]:
    """Nobody is watched reading, and links stay ours."""
    now = call("GET", f"/v3/domains/{domain}/tracking").get("tracking", {})
    for name in ("open", "click", "unsubscribe"):
        active = (now.get(name) or {}).get("active")
        path = f"/v3/domains/{domain}/tracking/{name}"
        yield Step(f"tracking {name}: no", _put(path, "active", "no") if active else None)


def _put(path: str, name: str, value: str) -> Callable[[], object]:
    return lambda: call("PUT", path, form={name: value})
