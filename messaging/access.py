"""Who reads which mail."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from locations.access import houses_for
from members.models import User
from messaging.models import Message


def messages_for(user: User | AnonymousUser) -> QuerySet[Message]:
    """Mails of the houses whose bookings `user` runs; an operator's also those of no house."""
    if user.is_active and user.is_superuser:
        return Message.objects.all()
    return Message.objects.filter(house__in=houses_for(user, may="bookings"))


def found(messages: QuerySet[Message], words: str) -> QuerySet[Message]:
    """Those of `messages` whose subject or recipient contains `words`."""
    return messages.filter(Q(subject__icontains=words) | Q(to__icontains=words))
