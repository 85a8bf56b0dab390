"""Mail to a booking's address: threaded in, passed on, acted on, or held; by guest and stewards only."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage

from bookings.actions import Refused, approve, change_stay, decline, write_to_guest, write_to_house
from bookings.actions.replies import answer, take_reply
from bookings.models import AnswerKey, Booking
from bookings.rules.replies import Answer, Asked
from locations.models import CapacityChange
from messaging.actions.passing import pass_on
from messaging.actions.posts import Said
from messaging.models import Attachment, Message, Post, Why
from messaging.send.outbox import opened
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach

YES, NO = Asked(Answer.APPROVE), Asked(Answer.DECLINE, "We paint.")


@pytest.fixture
def house(db):
    return HouseFactory(name="Embassy SF", slug="embassy-sf")


@pytest.fixture
def maya(house):
    return StewardFactory(house=house, name="Maya Chen", email="maya@example.org")


@pytest.fixture
def booking(house, maya):
    guest = UserFactory(name="Ann Smith", email="ann@example.org")
    return BookingFactory(room=RoomFactory(house=house, name="Fog room"), guest=guest)


@pytest.fixture
def key(booking, maya):
    return AnswerKey.objects.get(steward=maya)


def take(booking, *, token=None, **mail):
    inbound = InboundFactory(house=booking.house, **mail)
    return take_reply(inbound, token=token or booking.thread.token, now=NOW)


def mails(key):
    return list(Message.objects.filter(key=f"bookings.{key}").order_by("pk"))


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def outcome():
    return mails("answered")[-1].text.split("\n\n")[1]


def test_guest_s_reply_stands_on_the_booking_and_goes_to_each_steward(booking, house):
    StewardFactory(house=house, email="noor@example.org")

    assert take(booking, sender="Ann@Example.org") == Why.NONE

    post = Post.objects.get()
    assert (post.thread, post.by, post.is_ours, post.is_private) == (
        booking.thread,
        booking.guest,
        False,
        False,
    )
    assert (post.subject, post.text, post.quoted) == ("Re: Your stay", "Thank you.", "> quoted")
    assert [mail.to for mail in mails("from_guest")] == ["maya@example.org", "noor@example.org"]
    assert "Thank you." in mails("from_guest")[0].text
    assert "quoted" not in mails("from_guest")[0].text


def test_steward_s_answer_to_that_goes_to_the_guest(booking, settings):
    take(booking)
    address = f"booking+{booking.thread.token}@embassy-sf.{settings.LIST_DOMAIN}"
    assert mails("from_guest")[0].reply_to == address

    assert (
        take(booking, sender="maya@example.org", text="Come at six.", token=booking.thread.token.lower())
        == ""
    )

    (letter,) = mails("from_house")
    assert (letter.to, letter.reply_to, letter.subject) == ("ann@example.org", address, "Re: Your stay")
    assert "Come at six." in letter.text
    assert [post.is_ours for post in Post.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize(
    ("sender", "aligned", "why"),
    [
        ("eve@example.org", True, Why.STRANGER),
        ("eve@example.org", False, Why.STRANGER),
        ("ann@example.org", False, Why.FORGED),
        ("maya@example.org", False, Why.FORGED),
        ("other@example.org", True, Why.STRANGER),
    ],
)
def test_nobody_else_speaks_here(booking, sender, aligned, why):
    StewardFactory(house=HouseFactory(), email="other@example.org")

    assert take(booking, sender=sender, aligned=aligned) == why

    assert not Post.objects.exists()
    assert mails("from_guest") == mails("from_house") == []


@pytest.mark.parametrize("token", ["", "nobody-has-this"])
def test_address_of_no_booking_is_held(booking, token):
    inbound = InboundFactory(house=booking.house)

    assert take_reply(inbound, token=token, now=NOW) == Why.STRANGER


def test_stranger_whom_a_steward_let_in_is_read_by_the_stewards_only(booking):
    assert take(booking, sender="mum@example.org", sender_name="Ann's mother", decided_at=NOW) == Why.NONE

    post = Post.objects.get()
    assert (post.by, post.name, post.is_private) == (None, "Ann's mother", True)
    assert "Ann's mother writes about the stay of Ann Smith" in mails("from_guest")[0].text
    assert "A steward let this mail in" in mails("from_guest")[0].text


def test_forged_mail_that_a_steward_let_in_is_read_and_never_acted_on(booking, key):
    take(booking, token=key.token, sender="maya@example.org", text="approve", aligned=False, decided_at=NOW)

    assert state(booking) == "REQUESTED"
    assert outcome().startswith("Nothing was done: nothing shows that your mail comes from your address.")


def test_same_mail_twice_is_one_post(booking):
    inbound = InboundFactory(house=booking.house)

    for _time in range(2):
        take_reply(inbound, token=booking.thread.token, now=NOW)

    assert Post.objects.count() == 1
    assert len(mails("from_guest")) == 1


def test_mail_says_how_many_files_are_kept(booking, monkeypatch, tmp_path):
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))
    inbound = InboundFactory(house=booking.house, text="")
    for name in ("plan.pdf", "page.html"):
        attach(inbound, name)

    take_reply(inbound, token=booking.thread.token, now=NOW)

    assert Post.objects.get().text == "(no words)"
    assert "A file came with it; it is on the booking." in mails("from_guest")[0].text


@pytest.mark.parametrize("text", ["approve", "Approve.\n\nMaya", "approve\n\n> On Monday"])
def test_steward_approves_by_reply(booking, key, text):
    assert take(booking, token=key.token.upper(), sender="maya@example.org", text=text) == Why.NONE

    assert state(booking) == "APPROVED"
    assert booking.moves.latest("pk").by == key.steward
    assert outcome() == "Approved. The guest gets a mail that says how to pay, and the beds are held."
    assert mails("from_house") == []
    assert Post.objects.get().is_private


def test_steward_declines_by_reply_with_the_reason(booking, key):
    take(booking, token=key.token, sender="maya@example.org", text="decline: We paint.\nSorry.\n\nMaya")

    assert (state(booking), booking.moves.latest("pk").why) == ("DECLINED", "We paint.\nSorry.")
    assert outcome() == "Declined. The guest gets a mail with your reason."


def test_no_without_a_reason_is_sent_back(booking, key):
    take(booking, token=key.token, sender="maya@example.org", text="decline")

    assert state(booking) == "REQUESTED"
    assert outcome() == "Nothing was done. Give a reason: the guest reads it."


def test_other_words_to_that_address_are_a_message_to_the_guest(booking, key):
    take(booking, token=key.token, sender="maya@example.org", text="approve? When do you come?")

    assert state(booking) == "REQUESTED"
    assert "When do you come?" in mails("from_house")[0].text


def test_another_steward_s_token_does_not_answer(booking, house, key):
    StewardFactory(house=house, email="noor@example.org")

    take(booking, token=key.token, sender="noor@example.org", text="approve")

    assert state(booking) == "REQUESTED"
    assert mails("answered")[0].to == "noor@example.org"
    assert outcome() == "Nothing was done: that mail was for Maya Chen. Answer the one that came to you."
    assert mails("from_house") == []


def test_guest_s_words_never_answer(booking, key):
    for token in (key.token, booking.thread.token):
        take(booking, token=token, text="approve")

    assert state(booking) == "REQUESTED"
    assert [mail.to for mail in mails("from_guest")] == ["maya@example.org"] * 2


def test_approve_to_the_thread_s_own_address_is_a_message(booking):
    take(booking, sender="maya@example.org", text="approve")

    assert state(booking) == "REQUESTED"
    assert len(mails("from_house")) == 1


def test_steward_who_lost_the_role_is_a_stranger(booking, key):
    key.steward.roles.all().delete()

    assert take(booking, token=key.token, sender="maya@example.org", text="approve") == Why.STRANGER
    with pytest.raises(Refused, match="You no longer answer for Embassy SF"):
        answer(key, YES, now=NOW)


def test_no_bed_left_is_said_and_can_be_tried_again(booking, key):
    changes = CapacityChange.objects.filter(room=booking.room)
    changes.update(beds=0)

    take(booking, token=key.token, sender="maya@example.org", text="approve")
    refused = outcome()
    changes.update(beds=1)

    assert refused.startswith("Nothing was done. Fog room is full on the night of Tue 10 March.")
    assert answer(key, YES, now=NOW).startswith("Approved.")


def test_answered_request_says_who_answered_when(booking, key, house):
    noor = StewardFactory(house=house, name="Noor", email="noor@example.org")
    approve(booking, by=noor, now=NOW)

    with pytest.raises(
        Refused, match="The request was answered already: Noor approved it, Mon 2 March, 12:00"
    ):
        answer(key, NO, now=NOW)


def test_key_is_good_once(booking, key):
    answer(key, NO, now=NOW)

    with pytest.raises(Refused, match="answered already: Maya Chen declined it"):
        answer(key, YES, now=NOW)


def test_changed_request_is_answered_by_its_own_mail(booking, key, maya):
    change_stay(
        booking, arrive=ARRIVE, depart=DEPART + timedelta(days=1), room=booking.room, people=1,
        by=booking.guest, now=NOW,
    )  # fmt: skip

    with pytest.raises(Refused, match="another one by now"):
        answer(key, YES, now=NOW)
    newest = AnswerKey.objects.filter(steward=maya).latest("pk")
    assert answer(newest, YES, now=NOW).startswith("Approved.")


def test_lapsed_request_is_not_approved(booking, key):
    with pytest.raises(Refused, match="lapsed"):
        answer(key, YES, now=booking.answer_by)


def test_request_mail_has_each_steward_s_own_links_and_is_sealed(booking, house, settings):
    noor = StewardFactory(house=house, email="noor@example.org")
    other = BookingFactory(room=RoomFactory(house=house))

    told = {mail.to: mail for mail in Message.objects.filter(key="bookings.new_request", thread=other.thread)}

    assert set(told) == {"maya@example.org", "noor@example.org"}
    assert all(mail.is_sealed for mail in told.values())
    links = {to: set(re.findall(r"http\S+/stay/answer/\S+/", opened(mail).text)) for to, mail in told.items()}
    assert [len(found) for found in links.values()] == [2, 2]
    assert not set.intersection(*links.values())
    token = AnswerKey.objects.get(steward=noor, step__booking=other).token
    assert told["noor@example.org"].reply_to == f"booking+{token}@embassy-sf.{settings.LIST_DOMAIN}"


def test_writing_needs_words(booking, maya):
    for write, by in ((write_to_guest, maya), (write_to_house, booking.guest)):
        with pytest.raises(Refused, match="Write something first"):
            write(booking, said=Said("  \n"), by=by, now=NOW)


def test_declined_request_thought_of_again_needs_a_new_answer(booking, key, maya):
    decline(booking, reason="Full", by=maya, now=NOW)

    with pytest.raises(Refused, match="Maya Chen declined it"):
        answer(key, YES, now=NOW)


@pytest.mark.parametrize(
    ("sender", "aligned", "state", "why"),
    [
        ("ann@example.org", True, "DONE", ""),
        ("eve@example.org", True, "HELD", "STRANGER"),
        ("ann@example.org", False, "HELD", "FORGED"),
    ],
)
def test_mail_is_passed_on_or_held_for_a_steward(booking, sender, aligned, state, why, settings):
    address = f"booking+{booking.thread.token}@embassy-sf.{settings.LIST_DOMAIN}"
    inbound = InboundFactory(house=booking.house, sender=sender, aligned=aligned, recipient=address.lower())

    done = pass_on(inbound, now=NOW)

    assert (done.state, done.why) == (state, why)
    assert Message.objects.filter(key="messaging.held", to="maya@example.org").exists() == (state == "HELD")
    assert Post.objects.exists() == (state == "DONE")


def test_mail_let_in_to_an_address_of_no_booking_goes_nowhere(booking, settings):
    address = f"booking+nobody@embassy-sf.{settings.LIST_DOMAIN}"
    inbound = InboundFactory(house=booking.house, recipient=address, decided_at=NOW)

    assert pass_on(inbound, now=NOW).state == "DROPPED"
