"""Mail that came in."""

import uuid

import factory
from django.core.files.base import ContentFile

from messaging.models import Attachment, Inbound
from tests.factories.bookings import NOW


class InboundFactory(factory.django.DjangoModelFactory):
    """A mail to a booking's address from `sender`, which shows to be theirs."""

    class Meta:
        model = Inbound

    token = factory.LazyFunction(lambda: uuid.uuid4().hex)
    recipient = factory.LazyAttribute(lambda mail: f"booking+x{mail.token}@house.example.org")
    list_name = "booking"
    sender = "ann@example.org"
    sender_name = "Ann Smith"
    envelope_sender = factory.SelfAttribute("sender")
    aligned = True
    subject = "Re: Your stay"
    text = "Thank you.\n\n> quoted"
    received_at = NOW
    next_at = NOW


def attach(inbound: Inbound, name: str, content: bytes = b"the plan") -> Attachment:
    """A file that came with a mail, which says that it is a page."""
    attached = Attachment(inbound=inbound, name=name, content_type="text/html", size=len(content))
    attached.file.save(name, ContentFile(content))
    return attached
