"""A mail to a list, written into the outbox once for each of its readers."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from locations.models import House
from members.models import User
from messaging.models import Inbound, Message, Priority, Scope
from messaging.queries import last_copy_due, list_at, readers, suppressed
from messaging.rules.addresses import ANNOUNCE, STAY
from messaging.rules.headers import domain_of, is_within
from messaging.rules.lists import from_line, marked_subject

AT_ONCE = 1000
# How many copies are due in a second, of all lists together: ten thousand take half an hour. What is about
# somebody's own stay goes before each of them.
A_SECOND = 6
# So few are as urgent as any letter: one to the stewards, or to the people of a house.
FEW = 60
# Who runs a house can't leave its mail; of every other list one can.
SCOPES = {STAY: Scope.OWN, ANNOUNCE: Scope.ANNOUNCE}


def write_copies(inbound: Inbound, *, now: datetime) -> int:
    """The outbox rows of a mail to a list, as many as there are readers besides who wrote it; how many.

    Idempotent: a reader that has a copy gets no second one. A fixed number of queries for each thousand.
    """
    house = inbound.house
    if house is None:
        return 0
    people = [person for person in readers(house, inbound.list_name, now=now) if _is_reader(person, inbound)]
    scope = SCOPES.get(inbound.list_name, Scope.LIST)
    shared = _shared(inbound, house, now=now) | {"scope": scope}
    due = _due(len(people), now=now)
    written = 0
    for batch in _batches(people):
        left = suppressed([person.email for person in batch], scope=scope, house=house)
        rows = [_copy(person, shared, inbound, next(due)) for person in batch if person.email not in left]
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        written += len(rows)
    return written


def _is_reader(person: User, inbound: Inbound) -> bool:
    """Not who wrote it, and no list of ours: a mail to one of those would come back."""
    own = is_within(domain_of(person.email), [settings.LIST_DOMAIN.lower()])
    return not own and person.email.lower() != inbound.sender


def _batches(people: Sequence[User]) -> Iterator[Sequence[User]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]


def _due(number: int, *, now: datetime) -> Iterator[datetime]:
    """When each of `number` copies is due: a few at once, many in line behind those that wait already."""
    start, pause = now, timedelta(0)
    if number > FEW:
        start, pause = last_copy_due(now), timedelta(seconds=1 / A_SECOND)
    return (start + place * pause for place in range(number))


def _shared(inbound: Inbound, house: House, *, now: datetime) -> dict[str, object]:
    """What every copy has in common. An answer goes to the list; to whoever wrote where that is a stranger;
    an announcement's to the stewards."""
    of = list_at(house, inbound.list_name)
    answers = {STAY: inbound.sender, ANNOUNCE: house.mail_address}
    author = inbound.sender_name or inbound.sender.partition("@")[0]
    return {
        "house": house,
        "inbound": inbound,
        "from_email": from_line(author, house=house.name, address=of.address)[:300],
        "reply_to": answers.get(inbound.list_name, of.address),
        "subject": marked_subject(inbound.subject, mark=house.name)[:300],
        "priority": Priority.LETTER if inbound.list_name == STAY else Priority.COPY,
        "created_at": now,
    }


def _copy(person: User, shared: dict[str, object], inbound: Inbound, due: datetime) -> Message:
    address = person.email.lower()
    fact = {"key": "lists.copy", "dedupe_key": f"lists.copy:{inbound.pk}:{address}"}
    return Message(**shared, **fact, to=address, recipient=person, next_at=due)
