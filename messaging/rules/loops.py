"""What is never passed on, so that no mail goes round in circles (RFC 3834, RFC 2919)."""

from collections.abc import Collection

from messaging.rules.headers import Headers, all_of, domain_of, first, is_within

MACHINES = ("mailer-daemon", "postmaster")
NOT_A_LETTER = {"bulk", "list", "junk", "auto_reply"}


def never_passed_on(
    headers: Headers, *, sender: str, envelope_sender: str, own_domains: Collection[str]
) -> str:
    """BOUNCE, LOOP or AUTOMATIC, and nothing for a mail that somebody wrote.

    `envelope_sender` is empty for a bounce. `own_domains`: what comes from an address there is our own.
    """
    if _is_bounce(headers, sender=sender, envelope_sender=envelope_sender):
        return "BOUNCE"
    own = is_within(domain_of(sender), own_domains) or is_within(domain_of(envelope_sender), own_domains)
    if own or all_of(headers, "List-Id") or all_of(headers, "X-Loop"):
        return "LOOP"
    answers = {value.split(";")[0].strip().lower() for value in all_of(headers, "Auto-Submitted")}
    if answers - {"no"} or first(headers, "Precedence").strip().lower() in NOT_A_LETTER:
        return "AUTOMATIC"
    return ""


def _is_bounce(headers: Headers, *, sender: str, envelope_sender: str) -> bool:
    if not envelope_sender.strip(" <>") or first(headers, "Return-Path").strip() == "<>":
        return True
    if any(address.lower().startswith(MACHINES) for address in (sender, envelope_sender)):
        return True
    kind = first(headers, "Content-Type").lower()
    return "multipart/report" in kind and "delivery-status" in kind
