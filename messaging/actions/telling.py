"""What stewards are told of mails: one that came back, and ones that wait for their word."""

from datetime import datetime, timedelta

from django.urls import reverse

from messaging.models import Inbound, InboundState, Message
from messaging.queries import list_of, readers
from messaging.rules.addresses import STAY
from messaging.send import queue

WORTH_TELLING = timedelta(days=7)
# While one that was told of still waits, the next is not told of for so long.
QUIET = timedelta(hours=1)


def tell_of_bounce(message: Message, *, said: str, now: datetime) -> None:
    """To each steward of its house: this mail came back. Once a mail.

    Never of such a mail itself, nor of the copies of a list: those are in the outbox, and an address that
    takes none is sent none.
    """
    if message.house is None or message.key == "messaging.bounce" or list_of(message):
        return
    path = reverse("mails:message", args=[message.pk])
    for person in readers(message.house, STAY, now=now):
        if person.email != message.to:
            queue(
                key="messaging.bounce", fact=f"message-{message.pk}", to=person, house=message.house,
                thread=message.thread, now=now, useful_until=now + WORTH_TELLING,
                context={"mail": message, "said": said, "path": path, "desk": True},
            )  # fmt: skip


def tell_of_held(inbound: Inbound, *, now: datetime) -> None:
    """To each steward: a mail waits for you to pass it on, unless another one has lately been told of."""
    if inbound.house is None:
        return
    waiting = Inbound.objects.filter(house=inbound.house, state=InboundState.HELD).exclude(pk=inbound.pk)
    if waiting.filter(received_at__gt=now - QUIET).exists():
        return
    for person in readers(inbound.house, STAY, now=now):
        queue(
            key="messaging.held", fact=f"inbound-{inbound.pk}", to=person, house=inbound.house, thread=None,
            now=now, useful_until=now + WORTH_TELLING,
            context={"held": inbound, "path": reverse("mails:inbound", args=[inbound.pk]), "desk": True},
        )  # fmt: skip
