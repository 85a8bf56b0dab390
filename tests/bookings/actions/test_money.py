"""What money does to a stay."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions import Refused, cancel, mark_paid, withdraw
from bookings.actions.expiry import expire_holds
from bookings.actions.money import bill_changed
from bookings.models import BedNight, Booking
from messaging.models import Message
from payments.actions.outgoing import record_refund
from payments.gateway import RefundState
from payments.models import Payment, Refund
from payments.queries import balance, owed
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(hours=49)
AFTER_ARRIVAL_DAY = datetime(2026, 3, 11, 7, tzinfo=UTC)


def money_comes(booking, *, amount=None, now):
    """A card payment is recorded, and those above are told."""
    amount = owed(booking.bill) if amount is None else Decimal(amount)
    PaymentFactory(
        bill=booking.bill, amount=amount, source="STRIPE", created_at=now, settled_at=now, applied_at=now
    )
    bill_changed(booking.bill, by=None, now=now)
    return Booking.objects.get(pk=booking.pk)


def take_cash(booking, amount, *, by=None):
    return mark_paid(
        booking,
        amount=Decimal(amount),
        source="CASH",
        reference="in the kitchen",
        received_on=date(2026, 3, 2),
        by=by or UserFactory(),
        now=NOW,
    )


def sent_back():
    return list(Refund.objects.order_by("pk").values_list("amount", "state"))


def test_money_confirms_an_approved_stay():
    booking = money_comes(BookingFactory(state="APPROVED"), now=NOW)

    assert booking.state == "CONFIRMED"
    assert booking.hold_until is None
    assert list(BedNight.objects.values_list("until", flat=True)) == [None, None, None]
    assert sent_back() == []


def test_part_of_the_money_confirms_nothing_yet():
    booking = money_comes(BookingFactory(state="APPROVED"), amount="100", now=NOW)

    assert booking.state == "APPROVED"
    assert owed(booking.bill) == 155


def test_late_money_buys_the_stay_where_the_bed_is_still_free():
    booking = BookingFactory(state="APPROVED")
    expire_holds(LATE)

    booking = money_comes(booking, now=LATE)

    assert booking.state == "CONFIRMED"
    assert BedNight.objects.filter(booking=booking, until=None).count() == 3


def test_late_money_buys_the_stay_even_before_a_job_has_ended_the_hold():
    booking = money_comes(BookingFactory(state="APPROVED"), now=LATE)

    assert booking.state == "CONFIRMED"
    assert list(booking.moves.values_list("end", flat=True))[-2:] == ["EXPIRED", "CONFIRMED"]


def test_late_money_goes_back_where_the_bed_is_gone():
    room = RoomFactory()
    booking = BookingFactory(room=room, state="APPROVED")
    BookingFactory(room=room, state="CONFIRMED", now=LATE)

    booking = money_comes(booking, now=LATE)

    assert booking.state == "EXPIRED"
    assert [amount for amount, _state in sent_back()] == [255]
    assert balance(booking.bill).owed == 0
    assert Message.objects.filter(key="bookings.too_late").count() == 1


def test_late_money_goes_back_after_the_arrival_day():
    booking = BookingFactory(state="APPROVED")
    expire_holds(AFTER_ARRIVAL_DAY)

    booking = money_comes(booking, now=AFTER_ARRIVAL_DAY)

    assert booking.state == "EXPIRED"
    assert [amount for amount, _state in sent_back()] == [255]


def test_part_of_the_money_after_the_hold_goes_back():
    booking = BookingFactory(state="APPROVED")
    expire_holds(LATE)

    booking = money_comes(booking, amount="100", now=LATE)

    assert booking.state == "EXPIRED"
    assert [amount for amount, _state in sent_back()] == [100]


def test_refund_of_what_came_too_late_buys_nothing_once_the_bed_is_free():
    room = RoomFactory()
    booking = BookingFactory(room=room, state="APPROVED")
    other = BookingFactory(room=room, state="APPROVED", now=LATE)
    money_comes(booking, now=LATE)
    withdraw(other, by=other.guest, now=LATE)

    Refund.objects.update(state="SUCCEEDED", settled_at=LATE)
    bill_changed(booking.bill, by=None, now=LATE)

    booking.refresh_from_db()
    assert booking.state == "EXPIRED"
    assert BedNight.objects.count() == 0


def test_money_twice_gives_back_exactly_what_is_too_much():
    booking = money_comes(BookingFactory(state="APPROVED"), now=NOW)

    booking = money_comes(booking, amount="255", now=NOW)

    assert booking.state == "CONFIRMED"
    assert [amount for amount, _state in sent_back()] == [255]
    assert owed(booking.bill) == 0


def test_money_on_a_withdrawn_stay_goes_back():
    booking = BookingFactory(state="APPROVED")
    withdraw(booking, by=booking.guest, now=NOW)

    booking = money_comes(booking, amount="255", now=NOW)

    assert booking.state == "WITHDRAWN"
    assert [amount for amount, _state in sent_back()] == [255]


def test_money_on_a_request_waits_for_the_answer():
    booking = money_comes(BookingFactory(), now=NOW)

    assert booking.state == "REQUESTED"
    assert sent_back() == []


def test_being_told_twice_does_nothing_more():
    booking = money_comes(BookingFactory(state="APPROVED"), now=NOW)

    bill_changed(booking.bill, by=None, now=NOW)

    assert booking.moves.count() == 3
    assert Message.objects.filter(key="bookings.confirmed").count() == 1


def test_mark_paid_takes_cash_and_confirms(django_capture_on_commit_callbacks):
    booking, steward = BookingFactory(state="APPROVED"), UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        payment = take_cash(booking, 255, by=steward)

    booking.refresh_from_db()
    payment.refresh_from_db()
    assert booking.state == "CONFIRMED"
    assert (payment.by, payment.source, payment.applied_at) == (steward, "CASH", NOW)


@pytest.mark.parametrize("amount", ["255.01", "0", "-5"])
def test_mark_paid_refuses_what_is_not_owed(amount):
    booking = BookingFactory(state="APPROVED")

    with pytest.raises(Refused):
        mark_paid(
            booking,
            amount=Decimal(amount),
            source="CASH",
            reference="",
            received_on=NOW,
            by=UserFactory(),
            now=NOW,
        )


def test_mark_paid_is_refused_on_what_is_over():
    booking = BookingFactory(state="CONFIRMED")
    cancel(booking, by=UserFactory(), now=NOW)

    with pytest.raises(Refused, match="Bring the booking back first"):
        mark_paid(
            booking,
            amount=Decimal(1),
            source="CASH",
            reference="",
            received_on=NOW,
            by=UserFactory(),
            now=NOW,
        )


def test_a_refund_from_stripe_s_dashboard_is_owed_again_and_stewards_are_told_once():
    booking = money_comes(BookingFactory(state="APPROVED"), now=NOW)
    steward = StewardFactory(house=booking.house)
    state = RefundState(
        id="re_1", status="succeeded", amount=Decimal(55), currency="USD", intent_id="pi_1", charge_id="ch_1",
        failure="", row_id=None, row_key="", created_at=NOW,
    )  # fmt: skip
    Payment.objects.update(intent_id="pi_1")

    for _twice in range(2):
        record_refund(state, now=NOW)

    booking.refresh_from_db()
    assert (booking.state, owed(booking.bill)) == ("CONFIRMED", 55)
    told = Message.objects.get(key="bookings.refunded_outside_house")
    assert told.to == steward.email
    assert "gave $55 back" in told.text
    assert "so $55 is owed now" in told.text
    refund = Refund.objects.get()
    assert (refund.reason, refund.applied_at) == ("Made at Stripe", NOW)
    assert [split.amount for split in refund.splits.all()] == [-55]
