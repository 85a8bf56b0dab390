"""What people chose to be sent, house by house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from locations.access import houses_for, houses_of
from locations.models import Follow, House
from locations.queries import followers, follows
from members.models import User
from messaging.models import Message, Reason, Scope, Suppression
from messaging.queries.leaving import Leaving

# Said by the person, who may take it back; the other reasons are facts.
CHOSEN = (Reason.UNSUBSCRIBE, Reason.ASKED)
# Of these two only the people of a house get any.
OF_THE_HOUSE = (Scope.DIGEST, Scope.LIST)


@dataclass(frozen=True)
class Choice:
    """One kind of mail of one house, and whether the person gets it."""

    house: House
    scope: Scope
    is_on: bool

    @property
    def name(self) -> str:
        """As a form sends it."""
        return f"{self.scope}-{self.house.pk}"


def chosen(leaving: Leaving) -> QuerySet[Suppression]:
    """What stands of exactly that by the person's own choice."""
    return Suppression.objects.filter(
        address=leaving.address, scope=leaving.scope, house=leaving.house, reason__in=CHOSEN
    )


def has_left(leaving: Leaving) -> bool:
    """Whether the address left that kind of mail of that house, and not only because it left everything."""
    if chosen(leaving).exists():
        return True
    if leaving.scope != Scope.ANNOUNCE or leaving.house is None:
        return False
    return not followers(leaving.house).filter(email=leaving.address).exists()


def choices(person: User, *, now: datetime) -> list[tuple[House, list[Choice]]]:
    """Each house that may write to `person` with what they get from it, by name. Three queries."""
    followed = {row.house_id: row.house for row in follows(person)}
    own = {house.pk: house for house in houses_of(person, now)}
    left: set[tuple[str, int | None]] = set(
        Suppression.objects.filter(address=person.email, reason__in=CHOSEN).values_list("scope", "house_id")
    )
    houses = sorted((own | followed).values(), key=lambda house: (house.name, house.pk))
    return [
        (house, _of(house, is_own=house.pk in own, followed=set(followed), left=left)) for house in houses
    ]


def _of(house: House, *, is_own: bool, followed: set[int], left: set[tuple[str, int | None]]) -> list[Choice]:
    theirs: Iterable[Scope] = OF_THE_HOUSE if is_own else ()
    announce = house.pk in followed and (Scope.ANNOUNCE, house.pk) not in left
    return [
        *(Choice(house, scope, (scope.value, house.pk) not in left) for scope in theirs),
        Choice(house, Scope.ANNOUNCE, announce),
    ]


def suppressions_for(user: User) -> QuerySet[Suppression]:
    """Every row for an operator; for a house's stewards those whose address their house wrote to and that no
    mail reaches any more, which is theirs to know; what somebody chose is not."""
    rows = Suppression.objects.select_related("house")
    if user.is_superuser:
        return rows
    written = Message.objects.filter(house__in=houses_for(user, may="bookings"), to=OuterRef("address"))
    return rows.filter(Exists(written), reason__in=[Reason.BOUNCE, Reason.COMPLAINT])


def found_suppressions(rows: QuerySet[Suppression], *, words: str, reason: str) -> QuerySet[Suppression]:
    """Those of `rows` whose address contains `words`, for that reason if one is named."""
    wanted = Q(address__icontains=words)
    if reason in Reason.values:
        wanted &= Q(reason=reason)
    return rows.filter(wanted)


def is_following(person: User, house: House) -> bool:
    """Whether `person` is mailed what the house announces."""
    return Follow.objects.filter(person=person, house=house).exists()
