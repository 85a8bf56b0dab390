"""A stay paid in two parts, from the asking page to the end that the policy sets."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.actions import change_stay, mark_paid
from bookings.actions.expiry import expire_holds
from bookings.actions.money import bill_changed
from bookings.actions.rests import run_due
from bookings.models import BedNight, Booking
from messaging.models import Message
from payments.models import Notice
from payments.queries import balance, due, owed
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
ARRIVE = date(2026, 4, 10)
# The rest, 80 % of 255.00 USD, is due on 27 March: noon there in California.
REST_DAY = datetime(2026, 3, 27, 19, tzinfo=UTC)


def room_of(**policy):
    terms = {"pay_when": "DEPOSIT", "deposit_percent": 20, "rest_days": 14} | policy
    return RoomFactory(house=HouseFactory(**terms))


@pytest.fixture
def stay():
    return BookingFactory(
        room=room_of(lapse_unpaid=True), state="APPROVED", arrive=ARRIVE, depart=date(2026, 4, 13)
    )


def take(booking, amount, *, now=NOW) -> Booking:
    mark_paid(
        booking, amount=Decimal(amount), source="CASH", reference="", received_on=now.date(),
        by=booking.guest, now=now,
    )  # fmt: skip
    bill_changed(booking.bill, by=None, now=now)
    return Booking.objects.get(pk=booking.pk)


def mails() -> list[str]:
    keys = Message.objects.filter(key__contains="rest_").order_by("pk").values_list("key", flat=True)
    return [key.removeprefix("bookings.") for key in keys]


def test_the_first_part_confirms_and_less_does_not(stay) -> None:
    assert take(stay, "50.99").state == "APPROVED"
    assert take(stay, "0.01").state == "CONFIRMED"
    assert (due(stay.bill, now=NOW), owed(stay.bill), due(stay.bill, now=REST_DAY)) == (0, 204, 204)


def test_a_stay_paid_on_arrival_is_certain_with_the_yes() -> None:
    booking = BookingFactory(
        room=room_of(pay_when="ARRIVAL"), state="APPROVED", arrive=ARRIVE, depart=date(2026, 4, 13)
    )

    assert (booking.state, owed(booking.bill), booking.bill.rest_on) == ("CONFIRMED", 255, ARRIVE)


def test_a_first_part_that_came_after_the_hold_buys_the_stay(stay) -> None:
    late = NOW + timedelta(hours=49)
    expire_holds(late)
    PaymentFactory(bill=stay.bill, amount=Decimal(51))

    bill_changed(stay.bill, by=None, now=late)

    stay.refresh_from_db()
    assert stay.state == "CONFIRMED"


def test_other_dates_bring_another_day_for_the_rest(stay) -> None:
    change_stay(
        stay,
        room=stay.room,
        arrive=date(2026, 5, 17),
        depart=date(2026, 5, 20),
        people=1,
        by=stay.guest,
        now=NOW,
    )

    stay.bill.refresh_from_db()
    assert (stay.bill.rest_on, stay.bill.deposit_percent) == (date(2026, 5, 3), 20)


def test_the_rest_is_said_once_on_each_day_whenever_the_worker_comes(stay) -> None:
    take(stay, "51")
    day = timedelta(days=1)

    for moment in (REST_DAY - 4 * day, REST_DAY - 3 * day, REST_DAY - 2 * day, REST_DAY):
        run_due(moment)
        run_due(moment)
    assert mails() == ["rest_soon"]
    assert "$204. It is due on Fri 27 March" in Message.objects.get(key="bookings.rest_soon").text

    run_due(REST_DAY + day)
    run_due(REST_DAY + day)
    assert mails() == ["rest_soon", "rest_overdue"]
    assert list(Notice.objects.values_list("kind", "rest_on")) == [
        ("SOON", date(2026, 3, 27)), ("OVERDUE", date(2026, 3, 27)),
    ]  # fmt: skip


def test_a_rest_that_is_paid_is_left_in_peace(stay) -> None:
    take(stay, "51")
    take(stay, "204")

    assert [run_due(REST_DAY + timedelta(days=days)) for days in (-3, 1, 5)] == [0, 0, 0]
    assert (mails(), Notice.objects.count()) == ([], 0)


def test_a_stay_ends_by_policy_after_a_warning_and_as_if_its_guest_had_cancelled(stay) -> None:
    StewardFactory(house=stay.house)
    take(stay, "51")
    late = REST_DAY + timedelta(days=4)

    run_due(late)
    stay.refresh_from_db()
    assert stay.state == "CONFIRMED"
    run_due(late + timedelta(days=1))

    stay.refresh_from_db()
    assert (stay.state, stay.moves.latest("pk").by, balance(stay.bill).overpaid) == ("CANCELLED", None, 0)
    assert BedNight.objects.filter(booking=stay).count() == 0
    assert "is cancelled by itself" in Message.objects.get(key="bookings.cancelled_house").text


def test_a_stay_of_a_house_without_that_policy_stays(stay) -> None:
    stay.bill.lapses_unpaid = False
    stay.bill.save()
    take(stay, "51")

    for days in (1, 3, 9):
        run_due(REST_DAY + timedelta(days=days))

    stay.refresh_from_db()
    assert stay.state == "CONFIRMED"


def test_screens_say_what_is_due_when(client, stay) -> None:
    client.force_login(stay.guest)
    room = stay.room
    with time_machine.travel(NOW):
        asked = client.get(
            reverse("ask", args=[room.house.slug, room.slug]),
            {"arrive": "2026-04-14", "depart": "2026-04-17"},
        ).content.decode()
        before = client.get(reverse("my_stay", args=[stay.number])).content.decode()
        take(stay, "51")
        after = client.get(reverse("my_stay", args=[stay.number])).content.decode()

    assert "To pay: 51.00 USD now, 204.00 USD on Tue 31 March." in asked
    assert "To pay: 51.00 USD now, 204.00 USD on Fri 27 March." in before
    assert "Still to pay: 204.00 USD on Fri 27 March." in after
    [approved] = Message.objects.filter(key="bookings.approved")
    assert "Pay $51 by then" in approved.text
    assert "The rest, $204, is due on Fri 27 March." in approved.text


def test_the_desk_shows_what_is_overdue(client, stay) -> None:
    client.force_login(StewardFactory(house=stay.house))
    take(stay, "51")
    said = "Certain, and the rest is due"

    with time_machine.travel(REST_DAY - timedelta(days=1)):
        assert said not in client.get(reverse("wagtailadmin_home")).content.decode()
    with time_machine.travel(REST_DAY):
        assert said in client.get(reverse("wagtailadmin_home")).content.decode()
