"""Every mail about a booking: to the right people, whole, and in the same words as text and as HTML."""

import inspect
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bookings import emails
from bookings.emails import moves
from locations.queries import house_pages
from messaging.models import Message
from payments.actions import bills
from tests.bookings.reading import Text, read
from tests.factories.bare_bookings import ENDS, NOW, BareBookingFactory, put
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory, RefundFactory

TEMPLATES = Path(__file__).parents[2] / "site/templates/email/bookings"
QUEUED = set(re.findall(r'tell_(?:guest|stewards)\(\s*booking, "(\w+)"', inspect.getsource(moves)))
ASKED = set(re.findall(r'key="bookings\.(\w+)"', inspect.getsource(moves)))
WRITTEN = {"from_guest", "from_house", "answered", "outside_clash"}
WRITTEN |= {"welcome", "farewell", "house_day", "people_day"}
TO_STEWARDS = {key for key in QUEUED if key.endswith("_house")} | {"new_request", "nudge", "refund_failed"}
WITHOUT_A_BILL = {"declined", "withdrawn", "withdrawn_house", "lapsed", "lapsed_house", "expired"}
SUM = Decimal("267.75")


@pytest.fixture
def house(db):
    house = HouseFactory(name="Embassy SF", slug="embassy-sf")
    at("Lower Haight, San Francisco", house)
    StewardFactory(house=house, name="Maya Chen", email="maya@example.org")
    return house


@pytest.fixture
def booking(house):
    guest = UserFactory(name="Ann Smith", email="ann@example.org")
    return BareBookingFactory(room=RoomFactory(house=house, name="Fog room"), guest=guest)


def at(place, house) -> None:
    page = house_pages([house])[house.pk]
    page.place = place
    page.save_revision().publish()


def mail(key, **to) -> Message:
    return read(Message.objects.get(key=f"bookings.{key}", **to))


def keys() -> list[str]:
    return sorted(message.key.removeprefix("bookings.") for message in Message.objects.all())


def tell_all(booking) -> dict[str, Message]:
    """One mail of each kind, by key, in the order in which a very unlucky stay might bring them."""
    emails.requested(booking, put(booking, "REQUESTED"), now=NOW)
    emails.nudge(booking, now=NOW)
    emails.declined(booking, put(booking, "DECLINED", why="We paint that week."), now=NOW)
    emails.reopened(booking, put(booking, "REQUESTED", start="DECLINED"), now=NOW)
    emails.lapsed(booking, put(booking, "LAPSED"), now=NOW)
    emails.approved(booking, put(booking, "APPROVED"), now=NOW)
    emails.hold_ending(booking, now=NOW)
    emails.withdrawn(booking, put(booking, "WITHDRAWN", start="APPROVED"), now=NOW)
    emails.expired(booking, put(booking, "EXPIRED"), now=NOW)
    emails.came_too_late(booking, fact="refund-1", amount=SUM, now=NOW)
    emails.given_back(booking, fact="refund-2", amount=SUM, why="You paid twice.", now=NOW)
    emails.refund_failed(booking, fact="bill-1", amount=SUM, now=NOW)
    emails.rest_soon(booking, fact="notice-1", left=SUM, now=NOW)
    emails.rest_overdue(booking, fact="notice-2", left=SUM, now=NOW)
    emails.refunded_outside(booking, fact="refund-3", amount=SUM, now=NOW)
    emails.disputed(booking, fact="dispute-1", amount=SUM, due_by=NOW + timedelta(days=9), now=NOW)
    payment = PaymentFactory(bill=booking.bill, amount=SUM, source="STRIPE")
    emails.confirmed(booking, put(booking, "CONFIRMED"), now=NOW)
    bills.waive(booking.bill, keep=Decimal(0), label="Cancelled", by=None, now=NOW)
    RefundFactory(payment=payment, amount=SUM)
    emails.cancelled(booking, put(booking, "CANCELLED", by=booking.guest), refund=SUM, now=NOW)
    return {message.key.removeprefix("bookings."): read(message) for message in Message.objects.all()}


def test_every_mail_has_its_two_templates_and_no_template_lacks_a_mail():
    assert QUEUED
    for suffix in ("txt", "html"):
        assert {path.stem for path in TEMPLATES.glob(f"*.{suffix}")} - {
            "letter",
            "note",
        } == QUEUED | ASKED | WRITTEN


def test_mails_go_to_the_side_they_are_for(booking):
    told = tell_all(booking)

    assert set(told) == QUEUED
    assert {key for key, message in told.items() if message.to == "maya@example.org"} == TO_STEWARDS
    assert {key for key, message in told.items() if message.to == "ann@example.org"} == QUEUED - TO_STEWARDS


def test_mails_are_whole(booking):
    booking.purpose, booking.arrival_time, booking.comments = "A book about fog.", "about 18:00", "I cook."
    leftovers = re.compile(r"\{\{|\{%|\bNone\b|  |\n\n\n|\( *\)|\s[,.;:]|“”")

    told = tell_all(booking)

    assert {
        key: leftovers.findall(message.text)
        for key, message in told.items()
        if leftovers.search(message.text)
    } == {}
    assert [
        key for key, message in told.items() if re.search(r"\{\{|\{%|\bNone\b|<p>\s*</?p>", message.html)
    ] == []
    assert [key for key, message in told.items() if "!" in message.subject + message.text] == []


def test_mails_say_in_html_what_they_say_as_text(booking):
    for key, message in tell_all(booking).items():
        words = message.text.partition("\nhttp")[0].rpartition("\n")[0]
        seen = str(Text(message.html))

        assert [line for line in words.splitlines() if " ".join(line.split()) not in seen] == [], key


def test_mails_greet_whom_they_are_for(booking):
    greetings = {key: message.text.split("\n")[0] for key, message in tell_all(booking).items()}

    assert {key for key, greeting in greetings.items() if greeting == "Hello Maya,"} == TO_STEWARDS
    assert {key for key, greeting in greetings.items() if greeting == "Hello Ann,"} == QUEUED - TO_STEWARDS


def test_mails_show_the_stay_and_lead_to_its_page(booking, settings):
    for key, message in tell_all(booking).items():
        path = "/admin/" if key in TO_STEWARDS else "/stay/mine/7QK4M2XA/"
        link = re.search(r":\n(http\S+)\n", message.text)[1]

        assert link.startswith(settings.SITE_URL + path), key
        assert message.html.count(f'href="{link}"') == 2, key
        for part in (message.text, str(Text(message.html))):
            assert "7QK4M2XA" in part, key
            assert "Fri 19 March 2027" in part, key
            assert "Mon 22 March 2027" in part, key


def test_mails_about_money_name_the_sum_with_its_currency(booking):
    told = tell_all(booking)

    with_bill = {key for key, message in told.items() if ", in USD" in message.text}
    assert with_bill == {key for key, message in told.items() if ", in USD" in str(Text(message.html))}
    assert with_bill == QUEUED - WITHOUT_A_BILL
    paying = with_bill - {"reopened"}
    assert {key for key in paying if "$267.75" not in told[key].text} == set()
    assert {key for key in paying if "$267.75" not in str(Text(told[key].html))} == set()


def test_mails_have_short_subjects_even_of_long_names(booking):
    booking.house.name = "The Long and Winding House of Sixty Letters beside the Park"[:60]
    booking.room.name = "The long and winding room of sixty letters beside the garden"
    booking.guest.name = "Bartholomew Maximilian\nFeatherstonehaugh-Cholmondeley"

    subjects = {key: message.subject for key, message in tell_all(booking).items()}

    assert {key: subject for key, subject in subjects.items() if len(subject) >= 80 or "\n" in subject} == {}


def test_mails_escape_names_in_html_and_nowhere_else(booking):
    booking.guest.name = "<b>Ann & Co</b>"
    booking.purpose = "<i>Fog & light</i>"
    told = tell_all(booking)

    assert {key for key, message in told.items() if "<b>Ann & Co</b>" not in message.text} == set()
    assert {
        key for key, message in told.items() if "&lt;b&gt;Ann &amp; Co&lt;/b&gt;" not in message.html
    } == set()
    assert {
        key for key, message in told.items() if re.search("<b>|<i>|&amp;(amp|lt);", message.html)
    } == set()
    assert "“<i>Fog & light</i>”" in told["new_request"].text
    assert "“&lt;i&gt;Fog &amp; light&lt;/i&gt;”" in told["new_request"].html
    assert {key for key, message in told.items() if "&lt;" in message.subject + message.text} == set()


def test_mails_keep_the_lines_a_person_wrote(booking):
    emails.declined(booking, put(booking, "DECLINED", why="We paint.\nSorry, Maya"), now=NOW)

    assert "The reason: “We paint.\nSorry, Maya”" in mail("declined").text
    assert "“We paint.<br>Sorry, Maya”" in mail("declined").html


@pytest.mark.parametrize(
    ("place", "clock"),
    [("Lower Haight, San Francisco", "San Francisco"), ("Oakland", "Oakland"), ("", "Los Angeles")],
)
def test_times_are_on_the_house_s_clock(booking, place, clock):
    at(place, booking.house)

    emails.approved(booking, put(booking, "APPROVED"), now=NOW)

    assert f"until Sat 13 March, 10:00, {clock} time." in mail("approved").text
    assert mail("approved").subject == "Yes from Embassy SF: pay by Sat 13 March, 10:00"


def test_every_steward_of_the_house_is_told_once_and_nobody_else(booking):
    StewardFactory(house=booking.house, email="noor@example.org")
    StewardFactory(house=booking.house, email="gone@example.org", is_active=False)
    StewardFactory(house=HouseFactory(), email="other@example.org")
    step = put(booking, "REQUESTED")

    for _time in range(2):
        emails.requested(booking, step, now=NOW)

    told = sorted(Message.objects.filter(key="bookings.new_request").values_list("to", flat=True))
    assert told == ["maya@example.org", "noor@example.org"]
    assert keys() == ["new_request", "new_request", "received"]


def test_a_second_approval_is_told_again(booking):
    for _time in range(2):
        emails.approved(booking, put(booking, "APPROVED"), now=NOW)

    assert keys() == ["approved", "approved"]


def test_a_steward_who_is_the_guest_reads_both_sides(booking):
    StewardFactory(house=booking.house, email="zoe@example.org")
    booking.guest = StewardFactory(house=booking.house, name="Bo", email="bo@example.org")

    emails.requested(booking, put(booking, "REQUESTED"), now=NOW)

    assert "/stay/mine/" in mail("received", to="bo@example.org").text
    assert "/admin/" in mail("new_request", to="bo@example.org").text


def test_guests_read_the_language_they_booked_in(booking):
    booking.language = "nl"

    emails.requested(booking, put(booking, "REQUESTED"), now=NOW)

    assert '<html lang="nl">' in mail("received").html
    assert '<html lang="en">' in mail("new_request").html


def test_mails_are_useful_until_what_they_ask_for_is_over(booking):
    told = tell_all(booking)
    stay_is_over = told["received"].useful_until

    assert stay_is_over.isoformat() == "2027-03-23T07:00:00+00:00"
    assert {key for key, message in told.items() if message.useful_until == ENDS} == {
        "new_request", "nudge", "reopened", "approved", "hold_ending",
    }  # fmt: skip


def test_approved_is_useful_as_long_as_the_hold_lasts(booking):
    emails.approved(booking, put(booking, "APPROVED"), now=NOW)
    booking.hold_until = ENDS + timedelta(hours=2)
    emails.held_longer(booking)

    assert mail("approved").useful_until == ENDS + timedelta(hours=2)


def test_a_changed_request_says_so_to_both_sides(booking):
    emails.requested(booking, put(booking, "REQUESTED", start="APPROVED"), now=NOW)

    assert "Your request is changed: Fog room, Fri 19 March to Mon 22 March." in mail("received").text
    assert "The request of Ann Smith has changed." in mail("new_request").text


def test_a_house_that_cancels_says_who_and_why_and_what_else_is_free(booking, settings):
    PaymentFactory(bill=booking.bill, amount=SUM)
    step = put(booking, "CANCELLED", by=UserFactory(name="Noor"), why="The roof leaks.")

    emails.cancelled(booking, step, refund=Decimal(0), now=NOW)

    found = f"{settings.SITE_URL}/stay/?arrive=2027-03-19&depart=2027-03-22&guests=2"
    assert "We have cancelled your stay" in mail("cancelled").text
    assert "The reason: “The roof leaks.”" in mail("cancelled").text
    assert "Nothing goes back of the $267.75 you paid." in mail("cancelled").text
    assert f"\n{found}\n" in mail("cancelled").text
    assert f'href="{found.replace("&", "&amp;")}"' in mail("cancelled").html
    assert "Noor has cancelled the stay of Ann Smith" in mail("cancelled_house").text
    assert "What else is free" not in mail("cancelled_house").text


def test_nothing_else_is_looked_for_once_the_arrival_day_is_over(booking):
    emails.expired(booking, put(booking, "EXPIRED"), now=NOW + timedelta(days=9))

    assert "What else is free" not in mail("expired").text


def test_stewards_hear_nothing_of_a_hold_that_is_withdrawn(booking):
    emails.withdrawn(booking, put(booking, "WITHDRAWN", start="HELD"), now=NOW)

    assert keys() == ["withdrawn"]
