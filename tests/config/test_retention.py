"""What people wrote goes after so many months; sums, nights and documents stay."""

from datetime import date, timedelta
from importlib import reload

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from bookings.actions import Words, add_note
from bookings.actions.guests import add_house_note
from bookings.models import Booking, HouseNote, Move, Note
from bookings.queries.person import to_forget
from bookings.rules.states import State
from config import retention
from config.daily import Outcome, run
from home.rules.daily import months_before
from messaging.models import Attachment, Inbound, Message, Post
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import SharedRoomFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch, tmp_path):
    settings.DAILY = ["bookings.daily.old_words", "messaging.daily.old_mail"]
    settings.KEEP = {"requests": 12, "stays": 36, "mail": 24}
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return SharedRoomFactory(beds=9)


def after(months: int) -> int:
    """Run what is due each day, so many months later; how much was done."""
    outcome = Outcome()
    later = NOW + timedelta(days=31 * months)
    run(outcome, now=lambda: later, tell=lambda name, done, of: None)
    assert outcome.failures == []
    return outcome.done


def a_booking(room, state: State, **fields) -> Booking:
    words = Words(purpose="A wedding", comments="I snore")
    booking = BookingFactory(room=room, state=state, words=words, **fields)
    add_note(booking, text="Loud.", by=booking.guest, now=NOW)
    return booking


def words_about(booking: Booking) -> list[object]:
    booking.refresh_from_db()
    whys = list(Move.objects.filter(booking=booking).exclude(why="").values_list("why", flat=True))
    notes = Note.objects.filter(booking=booking).count()
    mails = Message.objects.filter(thread=booking.thread).exclude(text="").count()
    return [booking.purpose, booking.comments, whys, notes, mails]


def test_months_begin_on_the_first() -> None:
    assert [str(months_before(NOW, months).date()) for months in (1, 2, 3, 14)] == [
        "2026-02-01", "2026-01-01", "2025-12-01", "2025-01-01",
    ]  # fmt: skip


def test_requests_that_came_to_nothing_go_after_a_year_and_stays_do_not(room) -> None:
    declined, stayed = a_booking(room, State.DECLINED), a_booking(room, State.CHECKED_OUT)

    after(10)
    assert words_about(declined)[:2] == ["A wedding", "I snore"]
    after(15)

    assert words_about(declined) == ["", "", [], 0, 0]
    assert words_about(stayed)[:2] == ["A wedding", "I snore"]
    assert (declined.state, declined.forgotten_at is None, stayed.forgotten_at) == ("DECLINED", False, None)


def test_stays_go_once_the_guest_has_not_come_back_for_years(room) -> None:
    came_back = UserFactory()
    once, first = a_booking(room, State.CHECKED_OUT), a_booking(room, State.CHECKED_OUT, guest=came_back)
    for booking in (once, first):
        add_house_note(room.house, booking.guest, text="Sings.", by=booking.guest, now=NOW)
    Post.objects.create(thread=once.thread, at=NOW, is_ours=False, by=once.guest, text="Is there tea?")
    later = {"arrive": date(2028, 3, 1), "depart": date(2028, 3, 3), "now": NOW + timedelta(days=700)}
    a_booking(room, State.CONFIRMED, guest=came_back, **later)

    after(39)

    assert words_about(once) == ["", "", [], 0, 0]
    assert words_about(first)[:2] == ["A wedding", "I snore"]
    assert [note.person for note in HouseNote.objects.all()] == [came_back]
    assert Post.objects.get().text == "(erased)"
    assert once.bill.lines.exists() and once.bill.payments.exists()


def test_what_is_forgotten_is_not_forgotten_again(room) -> None:
    a_booking(room, State.DECLINED)

    assert (after(15), after(15)) == (1, 0)
    assert to_forget(NOW + timedelta(days=500)) == []


def test_mail_goes_after_two_years_and_what_stands_in_a_conversation_stays(
    room, django_capture_on_commit_callbacks, tmp_path
) -> None:
    booking = a_booking(room, State.CHECKED_OUT)
    listed = InboundFactory(house=room.house, list_name="stay", state="DONE")
    attach(listed, "plan.pdf")
    talked = InboundFactory(house=room.house, state="DONE")
    Post.objects.create(thread=booking.thread, at=NOW, is_ours=False, text="Tea?", inbound=talked)

    after(22)
    assert Message.objects.exclude(text="").exists()
    with django_capture_on_commit_callbacks(execute=True):
        Message.objects.update(state="SKIPPED")
        after(26)

    assert not Message.objects.exclude(text="", html="").exists()
    assert [(mail.sender, mail.text) for mail in Inbound.objects.order_by("pk")] == [
        ("", ""), ("ann@example.org", "Thank you.\n\n> quoted"),
    ]  # fmt: skip
    assert not any(tmp_path.rglob("*.pdf"))
    assert Post.objects.get().text == "Tea?"


def test_nothing_is_kept_for_less_than_a_month(monkeypatch) -> None:

    monkeypatch.setenv("KEEP_MAIL_MONTHS", "0")
    with pytest.raises(ImproperlyConfigured, match="a month at least"):
        reload(retention)
    monkeypatch.delenv("KEEP_MAIL_MONTHS")
    reload(retention)
