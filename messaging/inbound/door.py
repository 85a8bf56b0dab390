"""Takes a mail as Mailgun's route posts it, parsed or raw, and stores it before anything is done with it.

Source: https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/receive-http
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from locations.models import House
from locations.queries import house_at
from messaging.inbound.reading import named, read
from messaging.models import Attachment, Inbound
from messaging.rules.addresses import Address, list_address, parsed
from messaging.rules.posted import File, Form, NotAForm, form
from messaging.rules.signature import Signature
from messaging.webhooks import NotAccepted, TryAgain, verify

MOST_FILES = 100
MOST_RECIPIENTS = 50


def receive(body: bytes, *, content_type: str, now: datetime, at: Address | None = None) -> list[Inbound]:
    """Store the mail once for each address of ours that it is to; nothing if its token came before.

    `at` is where it came in through an address that names a list by itself. NotAccepted, TryAgain.
    """
    posted = _form(body, content_type)
    signature = Signature(*(posted.text(name) for name in ("timestamp", "token", "signature")))
    verify(signature, now=now)
    if Inbound.objects.filter(token=signature.token).exists():
        return []
    found = [(recipient, address, house_at(address.slug)) for recipient, address in _addresses(posted, at)]
    known = [(recipient, address, house) for recipient, address, house in found if house is not None]
    if not known:
        raise NotAccepted("It is to no address of ours.")
    fields, files = read(posted)
    shared = {**fields, "received_at": now, "next_at": now}
    with transaction.atomic():
        stored = [_store(signature.token, *one, shared=shared, files=files) for one in known]
    return [inbound for inbound in stored if inbound is not None]


def _form(body: bytes, content_type: str) -> Form:
    try:
        return form(body, content_type=content_type)
    except NotAForm as error:
        if content_type.startswith("multipart/form-data"):
            # Perhaps it was cut off on its way.
            raise TryAgain(str(error)) from error
        raise NotAccepted(str(error)) from error


def _addresses(posted: Form, at: Address | None) -> Iterator[tuple[str, Address]]:
    recipients = posted.text("recipient").split(",")[:MOST_RECIPIENTS]
    if at is not None:
        yield list_address(at.list_name, slug=at.slug, domain=settings.LIST_DOMAIN), at
        return
    for recipient in dict.fromkeys(recipient.strip() for recipient in recipients):
        address = parsed(recipient, domain=settings.LIST_DOMAIN)
        if address is not None:
            yield recipient[:320], address


def _store(
    token: str,
    recipient: str,
    address: Address,
    house: House,
    *,
    shared: Mapping[str, Any],
    files: Sequence[File],
) -> Inbound | None:
    """The new row, or None if another process has stored the same post meanwhile."""
    inbound, is_new = Inbound.objects.get_or_create(
        token=token, recipient=recipient, defaults={**shared, "house": house, "list_name": address.list_name}
    )
    if not is_new:
        return None
    _attach(inbound, files)
    return inbound


def _attach(inbound: Inbound, files: Sequence[File]) -> None:
    for number, file in enumerate(files[:MOST_FILES], 1):
        name = named(file, number)
        kept = Attachment(inbound=inbound, name=name, content_type=file.kind[:200], size=len(file.content))
        # Nothing of the name that anybody may have made up stands in the path.
        kept.file.save(f"{inbound.token[:20]}-{number}", ContentFile(file.content), save=False)
        kept.save()
