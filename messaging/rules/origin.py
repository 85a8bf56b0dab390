"""Whether a mail comes from the address in its From line, as DMARC asks (RFC 7489, 3.1)."""

import re

from messaging.rules.headers import Headers, all_of, domain_of, first, is_within, people

_SIGNED_FOR = re.compile(r"(?:^|;)\s*d\s*=\s*([^;\s]+)")


def is_aligned(headers: Headers, *, envelope_sender: str) -> bool:
    """Whether Mailgun saw DKIM or SPF pass for the From line's domain or one above it.

    Stricter than DMARC: without the list of public suffixes a domain below does not speak for the one above,
    and a signature counts only where all are of that domain, as Mailgun doesn't say which of them it checked.
    """
    named = people(", ".join(all_of(headers, "From")))
    if len(named) != 1:
        return False
    domain = domain_of(named[0][1])
    checks = _by_mailgun(headers)
    by_spf = _passed(first(checks, "X-Mailgun-Spf")) and _speaks_for(domain_of(envelope_sender), domain)
    signers = [_signer(value) for value in all_of(headers, "DKIM-Signature")]
    by_dkim = _passed(first(checks, "X-Mailgun-Dkim-Check-Result")) and bool(signers)
    return by_spf or (by_dkim and all(_speaks_for(signer, domain) for signer in signers))


def is_spam(headers: Headers) -> bool:
    """Whether Mailgun's filter says so."""
    return first(_by_mailgun(headers), "X-Mailgun-Sflag").strip().lower() == "yes"


def _by_mailgun(headers: Headers) -> Headers:
    """What was added last, above the first trace of another server: below it anybody may have written."""
    traces = (place for place, (name, _value) in enumerate(headers) if name.lower() == "received")
    return headers[: next(traces, len(headers))]


def _passed(result: str) -> bool:
    return result.strip().lower() == "pass"


def _signer(signature: str) -> str:
    found = _SIGNED_FOR.search(signature)
    return found[1].lower().rstrip(".") if found else ""


def _speaks_for(signer: str, domain: str) -> bool:
    return "." in signer and is_within(domain, [signer])
