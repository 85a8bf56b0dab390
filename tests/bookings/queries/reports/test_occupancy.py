"""Nights and income against a month worked out by hand, and against every bill night by night."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.actions import approve, cancel, no_show
from bookings.actions.billing import add_line, discount, set_rate
from bookings.actions.blocks import block
from bookings.models import BedNight
from bookings.queries.reports import occupancy
from bookings.queries.reports.nights import totals
from bookings.rules.occupancy import Totals, added
from bookings.rules.states import State
from locations.models import House, Room
from payments.rules.amend import nights_of
from payments.rules.lines import Line
from payments.rules.money import rounded
from payments.rules.period import Period
from tests.factories.bare_bookings import BareBookingFactory
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
D = Decimal
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
CONFIRMED = State.CONFIRMED


def march(first: int, last: int) -> dict[str, date]:
    """Arrival and departure; days of April from 32 on."""
    day = date(2026, 2, 28)
    return {"arrive": day + timedelta(days=first), "depart": day + timedelta(days=last)}


@pytest.fixture
def month():
    """March 2026: a private room at 85.00 and a shared one of four beds at 40.00; tax 10 %, house fee 5 %.

    A: private, 30 March to 2 April, two people: 255.00, of which 170.00 for two nights of March.
    B: shared, 10 to 13 March, three people: 9 nights, 360.00.
    C: shared, 20 to 22 March: 2 nights, 80.00 less 25 % = 60.00, and a bicycle for 15.00.
    D: private, 14 to 16 March, given away: 2 nights, 0.00, worth 170.00.
    E: shared, 24 to 26 March, 80.00 and 8.00 tax, cancelled; half of 88.00 goes back. Kept: 40.00.
    F: private, 18 to 21 March, did not come: 1 night; the house keeps all 255.00.
    G: private, 22 to 24 March, asked for only. H: private, 25 to 27 March, approved and not paid.
    A bed of the shared room is blocked on 4 nights, another taken elsewhere on 2.

    Offered 31 + 124 = 155; reservable 155 − 4 − 2 = 149; sold 2 + 9 + 2 + 2 + 1 = 16, that is 10.7 %.
    Person-nights 4 + 9 + 2 + 2 + 1 = 18; by 31 nights 0.6.
    Stay income 170 + 360 + 60 + 0 + 255 = 845.00; by 16 is 52.81, by 149 is 5.67.
    House fees 8.50 + 18.00 + 3.75 + 0 + 2.00 (half of 4.00) + 12.75 = 45.00.
    Income to house 845 + 15 + 40 − 45 = 855.00.
    """
    house = HouseFactory()
    house.fees.create(label="Tax", percent=10, is_tax=True)
    house.fees.create(label="Network", percent=5, paid_by="HOUSE")
    private = RoomFactory(house=house, name="Private", order=1)
    shared = SharedRoomFactory(house=house, name="Shared", order=2)
    by = {"by": UserFactory(is_superuser=True), "now": NOW}
    BookingFactory(room=private, state=CONFIRMED, people=2, **march(30, 33))
    BookingFactory(room=shared, state=CONFIRMED, people=3, **march(10, 13))
    lower = BookingFactory(room=shared, state=CONFIRMED, **march(20, 22))
    discount(lower, kind="PERCENT", value=D(25), reason="Friend", **by)
    add_line(lower, label="Bicycle", amount=D(15), **by)
    free = set_rate(BookingFactory(room=private, **march(14, 16)), rate=D(0), reason="Helped", **by)
    assert approve(free, **by).state == CONFIRMED
    cancelled = BookingFactory(room=shared, state=CONFIRMED, **march(24, 26))
    cancel(cancelled, refund=D(44), **by)
    absent = BookingFactory(room=private, state=CONFIRMED, **march(18, 21))
    no_show(absent, by=by["by"], now=NOW + timedelta(days=30))
    BookingFactory(room=private, **march(22, 24))
    BookingFactory(room=private, state=State.APPROVED, **march(25, 27))
    block(shared, start=date(2026, 3, 5), end=date(2026, 3, 9), beds=1, reason="Paint", **by)
    outside_calendar(shared, ("one", date(2026, 3, 28), date(2026, 3, 30)))
    return House.objects.filter(pk=house.pk)


def named(section) -> dict[str, Decimal]:
    return {one.label: one.amount if one.amount is None else round(one.amount, 2) for one in section.figures}


def test_figures_of_the_month_by_hand(month) -> None:
    [whole, by_month, by_room] = occupancy(month, MARCH).sections

    assert named(whole) == {
        "Person-nights": 18, "Beds offered": 155, "Blocked": 4, "Taken elsewhere": 2,
        "Reservable nights": 149, "Nights sold": 16, "Occupancy rate": D("10.7"),
        "Average guests per night": D("0.6"), "Nights given away": 2, "Worth of nights given away": 170,
        "Stay income": 845, "Average daily rate (ADR)": D("52.81"), "RevPAR": D("5.67"), "Other lines": 15,
        "Kept of cancelled stays": 40, "Fees the house pays": 45, "Income to house": 855,
    }  # fmt: skip
    assert all(one.meaning for one in whole.figures)
    assert [row[1:4] for row in by_month.rows] == [[18, 149, 16]]
    assert [(row[1], row[2:7], row[-1]) for row in by_room.rows] == [
        ("Private", [7, 31, 5, D("16.1"), D("0.2")], D("403.75")),
        ("Shared", [11, 118, 11, D("9.3"), D("0.4")], D("451.25")),
    ]
    taken = BedNight.objects.filter(booking__isnull=False, until=None, night__range=(MARCH.start, MARCH.end))
    assert taken.count() == 16


def test_months_and_rooms_add_up_to_the_house_and_currencies_to_nothing(month) -> None:
    BookingFactory(room=RoomFactory(house__currency="JPY", rate=D(9000)), state=CONFIRMED, **march(10, 12))

    sections = occupancy(House.objects.all(), YEAR).sections

    titles = ["", "By month", "By room"]
    assert [(one.currency, one.title) for one in sections] == [
        *(("JPY", title) for title in titles), *(("USD", title) for title in titles),
    ]  # fmt: skip
    assert [named(one)["Stay income"] for one in sections if one.figures] == [18000, 930]
    assert sections[3:] == occupancy(month, YEAR).sections
    [whole, by_month, by_room] = sections[3:]
    for column, label in {1: "Person-nights", 2: "Reservable nights", 3: "Nights sold", 6: "Stay income",
                          9: "Income to house"}.items():  # fmt: skip
        assert sum(row[column] for row in by_month.rows) == named(whole)[label]
        assert sum(row[column + 1] for row in by_room.rows) == named(whole)[label]
    assert [row[1] for row in by_month.rows[2:4]] == [18, 2]
    assert [len(one.bars.bars) for one in by_month.charts] == [12, 12]


def test_a_guest_who_left_early_sold_the_nights_before() -> None:
    stay = BookingFactory(state=CONFIRMED, **march(10, 14))
    stay.state, stay.left_on = State.CHECKED_OUT, date(2026, 3, 11)
    stay.save()

    assert added(totals([stay.room], [MARCH]).values()).sold == 1


def _rooms() -> list[Room]:
    return list(Room.objects.select_related("house"))


def bare_stays(rooms: list[Room], times: int) -> None:
    """Stays of all lengths, states and prices, with the bills they may come to have."""
    dice = random.Random(2026)
    for n in range(times):
        arrive = date(2025, 12, 1) + timedelta(days=dice.randrange(120))
        nights = [arrive + timedelta(days=k) for k in range(dice.choice([1, 2, 3, 5, 9, 40]))]
        room = dice.choice(rooms)

        def amount(most: int, room: Room = room) -> Decimal:
            return rounded(D(dice.randrange(most)) / 7, currency=room.house.currency)

        prices = {night.isoformat(): str(amount(900)) for night in nights}
        stay = sum(map(D, prices.values()), D(0))
        known = prices if n % 5 else {}
        more = {night: "3" for night in list(known)[:1]}
        state = dice.choice([CONFIRMED, State.CHECKED_OUT, State.NO_SHOW, State.CANCELLED, State.EXPIRED])
        lines = [
            Line(kind="STAY", label="Nights", amount=stay, nights=known, source="stay"),
            Line(kind="STAY", label="Changed", amount=D(3) if more else D(0), nights=more, source="stay"),
            Line(kind="DISCOUNT", label="Less", amount=-min(stay, amount(400))),
            Line(kind="CUSTOM", label="Bicycle", amount=amount(300)),
            Line(kind="TAX", label="Tax", amount=amount(300)),
            Line(kind="FEE", label="Network", amount=amount(200), paid_by="HOUSE"),
        ]
        total = sum((line.amount for line in lines if line.paid_by == "GUEST"), D(0))
        if state in (State.CANCELLED, State.NO_SHOW):
            less = rounded(total * dice.randrange(5) / 4, currency=room.house.currency)
            lines.append(Line(kind="WAIVED", label="Over", amount=-less))
        BareBookingFactory(
            number=f"N{n}", room=room, arrive=arrive, depart=nights[-1] + timedelta(days=1), state=state,
            people=dice.choice([1, 2]), guest=UserFactory(), lines=lines,
        )  # fmt: skip


def night_by_night(booking, days: Period) -> dict[str, Decimal]:
    """What the bill asks for the nights of `days`: up to a day each share is rounded, and taken apart."""
    lines = [
        Line(kind=one.kind, label=one.label, amount=one.amount, nights=one.nights, source=one.source,
             paid_by=one.paid_by)
        for one in booking.bill.lines.all()
    ]  # fmt: skip
    prices = nights_of(lines, "stay")
    weights = {
        night: prices.get(night.isoformat(), D(0)) if sum(prices.values()) else D(1) for night in booking.stay
    }
    currency = booking.bill.currency
    guest = [line for line in lines if line.paid_by == "GUEST"]
    whole = sum((line.amount for line in guest if line.kind != "WAIVED"), D(0))
    kept = sum((line.amount for line in guest), D(0))

    def part(*kinds: str) -> Decimal:
        amount = sum((line.amount for line in guest if line.kind in kinds), D(0))
        due = rounded(amount * kept / whole, currency=currency) if kept < whole else amount
        return until(due, days.after) - until(due, days.start)

    def until(amount: Decimal, day: date) -> Decimal:
        before = sum((weight for night, weight in weights.items() if night < day), D(0))
        return rounded(amount * before / sum(weights.values()), currency=currency)

    house = sum((line.amount for line in lines if line.paid_by == "HOUSE"), D(0))
    return {
        "stay": part("STAY", "DISCOUNT"), "other": part("CUSTOM"), "on_top": part("TAX"),
        "house_fees": until(house, days.after) - until(house, days.start),
    }  # fmt: skip


def test_every_bill_is_spread_as_it_would_be_night_by_night() -> None:
    rooms = [
        *(RoomFactory(house=house) for house in HouseFactory.create_batch(2)),
        RoomFactory(house__currency="JPY"),
    ]
    bare_stays(rooms, 40)
    winter = Period(date(2025, 12, 10), date(2026, 3, 20))
    expected: dict[tuple[int, int], list[Totals]] = defaultdict(list)
    for room in rooms:
        certain = room.bookings.exclude(state=State.EXPIRED).select_related("bill")
        for booking in certain.prefetch_related("bill__lines"):
            for n, days in enumerate(winter.steps):
                parts = night_by_night(booking, days)
                if booking.state == State.CANCELLED:
                    parts |= {"kept": parts["stay"] + parts["other"], "stay": D(0), "other": D(0)}
                expected[room.pk, n].append(Totals(**parts))

    found = totals(_rooms(), winter.steps)

    names = ("stay", "other", "kept", "house_fees", "on_top")
    money = {key: [getattr(one, name) for name in names] for key, one in found.items()}
    assert money == {key: [getattr(added(expected[key]), name) for name in names] for key in money}
    for room in rooms:
        monthly = added(some for (pk, _n), some in found.items() if pk == room.pk)
        assert monthly == totals([room], [winter])[room.pk, 0]


def test_houses_of_one_currency_are_told_apart_and_rooms_beyond_the_page_counted() -> None:
    first, other = (RoomFactory(house__name=name) for name in ("First house", "Other house"))
    BookingFactory(room=other, state=CONFIRMED, **march(10, 12))

    report = occupancy(House.objects.all(), MARCH, most=1)

    [whole, _by_month, by_house, by_room] = report.sections
    assert (by_house.title, report.left_out) == ("By house", 1)
    assert [(row[0], row[6]) for row in by_house.rows] == [("First house", D(0)), ("Other house", D(170))]
    assert [row[:2] for row in by_room.rows] == [["First house", first.name]]
    assert named(whole)["Stay income"] == 170
    assert occupancy(House.objects.all(), Period(date(2019, 1, 1), date(2019, 12, 31))).sections == []
    assert occupancy(House.objects.none(), MARCH).sections == []


def test_queries_are_the_same_whatever_the_rooms(django_assert_num_queries) -> None:
    BookingFactory(room=RoomFactory(), state=CONFIRMED, **march(10, 12))
    with django_assert_num_queries(4):
        occupancy(House.objects.all(), MARCH)
    for _more in range(2):
        BookingFactory(room=RoomFactory(), state=CONFIRMED, **march(10, 12))

    with django_assert_num_queries(4):
        occupancy(House.objects.all(), YEAR)
