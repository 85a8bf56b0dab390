"""The demo network: the same each time, right in every bed and amount, and shown without waiting."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from bookings.models import Booking, Move
from bookings.queries import wrong_beds
from bookings.rules.clock import today
from bookings.rules.states import MOVES, Side, State
from config.seed.further import house_plans
from config.seed.network import Size, seed
from home.models import SiteImage, SiteRendition
from locations.models import House, Room, Visibility
from locations.queries import selling_rooms
from members.models import User
from messaging.models import Message, MessageState
from payments.models import Bill
from payments.queries import balances

NOW = datetime(2026, 3, 10, 15, 20, tzinfo=UTC)
LATER = NOW + timedelta(days=100, hours=5)
SIZE = Size(bookings=400, seed=7)
OWING = {State.REQUESTED, State.HELD, State.APPROVED}


def write(now: datetime) -> None:
    seed(SIZE, now=now, say=lambda line: None)


def told(now: datetime) -> list[tuple]:
    """What the bookings say, in days from their house's today."""
    bookings = Booking.objects.select_related("room__house", "guest", "thread", "bill").order_by("number")
    return [
        (
            *(booking.number, booking.guest.email, str(booking.guest), str(booking.room), booking.people),
            (booking.arrive - today(now, booking.house.zone)).days,
            *(booking.nights, booking.state, booking.purpose, booking.thread.token),
            [(step.end, step.by and step.by.email, step.why) for step in booking.moves.all()],
            [(line.label, line.amount, line.percent) for line in booking.bill.lines.all()],
            [(money.source, money.amount, money.session_id) for money in booking.bill.payments.all()],
            [money.amount for money in booking.bill.refunds.all()],
            [(night.night - booking.arrive, night.bed) for night in booking.bed_nights.all()],
        )
        for booking in bookings.prefetch_related(
            "moves__by", "bill__lines", "bill__payments", "bill__refunds", "bed_nights"
        )
    ]


@pytest.fixture(scope="module")
def earlier(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[list[tuple]]:
    """What a network says that was written on another day and is gone; one of `NOW` is there meanwhile."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock():
        with transaction.atomic():
            write(LATER)
            said = told(LATER)
            transaction.set_rollback(True)
        with transaction.atomic():
            write(NOW)
            yield said
            transaction.set_rollback(True)


@pytest.fixture
def network(earlier, db) -> None:
    """The network is there."""


def test_the_same_seed_says_the_same_on_every_day(network, earlier) -> None:
    assert told(NOW) == earlier


def test_three_houses_are_public_and_sell_their_rooms(network) -> None:
    houses = House.objects.filter(visibility=Visibility.PUBLIC).values_list("slug", "currency", "terms")

    assert set(houses) == {
        ("embassy-sf", "USD", "REQUEST"),
        ("red-victorian", "USD", "INSTANT"),
        ("amsterdam", "EUR", "REQUEST"),
    }
    assert selling_rooms().count() == Room.objects.count() == 15


def test_as_many_bookings_as_asked_for_in_every_state(network) -> None:
    assert Booking.objects.count() == SIZE.bookings
    assert set(Booking.objects.values_list("state", flat=True)) == {state.value for state in State}


def test_every_bed_is_sold_once_and_within_capacity(network) -> None:
    assert wrong_beds() == []


def test_what_waits_for_somebody_has_time_left(network) -> None:
    open_ones = Booking.objects.filter(state__in=OWING)

    assert {booking.state: booking.current_state(NOW) for booking in open_ones} == {
        state: state for state in OWING
    }
    assert open_ones.filter(state=State.REQUESTED, asked_at__lt=NOW - timedelta(days=1)).exists()


def test_every_move_is_one_of_the_table(network) -> None:
    def side(move: Move) -> Side:
        if move.by is None:
            return Side.SYSTEM
        return Side.GUEST if move.by_id == move.booking.guest_id else Side.STEWARD

    moves = Move.objects.select_related("booking", "by")

    assert [
        str(move) for move in moves if side(move) not in MOVES[move.start or None].get(move.end, ())
    ] == []


def test_histories_lead_from_nothing_to_the_state_in_the_order_of_time(network) -> None:
    for booking in Booking.objects.prefetch_related("moves"):
        steps = sorted(booking.moves.all(), key=lambda step: step.pk)

        assert [step.start for step in steps] == ["", *(step.end for step in steps[:-1])]
        assert steps[-1].end == booking.state
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert booking.asked_at == steps[0].at
        assert steps[-1].at <= NOW


def test_only_what_waits_or_ran_out_is_owed(network) -> None:
    bills = Bill.objects.select_related("booking")
    owed = balances(bills)

    wrong = [
        bill.booking
        for bill in bills
        if (owed[bill.pk].owed > 0) != (bill.booking.state in OWING)
        and not (bill.booking.state == State.EXPIRED and owed[bill.pk].paid == 0)
    ]

    assert wrong == []
    assert all(balance.overpaid == 0 for balance in owed.values())


def test_the_mails_of_what_happened_lately_were_sent_long_ago(network) -> None:
    mails = Message.objects.filter(thread__booking__state=State.REQUESTED, key="bookings.new_request")
    requests = Booking.objects.filter(state=State.REQUESTED).prefetch_related("room__house__roles")

    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    assert mails.count() == sum(booking.house.roles.count() for booking in requests) > 0
    assert all(message.sent_at <= NOW for message in Message.objects.all())


def test_pages_are_shown_without_drawing_anything_first(network, client: Client) -> None:
    made = SiteRendition.objects.count()
    room = "/red-victorian/peacock/"

    for path in ("/", "/embassy-sf/", room, "/amsterdam/how-we-live/", "/about/", "/terms/", "/privacy/"):
        assert client.get(path).status_code == 200

    assert "Why do you want to know why I am coming?" in client.get("/embassy-sf/").content.decode()
    assert SiteRendition.objects.count() == made
    assert not SiteImage.objects.filter(description="").exists()


def test_stewards_get_in_with_the_password_and_guests_have_none(network) -> None:
    staff = User.objects.filter(is_staff=True)

    assert {user.email.split("@")[1] for user in staff} == {
        "example.org",
        "embassy-sf.example.org",
        "red-victorian.example.org",
        "amsterdam.example.org",
    }
    assert all(user.check_password("modernomad-demo") for user in staff)
    assert not any(user.has_usable_password() for user in User.objects.filter(is_staff=False)[:5])


def test_a_network_is_not_added_to(network) -> None:
    out = StringIO()

    with pytest.raises(CommandError, match="only an empty one is filled"):
        call_command("seed_demo")
    call_command("seed_demo", "--if-empty", stdout=out)

    assert "/embassy-sf/" in out.getvalue()
    assert House.objects.count() == 3


def test_further_houses_and_rooms_have_addresses_of_their_own() -> None:
    plans = house_plans(houses=200, rooms=30, rng=Random(1))

    assert len({plan.slug for plan in plans}) == 200
    assert all(len({room.slug for room in plan.rooms}) == 30 for plan in plans)
