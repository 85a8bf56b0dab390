"""A steward answers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions import Refused, approve, cancel, decline, reinstate, second_thought
from bookings.actions.expiry import expire_holds
from bookings.models import BedNight
from payments.queries import owed, total
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
ARRIVAL_DAY_ENDS = datetime(2026, 3, 11, 7, tzinfo=UTC)


@pytest.fixture
def steward():
    return UserFactory(is_superuser=True)


def test_approve_holds_the_bed_for_the_house_s_hours(steward):
    booking = approve(BookingFactory(), by=steward, now=NOW)

    assert booking.state == "APPROVED"
    assert booking.hold_until == NOW + timedelta(hours=48)
    assert booking.hold_limit == NOW + timedelta(hours=50)
    assert booking.answer_by is None
    assert set(BedNight.objects.values_list("booking", "until")) == {(booking.pk, booking.hold_until)}
    assert BedNight.objects.count() == 3


def test_approve_on_the_arrival_day_holds_until_its_end(steward):
    booking = BookingFactory()
    morning = ARRIVAL_DAY_ENDS - timedelta(hours=20)
    booking.answer_by = ARRIVAL_DAY_ENDS
    booking.save()

    booking = approve(booking, by=steward, now=morning)

    assert booking.hold_until == ARRIVAL_DAY_ENDS


def test_approve_of_a_free_stay_confirms_it(steward):
    booking = approve(BookingFactory(room=RoomFactory(rate=Decimal(0))), by=steward, now=NOW)

    assert booking.state == "CONFIRMED"
    assert set(BedNight.objects.values_list("until", flat=True)) == {None}
    assert list(booking.moves.values_list("end", flat=True)) == ["REQUESTED", "APPROVED", "CONFIRMED"]


def test_approve_of_the_second_request_for_the_last_bed_is_refused(steward):
    room = RoomFactory()
    first, second = BookingFactory(room=room), BookingFactory(room=room)
    approve(first, by=steward, now=NOW)

    with pytest.raises(Refused, match="is full on the night of Tue 10 March"):
        approve(second, by=steward, now=NOW)

    second.refresh_from_db()
    assert second.state == "REQUESTED"


def test_approve_twice_is_refused_the_second_time(steward):
    booking = BookingFactory()
    approve(booking, by=steward, now=NOW)

    with pytest.raises(Refused, match="the booking is now “approved, to be paid”"):
        approve(booking, by=steward, now=NOW)


@pytest.mark.parametrize(
    ("act", "state"),
    [(approve, "CANCELLED"), (approve, "EXPIRED"), (second_thought, "APPROVED"), (reinstate, "REQUESTED")],
)
def test_button_of_an_old_page_does_nothing_to_a_booking_that_moved_on(steward, act, state):
    booking = BookingFactory(state="REQUESTED" if state == "REQUESTED" else "APPROVED")
    if state == "CANCELLED":
        cancel(booking, by=steward, now=NOW)
    later = NOW + timedelta(hours=49 if state == "EXPIRED" else 1)

    with pytest.raises(Refused, match="This can't be done any more"):
        act(booking, by=steward, now=later)


def test_request_nobody_answered_in_time_is_over_even_if_no_job_ran(steward):
    booking = BookingFactory()

    with pytest.raises(Refused, match="not answered in time"):
        approve(booking, by=steward, now=booking.answer_by)

    assert booking.current_state(booking.answer_by) == "LAPSED"


def test_decline_tells_why_and_leaves_nothing_owed(steward):
    booking = decline(BookingFactory(), reason=" We are full of painters. ", by=steward, now=NOW)

    assert booking.state == "DECLINED"
    assert booking.moves.latest("pk").why == "We are full of painters."
    assert total(booking.bill) == 0


def test_decline_gives_back_what_came_in_while_the_request_waited(steward):
    booking = BookingFactory()
    PaymentFactory(bill=booking.bill, amount=owed(booking.bill))

    booking = decline(booking, reason="We are full of painters.", by=steward, now=NOW)

    assert list(booking.bill.refunds.values_list("amount", flat=True)) == [255]
    assert owed(booking.bill) == 0
    told = booking.thread.messages.get(key="bookings.declined").text
    assert "You owe nothing. The $255 you paid goes back the way it came." in told


def test_decline_needs_a_reason(steward):
    with pytest.raises(Refused, match="Give a reason"):
        decline(BookingFactory(), reason=" ", by=steward, now=NOW)


def test_second_thought_reopens_a_declined_request_with_its_price(steward):
    booking = BookingFactory(state="DECLINED")

    booking = second_thought(booking, by=steward, now=NOW + timedelta(hours=1))

    assert booking.state == "REQUESTED"
    assert booking.answer_by == NOW + timedelta(days=3, hours=1)
    assert owed(booking.bill) == 255


def test_reinstate_gives_an_expired_stay_48_hours_more(steward):
    booking = BookingFactory(state="APPROVED")
    later = NOW + timedelta(hours=49)
    assert expire_holds(later) == 1

    booking = reinstate(booking, by=steward, now=later)

    assert booking.state == "APPROVED"
    assert booking.hold_until == later + timedelta(hours=48)
    assert BedNight.objects.filter(booking=booking).count() == 3


def test_reinstate_is_refused_where_the_bed_is_gone(steward):
    room = RoomFactory()
    booking = BookingFactory(room=room, state="APPROVED")
    later = NOW + timedelta(hours=49)
    BookingFactory(room=room, state="CONFIRMED", now=later)

    with pytest.raises(Refused, match="is full on the night"):
        reinstate(booking, by=steward, now=later)


def test_reinstate_confirms_a_cancelled_stay_that_is_still_paid(steward):
    booking = BookingFactory(state="CONFIRMED")
    cancel(booking, refund=Decimal(0), by=steward, now=NOW)

    booking = reinstate(booking, by=steward, now=NOW)

    assert booking.state == "CONFIRMED"
    assert owed(booking.bill) == 0
    assert BedNight.objects.filter(booking=booking, until=None).count() == 3


def test_reinstate_after_a_full_refund_asks_for_the_money_again(steward):
    booking = BookingFactory(state="CONFIRMED")
    cancel(booking, by=steward, now=NOW)

    booking = reinstate(booking, by=steward, now=NOW)

    assert booking.state == "APPROVED"
    assert owed(booking.bill) == 255


@pytest.mark.parametrize("act", [approve, second_thought, reinstate])
def test_nothing_becomes_live_after_the_arrival_day(steward, act):
    state = {approve: "REQUESTED", second_thought: "DECLINED", reinstate: "APPROVED"}[act]
    booking = BookingFactory(state=state)
    booking.answer_by = ARRIVAL_DAY_ENDS + timedelta(days=9) if state == "REQUESTED" else None
    booking.save()

    with pytest.raises(Refused, match="The arrival day is over"):
        act(booking, by=steward, now=ARRIVAL_DAY_ENDS)


def test_stewards_of_the_house_are_told_of_a_request_and_nobody_else():
    house, other = HouseFactory(), HouseFactory()
    ours, theirs = StewardFactory(house=house), StewardFactory(house=other)

    booking = BookingFactory(room=RoomFactory(house=house))

    told = booking.thread.messages.values_list("key", "to")
    assert set(told) == {("bookings.received", booking.guest.email), ("bookings.new_request", ours.email)}
    assert theirs.email not in {to for _key, to in told}
