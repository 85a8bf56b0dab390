"""The stewards' desk: which bookings lie where, with their money, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.utils.timesince import timesince

from bookings.models import Booking, StateLabel
from bookings.queries.policies import Back, backs, no_show_back
from bookings.rules.clock import today
from bookings.rules.desk import Phase, Tab, Verb, phase_of, tab_of, verbs
from bookings.rules.states import HOLDING, State
from locations.models import House
from locations.queries import house_today
from payments.queries import balances
from payments.rules.balance import Balance

# Leads from a booking to the zone of its house.
ZONE = "room__house__time_zone"
ORDER = {
    Tab.WAITING: ("asked_at", "pk"),
    Tab.UNPAID: ("hold_until", "pk"),
    Tab.COMING: ("arrive", "pk"),
    Tab.OVER: ("-arrive", "-pk"),
}


@dataclass(frozen=True)
class Row:
    """A booking as the desk lists it, as of `now`."""

    booking: Booking
    state: State
    balance: Balance
    tab: Tab
    verbs: tuple[Verb, ...]
    now: datetime

    @property
    def state_label(self) -> str:
        return str(StateLabel(self.state).label)

    @property
    def owed(self) -> Decimal:
        """What the guest still has to pay, at once or after a yes."""
        return max(Decimal(0), self.balance.owed)

    @property
    def offered(self) -> list[Back]:
        """What goes back by the policy if it is cancelled today and on each later day. No query."""
        return backs(self.booking, now=self.now, money=self.balance)

    @property
    def no_show_back(self) -> Back:
        """What goes back by the policy if the guest never came. No query."""
        return no_show_back(self.booking, money=self.balance)

    @property
    def is_due(self) -> bool:
        """Whether the guest is to pay now: nothing is due before a yes, nor once the hold has run out."""
        return self.owed > 0 and self.state not in {State.REQUESTED, State.EXPIRED}

    @property
    def waited(self) -> str:
        """How long ago it was asked, in one unit."""
        return timesince(self.booking.asked_at, self.now, depth=1)


def desk_bookings(houses: QuerySet[House]) -> QuerySet[Booking]:
    """Every booking of `houses`, with all that a row shows of other tables."""
    bookings = Booking.objects.filter(room__house__in=houses.values("pk"))
    return bookings.select_related("room__house", "guest", "bill", "thread")


def lying_in(tab: Tab, *, now: datetime) -> Q:
    """The bookings of a tab, as a filter on bookings annotated with `today` (see `house_today`)."""
    waiting = Q(state=State.REQUESTED, answer_by__gt=now)
    unpaid = Q(state__in=sorted(HOLDING), hold_until__gt=now)
    coming = Q(state=State.CHECKED_IN) | Q(state=State.CONFIRMED, depart__gte=F("today"))
    lying = {Tab.WAITING: waiting, Tab.UNPAID: unpaid, Tab.COMING: coming}
    return lying.get(tab, ~(waiting | unpaid | coming))


def in_tab(bookings: QuerySet[Booking], tab: Tab, *, now: datetime) -> QuerySet[Booking]:
    """The bookings of a tab, what presses most first."""
    dated = bookings.annotate(today=house_today(now, ZONE))
    return dated.filter(lying_in(tab, now=now)).order_by(*ORDER[tab])


def tab_counts(bookings: QuerySet[Booking], *, now: datetime) -> dict[Tab, int]:
    """How many bookings lie in each tab. One query."""
    counts = bookings.annotate(today=house_today(now, ZONE)).aggregate(
        **{tab.value: Count("pk", filter=lying_in(tab, now=now)) for tab in Tab}
    )
    return {tab: counts[tab.value] for tab in Tab}


def found(bookings: QuerySet[Booking], words: str) -> QuerySet[Booking]:
    """Bookings by number, or by their guest's name, mail or phone, the latest arrival first."""
    wanted = Q(number__iexact=words) | Q(guest__phone__icontains=words)
    wanted |= Q(guest__name__icontains=words) | Q(guest__email__icontains=words)
    return bookings.filter(wanted).order_by("-arrive", "-pk")


def rows(bookings: Iterable[Booking], *, now: datetime) -> list[Row]:
    """The rows of bookings that came with house, guest and bill. Three queries, for the money."""
    listed = list(bookings)
    money = balances([booking.bill for booking in listed])
    return [row(booking, money[booking.bill_id], now=now) for booking in listed]


def row(booking: Booking, balance: Balance, *, now: datetime) -> Row:
    """One booking as of `now`."""
    state = booking.current_state(now)
    phase = phase_of(booking.arrive, booking.depart, today=today(now, booking.house.zone))
    return Row(
        booking=booking,
        state=state,
        balance=balance,
        tab=tab_of(state, is_past=phase == Phase.AFTER),
        verbs=verbs(
            state,
            is_owing=balance.owed > 0,
            phase=phase,
            has_credit=balance.overpaid > 0,
        ),
        now=now,
    )


def arriving(bookings: QuerySet[Booking], *, now: datetime) -> QuerySet[Booking]:
    """Confirmed stays whose arrival day is the house's today, by house and room."""
    coming = bookings.annotate(today=house_today(now, ZONE)).filter(state=State.CONFIRMED, arrive=F("today"))
    return coming.order_by("room__house__name", "room__order", "pk")
