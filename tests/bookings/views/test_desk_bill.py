"""The screens that change a bill, and the one that says what goes back: a look first, then the deed."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Booking
from locations.models import DiscountCode, Fee, House
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def booking():
    room = RoomFactory(rate=Decimal(100))
    Fee.objects.create(house=room.house, label="City tax", percent=Decimal(10), is_tax=True)
    return BookingFactory(room=room, state="CONFIRMED")


@pytest.fixture
def desk(client, booking):
    client.force_login(StewardFactory(house=booking.house))
    return client


def address(booking, what: str) -> str:
    return reverse("desk:change_bill", args=[booking.house.slug, booking.number, what])


LONGER = {"arrive": "2026-03-10", "depart": "2026-03-14", "people": "1"}


def test_a_look_shows_the_difference_and_a_second_button_does_it(desk, booking):
    typed = LONGER | {"room": booking.room_id}

    looked = desk.post(address(booking, "stay"), typed).content.decode()
    assert "Now 330.00 USD, then 440.00 USD: a difference of 110.00." in looked
    assert "110.00 would be owed." in looked
    assert balance(booking.bill).total == 330
    done = desk.post(address(booking, "stay"), typed | {"sure": "1"}, follow=True).content.decode()

    assert balance(booking.bill).total == 440
    assert "Done. The bill says it now." in done
    assert "Changed: " in done


@pytest.mark.parametrize(
    ("what", "typed", "total"),
    [
        ("line", {"label": "Bicycle", "amount": "20"}, 352),
        ("discount", {"kind": "FIXED", "value": "50", "reason": "A friend"}, 275),
        ("rate", {"rate": "80", "reason": "Long known"}, 264),
    ],
)
def test_each_change_is_done_and_told(desk, booking, what, typed, total):
    page = desk.post(address(booking, what), typed | {"sure": "1"}, follow=True)

    assert balance(booking.bill).total == total
    assert "Bicycle" in page.content.decode() or typed["reason"] in page.content.decode()


def test_a_fee_is_taken_off_from_its_line_and_taken_again(desk, booking):
    source = booking.bill.lines.get(kind="TAX").source
    page = desk.get(reverse("desk:booking", args=[booking.house.slug, booking.number])).content.decode()
    assert f"take-off/?named={source.replace(':', '%3A')}" in page

    typed = {"named": source, "sure": "1"}
    desk.post(address(booking, "take-off"), typed | {"reason": "She lives here"})
    assert balance(booking.bill).total == 300
    desk.post(address(booking, "put-back"), typed)

    assert balance(booking.bill).total == 330


@pytest.mark.parametrize(
    ("what", "typed", "told"),
    [
        ("line", {"label": "", "amount": "20"}, "This field is required"),
        ("line", {"label": "x", "amount": "0.001"}, "no more decimal places"),
        ("line", {"label": "x", "amount": "0"}, "above zero"),
        ("line", {"label": "x", "amount": "-500"}, "more off than the stay costs"),
        ("discount", {"kind": "PERCENT", "value": "101", "reason": "x"}, "More than 100 percent"),
        ("discount", {"kind": "PERCENT", "value": "-1", "reason": "x"}, "above zero"),
        ("rate", {"rate": "-1", "reason": "x"}, "greater than or equal to 0"),
        ("rate", {"rate": "0", "reason": ""}, "Give a reason"),
        ("stay", LONGER | {"room": "0"}, "Select a valid choice"),
        ("end-discount", {"named": "999999"}, "gone already"),
        ("take-off", {"named": "fee:0", "reason": "x"}, "no such fee"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changed(desk, booking, what, typed, told):
    page = desk.post(address(booking, what), typed | {"sure": "1"})

    assert told in page.content.decode()
    assert balance(booking.bill).total == 330


def test_an_unknown_change_and_another_house_s_discount_are_not_there(desk, booking):
    theirs = BookingFactory(room=RoomFactory(house=booking.house)).bill.reductions.create(
        kind="FIXED", value=5, label="Theirs", by=booking.guest, at=NOW
    )

    page = desk.post(address(booking, "end-discount"), {"named": theirs.pk, "sure": "1"})

    assert "gone already" in page.content.decode()
    assert desk.get(address(booking, "nothing")).status_code == 404


def test_the_policy_is_set_with_words_for_what_can_t_be(desk, booking):
    url = reverse("desk:cancelling", args=[booking.house.slug])
    typed = {"cancelling": "CUSTOM", "no_show_percent": "0"}

    wrong = desk.post(url, typed | {"tiers": "5: 50\n1: 60"}).content.decode()
    assert "never more back later" in wrong
    assert "5: 50" in wrong
    assert House.objects.get(pk=booking.house.pk).cancelling == "FLEXIBLE"
    page = desk.post(url, typed | {"tiers": "14: 100\n5: 60 %"}, follow=True)

    house = House.objects.get(pk=booking.house.pk)
    assert (house.cancelling, house.cancelling_tiers) == ("CUSTOM", [[14, "100"], [5, "60"]])
    assert [(one.percent, one.amount) for one in page.context["backs"]] == [(100, 100), (60, 60), (0, 0)]


def test_the_guest_sees_what_goes_back_today_and_later_before_cancelling(client, booking):
    booking.policy = {"tiers": [[30, "100"], [5, "60"]], "no_show": "0"}
    booking.save()
    client.force_login(booking.guest)

    page = client.get(reverse("cancel_stay", args=[booking.number])).content.decode()

    assert "Cancelled today, 60\u00a0% of the price goes back" in page
    assert '<strong class="money">$198</strong>' in page
    assert (
        f'<a class="button button-quiet" href="{reverse("my_stay", args=[booking.number])}">Keep it</a>'
        in page
    )
    assert "until Thu 5 March" in page
    assert "from Fri 6 March on" in page


def test_the_steward_sees_the_policy_before_cancelling(desk, booking):
    booking.policy = {"tiers": [[5, "60"]], "no_show": "0"}
    booking.save()

    page = desk.get(reverse("desk:do", args=[booking.house.slug, booking.number, "cancel"])).content.decode()

    assert "By the policy, cancelled from Mon 2 March to Thu 5 March: 60\u00a0% back, 198.00 USD." in page
    assert 'value="198.00"' in page


def test_a_code_is_typed_on_the_asking_page_and_a_wrong_one_is_told(client, booking):
    room = RoomFactory(house=booking.house, rate=Decimal(100), slug="loft")
    DiscountCode.objects.create(house=booking.house, code="AUTUMN", kind="PERCENT", value=10)
    client.force_login(UserFactory())
    url = f"/stay/ask/{booking.house.slug}/loft/?arrive=2026-03-10&depart=2026-03-13&guests=1"

    wrong = client.get(f"{url}&code=WINTER")
    right = client.get(f"{url}&code=autumn")
    client.post(f"{url}&code=autumn", {"purpose": "x", "total": str(right.context["quote"].total)})

    assert "This house knows no such code" in wrong.content.decode()
    assert (wrong.context["quote"].total, right.context["quote"].total) == (Decimal(330), Decimal(297))
    assert balance(Booking.objects.get(room=room).bill).total == 297
    assert "If you cancel" in right.content.decode()
