"""How a mail to a list goes on to its readers: from an address that may say so, and marked as a list's."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import quote

from messaging.rules.addresses import list_address
from messaging.rules.headers import Headers, first, ids

# So many ids tell a mail program enough; a header must not grow without end.
MOST_REFERENCES = 20


@dataclass(frozen=True)
class MailingList:
    """The list `name` of the house at `slug`, below `domain`."""

    name: str
    slug: str
    domain: str

    @property
    def address(self) -> str:
        return list_address(self.name, slug=self.slug, domain=self.domain)

    @property
    def list_id(self) -> str:
        """RFC 2919."""
        return f"<{self.name}.{self.slug}.{self.domain}>"


def from_line(author: str, *, house: str, address: str) -> str:
    """ "Ann via Embassy SF" at the list's own address: our domain signs for it, not the author's (DMARC)."""
    name = " ".join(f"{author} via {house}".split())
    return f'"{quote(name)}" <{address}>'


def marked_subject(subject: str, *, mark: str) -> str:
    """`subject` with "[mark]" before it, unless an answer brings that along."""
    label = f"[{mark}]"
    subject = " ".join(subject.split())
    return subject if label.lower() in subject.lower() else f"{label} {subject}".strip()


def list_headers(of: MailingList, *, unsubscribe_url: str, archive_url: str) -> dict[str, str]:
    """RFC 2919, 2369 and 8058. Without `unsubscribe_url` nobody can leave: who runs a house gets its mail."""
    headers = {
        "List-Id": of.list_id,
        "List-Post": f"<mailto:{of.address}>",
        "List-Archive": f"<{archive_url}>",
        "Precedence": "list",
        "X-Loop": of.address,
        # Somebody wrote it, so an absence may be told to who did; a list's own program tells nobody.
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    return headers | (leave_headers(unsubscribe_url) if unsubscribe_url else {})


def leave_headers(url: str) -> dict[str, str]:
    """By which a mail program offers to leave with one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def answers(headers: Headers, *, message_id: str) -> dict[str, str]:
    """What makes mail programs show a copy in the conversation that the original is part of."""
    before = ids(first(headers, "References"), first(headers, "In-Reply-To"))
    references = [*before[-MOST_REFERENCES:], *ids(message_id)]
    said = {"In-Reply-To": " ".join(before[-1:]), "References": " ".join(references)}
    return {name: value for name, value in said.items() if value}


def signed_off(text: str, *, lines: Sequence[str]) -> str:
    """`text` and, below the two dashes that mail programs know, each of `lines`."""
    return "\n".join([text.rstrip(), "", "-- ", *lines, ""])
