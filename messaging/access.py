"""Who reads which mail."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from locations.access import houses_for
from locations.models import House
from members.models import User
from messaging.models import Inbound, InboundState, Message
from messaging.queries import is_following, readers
from messaging.rules.addresses import ANNOUNCE, LISTS


def messages_for(user: User | AnonymousUser) -> QuerySet[Message]:
    """Mails of the houses whose bookings `user` runs; an operator's also those of no house."""
    if user.is_active and user.is_superuser:
        return Message.objects.all()
    return Message.objects.filter(house__in=houses_for(user, may="bookings"))


def inbound_for(user: User | AnonymousUser) -> QuerySet[Inbound]:
    """Mails that came in for the houses whose bookings `user` runs: those to lists, and what is held.

    What guests answer about their stays is read on those. An operator's are all.
    """
    if user.is_active and user.is_superuser:
        return Inbound.objects.all()
    seen = Q(list_name__in=LISTS) | Q(state=InboundState.HELD)
    return Inbound.objects.filter(seen, house__in=houses_for(user, may="bookings"))


def may_read_list(user: User | AnonymousUser, house: House, name: str, *, now: datetime) -> bool:
    """Whether `user` is on that list of the house now, or runs the house."""
    if name not in LISTS or not isinstance(user, User) or not user.is_active:
        return False
    if houses_for(user, may="bookings").filter(pk=house.pk).exists():
        return True
    if name == ANNOUNCE:
        # Ten thousand may follow a house.
        return is_following(user, house)
    return user in readers(house, name, now=now)


def found(messages: QuerySet[Message], words: str) -> QuerySet[Message]:
    """Those of `messages` whose subject or recipient contains `words`."""
    return messages.filter(Q(subject__icontains=words) | Q(to__icontains=words))
