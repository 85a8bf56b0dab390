"""Dates, times, paragraphs and rows as mails show them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from bookings.emails.envelope import facts
from bookings.templatetags.mails import Row, bill_rows, clock, dates, day, moment, paragraphs, stay_rows
from payments.actions import bills
from payments.rules.lines import Line
from tests.factories.bare_bookings import NOW, BareBookingFactory
from tests.factories.payments import PaymentFactory, RefundFactory

EVENING = datetime(2027, 3, 12, 18, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.fixture
def booking(db):
    return BareBookingFactory()


def rows(booking) -> list[Row]:
    told = facts(booking)
    return bill_rows(booking, told["balance"], told["billed"], told["received"])


def amounts(booking) -> list[tuple[str, str]]:
    return [(row.label, row.amount.strip()) for row in rows(booking)]


def test_day_has_its_weekday():
    assert day(date(2027, 3, 12)) == "Fri 12 March"


def test_clock_stays_on_the_clock_it_is_given():
    assert clock(EVENING) == "Fri 12 March, 18:00"


def test_clock_in_a_template_is_not_moved_to_the_site_s_zone():
    shown = Template("{% load mails %}{{ until|clock }}").render(Context({"until": EVENING}))

    assert shown == "Fri 12 March, 18:00"


@pytest.mark.parametrize(
    ("place", "language", "shown"),
    [
        ("San Francisco", "en", "Fri 12 March, 18:00, San Francisco time"),
        ("", "en", "Fri 12 March, 18:00, Los Angeles time"),
        ("", "nl", "vr 12 maart, 18:00, Los Angeles time"),
    ],
)
def test_moment_says_whose_clock_it_is(place, language, shown):
    with translation.override(language):
        assert moment(EVENING, place) == shown


def test_moment_calls_the_city_as_the_reader_does():
    with translation.override("de"):
        assert "Tokio" in moment(EVENING.astimezone(ZoneInfo("Asia/Tokyo")), "")


def test_dates_are_the_day_one_comes_and_the_day_one_leaves(booking):
    assert dates(booking) == "Fri 19 March to Mon 22 March"


def test_paragraphs_lose_the_blank_lines_of_tags():
    assert paragraphs("\n\n Hello \n \n\t\n\n\nOne\ntwo \n") == "Hello\n\nOne\ntwo"


@given(st.text(alphabet=" \t\nab"))
def test_paragraphs_keep_every_word_and_one_blank_line_at_most(words):
    made = paragraphs(words)

    assert made.split() == words.split()
    assert "\n\n\n" not in made
    assert paragraphs(made) == made == made.strip()


def test_paragraphs_trust_only_what_was_escaped():
    template = Template(
        "{% load mails %}{{ words|paragraphs }}{% filter paragraphs %}{{ words }}{% endfilter %}"
    )

    assert template.render(Context({"words": "<b>"})) == "&lt;b&gt;&lt;b&gt;"
    assert not isinstance(paragraphs("<b>"), SafeString)


def test_stay_rows_say_what_is_booked(booking):
    assert stay_rows(booking) == [
        ("House", booking.house.name),
        ("Room", booking.room.name),
        ("Arrives", "Fri 19 March 2027"),
        ("Departs", "Mon 22 March 2027"),
        ("Nights", "3"),
        ("People", "2"),
        ("Guest", booking.guest.name),
        ("Booking number", "7QK4M2XA"),
    ]


def test_bill_rows_are_what_the_guest_pays_without_what_the_house_pays(booking):
    assert amounts(booking) == [
        ("Fog room: 3 nights × 85.00", "255.00"),
        ("Network fee, 5 %", "12.75"),
        ("Total", "267.75"),
    ]
    assert [row.is_sum for row in rows(booking)] == [False, False, True]


def test_bill_rows_line_up(booking):
    assert [row.amount for row in rows(booking)] == ["255.00", "\N{FIGURE SPACE}12.75", "267.75"]


def test_bill_rows_say_what_is_left_to_pay(booking):
    PaymentFactory(bill=booking.bill, amount=Decimal("100"), source="TRANSFER", received_on=date(2027, 3, 9))

    assert amounts(booking)[2:] == [
        ("Total", "267.75"),
        ("Paid by bank transfer, Tue 9 March 2027", "100.00"),
        ("Still to pay", "167.75"),
    ]


def test_bill_rows_date_a_card_payment_by_the_house_s_calendar(booking):
    early = datetime(2027, 3, 12, 1, 0, tzinfo=ZoneInfo("UTC"))
    PaymentFactory(bill=booking.bill, amount=Decimal("267.75"), source="STRIPE", settled_at=early)
    PaymentFactory(
        bill=booking.bill, amount=Decimal("267.75"), source="STRIPE", state="FAILED", settled_at=early
    )

    assert amounts(booking)[3:] == [("Paid by card, Thu 11 March 2027", "267.75")]


def test_bill_rows_say_what_goes_back(booking):
    payment = PaymentFactory(bill=booking.bill, amount=Decimal("267.75"))
    bills.waive(booking.bill, keep=Decimal(0), label="Cancelled", by=None, now=NOW)
    RefundFactory(payment=payment, amount=Decimal("267.75"))

    assert [label for label, _amount in amounts(booking)][2:4] == ["Cancelled", "Total"]
    assert [amount for _label, amount in amounts(booking)][2:4] == ["-267.75", "0.00"]
    assert amounts(booking)[-1] == ("Goes back to the guest", "267.75")


def test_bill_rows_have_the_places_of_their_currency(db):
    booking = BareBookingFactory(room__house__currency="JPY", lines=[Line("STAY", "Nights", Decimal(9000))])

    assert amounts(booking) == [("Nights", "9000"), ("Total", "9000")]
