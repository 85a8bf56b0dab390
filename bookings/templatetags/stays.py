"""One tag per page: all it shows of houses, rooms and free nights, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from wagtail.models import Page

from bookings.forms import StayForm
from bookings.models import StateLabel
from bookings.queries.calendars import Calendar, Picked, calendar_of
from bookings.queries.pages import HouseCard, RoomCard, house_cards, room_cards
from bookings.queries.quotes import quote_for, tariff_of
from bookings.queries.search import HouseOffers, Offer, by_house
from bookings.queries.why import problem_for, say
from bookings.rules.clock import earliest_today, today
from bookings.rules.price import Quote, Tariff
from bookings.rules.states import OVER, State
from home.images import SiteImage
from home.models import HomePage
from home.queries import pictures
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_of_page
from members.models import User
from payments.rules.money import rounded

register = template.Library()


@dataclass(frozen=True)
class HomeView:
    form: StayForm
    houses: list[HouseCard]


@dataclass(frozen=True)
class HouseView:
    """`placed`: the kinds of block in the house's own story, which the page shows no second time."""

    house: House
    form: StayForm
    rooms: list[RoomCard]
    pictures: list[SiteImage] = field(default_factory=list)
    placed: frozenset[str] = frozenset()

    @property
    def from_price(self) -> Decimal | None:
        """What a night costs in the cheapest room."""
        return min((card.room.rate for card in self.rooms), default=None)


@dataclass(frozen=True)
class RoomView:
    """`quote` is None until dates are picked; `why_not` says why they can't be booked."""

    house: House
    room: Room
    pictures: list[SiteImage]
    form: StayForm
    calendar: Calendar
    quote: Quote | None
    why_not: str
    ask_url: str


@register.simple_tag(takes_context=True)
def home_view(context: Context, page: HomePage) -> HomeView:
    """What the network's home shows of its houses."""
    request, now = context["request"], timezone.now()
    form = stay_form(request, day=earliest_today(now))
    return HomeView(form=form, houses=house_cards(request.user, now=now, request=request))


@register.simple_tag(takes_context=True)
def house_view(context: Context, page: HousePage) -> HouseView | None:
    """What a house's page shows of its rooms.

    None for a page without a row (a copy, a draft without a house).
    """
    request, now = context["request"], timezone.now()
    house = House.objects.filter(page_key=page.translation_key).first()
    if house is None:
        return None
    return HouseView(
        house=house, form=stay_form(request, day=today(now, house.zone)),
        rooms=room_cards(house, now=now, request=request),
        pictures=_in_order(item.image_id for item in page.gallery.all()),
        placed=frozenset(block.block_type for block in page.body),
    )  # fmt: skip


@dataclass(frozen=True)
class Rooms:
    house: House
    rooms: list[RoomCard]


@register.simple_tag(takes_context=True)
def rooms_here(context: Context) -> HouseView | Rooms | None:
    """The rooms of the house that the page belongs to; on the house's own page those it has read already."""
    page, view = context.get("page"), context.get("view")
    if isinstance(view, HouseView):
        return view
    house = house_of_page(page) if isinstance(page, Page) and page.pk else None
    if house is None:
        return None
    return Rooms(house, room_cards(house, now=timezone.now(), request=context.get("request")))


@register.simple_tag(takes_context=True)
def room_view(context: Context, page: RoomPage) -> RoomView | None:
    """What a room's page shows: its months, and the quote for the dates picked.

    None for a page without a row.
    """
    request, now = context["request"], timezone.now()
    room = Room.objects.select_related("house").filter(page_key=page.translation_key).first()
    if room is None:
        return None
    form = stay_form(request, day=today(now, room.house.zone))
    tariff = tariff_of(room)
    quote, why_not, ask_url = _quoted(room, form, now, tariff, request.user)
    shown = calendar_of(room, _picked(form), month=_month(request.GET), now=now, tariff=tariff)
    return RoomView(
        house=room.house, room=room, pictures=_pictures(page), form=form, calendar=shown, quote=quote,
        why_not=why_not, ask_url=ask_url,
    )  # fmt: skip


def stay_form(request: HttpRequest, *, day: date) -> StayForm:
    """The dates asked for in the address, or an empty form; an arrival alone is no mistake yet."""
    given = {"arrive", "depart"} <= request.GET.keys()
    initial = {name: request.GET.get(name) for name in ("arrive", "guests") if request.GET.get(name)}
    return StayForm(request.GET if given else None, today=day, initial=initial or None)


def _quoted(
    room: Room, form: StayForm, now: datetime, tariff: Tariff, guest: User
) -> tuple[Quote | None, str, str]:
    if not form.is_bound or not form.is_valid():
        return None, "", ""
    why_not = say(problem_for(room, form.stay, form.people, now=now, tariff=tariff))
    path = reverse("ask", args=[room.house.slug, room.slug])
    query = f"arrive={form.stay.arrive}&depart={form.stay.depart}&guests={form.people}"
    return quote_for(room, form.stay, form.people, tariff=tariff, guest=guest), why_not, f"{path}?{query}"


def _picked(form: StayForm) -> Picked:
    if form.is_bound and form.is_valid():
        return Picked(form.stay.arrive, form.stay.depart, form.people)
    alone = StayForm(
        {"arrive": form["arrive"].value(), "depart": "", "guests": form["guests"].value()}, today=form.today
    )
    alone.is_valid()
    return Picked(alone.cleaned_data.get("arrive"), None, alone.cleaned_data.get("guests") or 1)


def _pictures(page: RoomPage) -> list[SiteImage]:
    """The room's own picture and those of its gallery, each once."""
    return _in_order([page.picture_id, *(item.image_id for item in page.gallery.all())])


def _in_order(ids: Iterable[int | None]) -> list[SiteImage]:
    once = dict.fromkeys(ids)
    found = pictures(once)
    return [found[pk] for pk in once if pk in found]


def _month(query: QueryDict) -> date | None:
    try:
        return date.fromisoformat(f"{query.get('month', '')}-01")
    except ValueError:
        return None


@register.filter
def grouped(offers: Iterable[Offer]) -> list[HouseOffers]:
    """Offers together for each house, the best house first."""
    return by_house(offers)


@register.filter
def money(amount: Any, currency: str) -> str:
    """An amount in its currency's own places, without the currency: `85.00`, `−8.50` with a real minus."""
    return f"{rounded(amount, currency=currency):f}".replace("-", "\N{MINUS SIGN}")


@register.filter
def percentage(share: Decimal) -> str:
    """A percentage without the zeros it is stored with, and not parted from its sign: `12.5 %`."""
    return f"{share.normalize():f}\u00a0%"


@register.filter
def price(amount: Any, currency: str) -> str:
    """An amount with its currency's sign, without the cents where there are none: `€85`."""
    value = rounded(amount, currency=currency)
    whole = "¤#,##0" if value == value.to_integral_value() else None
    locale = to_locale(get_language() or "en")
    return format_currency(value, currency, format=whole, locale=locale, currency_digits=whole is None)


BADGES = {State.REQUESTED: "badge-waiting", State.HELD: "badge-waiting", State.APPROVED: "badge-waiting"}


@register.filter
def badge_class(state: str) -> str:
    """The look of a state, the same in every list; its label says it in words."""
    state = State(state)
    return BADGES.get(state, "badge-over" if state in OVER else "badge-sure")


@register.filter
def state_label(state: str) -> str:
    """A state in words."""
    return str(StateLabel(state).label)
