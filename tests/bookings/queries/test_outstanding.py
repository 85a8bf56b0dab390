"""What is open on bills of stays."""

from datetime import date
from decimal import Decimal

import pytest

from bookings.queries.outstanding import outstanding
from bookings.rules.states import State
from locations.models import House
from payments.actions import bills
from payments.rules.lines import Line
from payments.rules.period import Period
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
D = Decimal
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def room():
    """A room at 85.00, so three nights are 255.00."""
    return RoomFactory(sleeps=2, beds=1)


def figures(report):
    return [figure.amount for section in report.sections for figure in section.figures]


def owing(room):
    """Confirmed and paid, then 20.00 dearer."""
    booking = BookingFactory(room=room, state=State.CONFIRMED)
    extra = Line(kind="CUSTOM", label="Bicycle", amount=D(20))
    bills.add_line(booking.bill, line=extra, by=booking.guest, now=NOW)
    return booking


def test_what_is_owed_asked_for_and_owed_to_guests(room) -> None:
    """20.00 for a bicycle, 255.00 of a stay that is only approved, 5.00 too much; a request asks nothing."""
    bicycle = owing(room)
    BookingFactory(room=room, state=State.APPROVED, arrive=date(2026, 3, 20), depart=date(2026, 3, 23))
    BookingFactory(room=room, arrive=date(2026, 3, 24), depart=date(2026, 3, 25))
    over = BookingFactory(
        room=room, state=State.CONFIRMED, arrive=date(2026, 3, 26), depart=date(2026, 3, 27)
    )
    PaymentFactory(bill=over.bill, amount=D(5))

    report = outstanding(House.objects.all(), MARCH)

    assert figures(report) == [D(20), D(255), D(5)]
    [section] = report.sections
    assert [(row[3], row[8]) for row in section.rows][0] == (bicycle.bill.reference, D(20))
    assert [row[8] for row in section.rows] == [D(20), D(255), D(-5)]


def test_stays_of_other_days_and_houses_are_in_no_figure(room) -> None:
    owing(room)

    assert outstanding(House.objects.all(), Period(date(2026, 4, 1), date(2026, 4, 30))).sections == []
    assert outstanding(House.objects.exclude(pk=room.house_id), MARCH).sections == []


def test_queries_are_the_same_whatever_the_rows(room, django_assert_num_queries) -> None:
    owing(room)
    with django_assert_num_queries(2):
        outstanding(House.objects.all(), MARCH)
    owing(RoomFactory())

    with django_assert_num_queries(2):
        outstanding(House.objects.all(), MARCH)
