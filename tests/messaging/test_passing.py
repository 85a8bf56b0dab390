"""What is done with a mail to a list: who gets it, from whom it seems to be, and what is held or dropped."""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from locations.models import Follow, Residency
from messaging import inbound as incoming
from messaging.actions import suppress
from messaging.actions.passing import FROM_ONE_SENDER, TO_ONE_LIST
from messaging.models import Attachment, Inbound, InboundState, Message, MessageState, Reason, Scope, Why
from messaging.rules.backoff import MAX_ATTEMPTS
from messaging.send import deliver_due
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.messaging import posts
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]

DOMAIN = "h.mail.localhost.example"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def home():
    """A house with two stewards, two residents and a follower."""
    house = HouseFactory(name="The House", slug="h", time_zone="UTC")
    StewardFactory(house=house, email="sam@example.net")
    StewardFactory(house=house, email="tam@example.net")
    for email in ("rea@example.org", "ron@example.org"):
        Residency.objects.create(house=house, person=UserFactory(email=email), start="2027-01-01")
    Follow.objects.create(house=house, person=UserFactory(email="fay@example.com"), since=NOW)
    return house


def come_in(client, author: str, name: str, **changes) -> Inbound:
    """`author` writes to the list `name`, and the worker works on it."""
    fields = posts.signed(posts.written(author, f"{name}@{DOMAIN}", **changes), at=timezone.now())
    kind = "application/x-www-form-urlencoded"
    assert client.post("/mail/inbound/", urlencode(fields), content_type=kind).content == b"stored"
    incoming.process_due(timezone.now())
    return Inbound.objects.latest("pk")


def reached(mail: Inbound) -> list[str]:
    return sorted(mail.copies.values_list("to", flat=True))


def told() -> list[str]:
    return sorted(Message.objects.filter(key="messaging.held").values_list("to", flat=True))


def test_anybody_may_write_to_the_stewards(client, home):
    mail = come_in(client, "Ann Other <ann@elsewhere.example>", "stay", X_Mailgun_Spf="Fail")

    assert (mail.state, mail.why) == (InboundState.DONE, Why.NONE)
    assert reached(mail) == ["sam@example.net", "tam@example.net"]
    copy = mail.copies.first()
    assert parseaddr(copy.from_email) == ("Ann Other via The House", f"stay@{DOMAIN}")
    assert copy.reply_to == "ann@elsewhere.example"
    assert copy.subject == "[The House] Test subject"
    assert (copy.house, copy.key, copy.scope, copy.text) == (home, "lists.copy", Scope.OWN, "")


@pytest.mark.parametrize(
    ("author", "name", "readers"),
    [
        ("rea@example.org", "residents", ["ron@example.org"]),
        ("sam@example.net", "residents", ["rea@example.org", "ron@example.org"]),
        ("ron@example.org", "current", ["rea@example.org", "sam@example.net", "tam@example.net"]),
        ("sam@example.net", "announce", ["fay@example.com"]),
        ("sam@example.net", "stay", ["tam@example.net"]),
    ],
)
def test_members_write_to_their_list_and_get_no_copy(client, home, author, name, readers):
    mail = come_in(client, author, name)

    assert (mail.state, reached(mail)) == (InboundState.DONE, readers)


def test_answers_to_a_list_go_to_the_list_and_to_an_announcement_to_the_stewards(client, home):
    assert come_in(client, "rea@example.org", "residents").copies.get().reply_to == f"residents@{DOMAIN}"
    assert come_in(client, "sam@example.net", "announce").copies.get().reply_to == f"stay@{DOMAIN}"


@pytest.mark.parametrize(
    ("author", "name", "changes", "why"),
    [
        ("ann@elsewhere.example", "current", {}, Why.STRANGER),
        ("ann@elsewhere.example", "residents", {}, Why.STRANGER),
        ("fay@example.com", "announce", {}, Why.STRANGER),
        ("rea@example.org", "announce", {}, Why.STRANGER),
        ("fay@example.com", "residents", {}, Why.STRANGER),
        ("rea@example.org", "residents", {"Dkim_Signature": None, "X_Mailgun_Spf": "Fail"}, Why.FORGED),
        ("sam@example.net", "announce", {"envelope": "x@evil.example", "Dkim_Signature": None}, Why.FORGED),
        ("ann@elsewhere.example", "stay", {"X_Mailgun_Sflag": "Yes"}, Why.SPAM),
    ],
)
def test_what_only_a_steward_can_decide_is_held_and_they_are_told(client, home, author, name, changes, why):
    mail = come_in(client, author, name, **changes)

    assert (mail.state, mail.why, reached(mail)) == (InboundState.HELD, why, [])
    assert told() == ["sam@example.net", "tam@example.net"]
    letter = Message.objects.filter(key="messaging.held").first()
    assert f"/admin/mails/in/{mail.pk}/" in letter.text
    assert author in letter.text


def test_stewards_are_told_once_an_hour_while_a_mail_waits(client, home, at_noon):
    for minutes in (0, 5, 70):
        at_noon.move_to(NOW + timedelta(minutes=minutes))
        come_in(client, "ann@elsewhere.example", "current")

    assert len(told()) == 4


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"List_Id": "<x.example.com>"}, Why.LOOP),
        ({"Auto_Submitted": "auto-replied"}, Why.AUTOMATIC),
        ({"X_Loop": "x"}, Why.LOOP),
        ({"envelope": ""}, Why.BOUNCE),
    ],
)
def test_what_no_person_wrote_is_dropped_visibly_and_nobody_is_told(client, home, changes, why):
    mail = come_in(client, "rea@example.org", "residents", **changes)

    assert (mail.state, mail.why) == (InboundState.DROPPED, why)
    assert not Message.objects.exists()


def test_mail_of_ours_is_dropped(client, home):
    mail = come_in(client, f"residents@{DOMAIN}", "residents")

    assert (mail.state, mail.why) == (InboundState.DROPPED, Why.LOOP)


def test_same_mail_under_another_token_is_passed_on_once(client, home):
    first = come_in(client, "rea@example.org", "residents", Message_Id="<1@example.org>")
    second = come_in(client, "rea@example.org", "residents", Message_Id="<1@example.org>")

    assert (first.state, second.state, second.why) == (InboundState.DONE, InboundState.DROPPED, Why.TWICE)
    assert Message.objects.count() == 1


def test_too_many_from_one_sender_are_held(client, home, at_noon):
    states = [come_in(client, "rea@example.org", "residents").state for _turn in range(FROM_ONE_SENDER + 2)]

    assert states == [InboundState.DONE] * FROM_ONE_SENDER + [InboundState.HELD] * 2
    assert come_in(client, "ron@example.org", "residents").state == InboundState.DONE
    at_noon.move_to(NOW + timedelta(hours=1, seconds=1))
    assert come_in(client, "rea@example.org", "residents").state == InboundState.DONE


def test_too_many_to_one_list_are_held(client, home):
    same = {"house": home, "list_name": "stay", "state": "DONE", "received_at": NOW, "next_at": NOW}
    Inbound.objects.bulk_create(
        Inbound(token=str(number), recipient="x", sender=f"{number}@x.example", **same)
        for number in range(TO_ONE_LIST)
    )

    assert come_in(client, "ann@elsewhere.example", "stay").why == Why.TOO_MANY
    assert come_in(client, "rea@example.org", "residents").state == InboundState.DONE


def test_who_left_gets_no_copy(client, home):
    suppress("ron@example.org", reason=Reason.UNSUBSCRIBE, source="x", now=NOW, scope=Scope.LIST, house=home)

    assert reached(come_in(client, "sam@example.net", "residents")) == ["rea@example.org"]


def test_list_of_nobody_else_says_so(client, home):
    Follow.objects.all().delete()

    mail = come_in(client, "sam@example.net", "announce")

    assert (mail.state, mail.why) == (InboundState.DONE, Why.NOBODY)


def test_copy_goes_out_as_a_lists_mail(client, home, mailgun):
    said = {"Subject": "Dinner", "In_Reply_To": "<0@x>", "body": "At 8?"}
    mail = come_in(client, "Rea <rea@example.org>", "current", **said)
    file = Attachment(inbound=mail, name="menu.pdf", content_type="application/pdf", size=4)
    file.file.save("x", ContentFile(b"soup"))

    deliver_due(NOW, limit=10)

    assert sorted(sent["to"] for sent in mailgun.taken) == [
        "ron@example.org",
        "sam@example.net",
        "tam@example.net",
    ]
    sent = mailgun.taken[0]
    assert sent["subject"] == "[The House] Dinner"
    assert sent["text"].startswith(
        "At 8?\n\n-- \nYou get this because you live or stay at The House, or run it.\n"
    )
    assert "html" not in sent
    headers = {name[2:]: value for name, value in sent.items() if name.startswith("h:")}
    assert headers["List-Id"] == f"<current.{DOMAIN}>"
    assert headers["X-Loop"] == headers["Reply-To"] == f"current@{DOMAIN}"
    assert headers["Precedence"] == "list"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    left = headers["List-Unsubscribe"].strip("<>")
    assert left.startswith("http://localhost:8000/mail/unsubscribe/") and left in sent["text"]
    assert headers["In-Reply-To"] == "<0@x>"
    assert headers["References"] == f"<0@x> {mail.message_id}"
    assert "Auto-Submitted" not in headers
    assert sent["attachment"] == "menu.pdf"


def test_files_too_large_for_each_copy_stay_in_the_archive(client, home, mailgun):
    mail = come_in(client, "rea@example.org", "residents")
    file = Attachment(inbound=mail, name="film.mp4", content_type="video/mp4", size=6 * 1024 * 1024)
    file.file.save("x", ContentFile(b"film"))

    deliver_due(NOW)

    [sent] = mailgun.taken
    assert "attachment" not in sent
    assert f"http://localhost:8000/mail/lists/h/residents/{mail.pk}/" in sent["text"]


def test_mail_that_fails_is_tried_again_and_given_up_visibly(client, home, settings, at_noon):
    settings.WIRING = settings.WIRING | {"audience": "bookings.queries.nothing_here"}
    mail = come_in(client, "rea@example.org", "residents")
    assert (mail.state, mail.attempts) == (InboundState.WAITING, 1)
    assert "nothing_here" in mail.error

    while mail.state == InboundState.WAITING:
        at_noon.move_to(mail.next_at)
        assert incoming.process_due(mail.next_at) == 1
        mail.refresh_from_db()

    assert (mail.state, mail.attempts) == (InboundState.FAILED, MAX_ATTEMPTS)
    assert not Message.objects.exists()


def test_what_was_not_passed_on_is_forgotten_in_time(client, home):
    dropped = come_in(client, "rea@example.org", "residents", List_Id="<x>")
    kept = come_in(client, "rea@example.org", "residents")

    assert incoming.forget_old(NOW + timedelta(days=59)) == 0
    assert incoming.forget_old(NOW + timedelta(days=61)) == 1
    assert list(Inbound.objects.all()) == [kept] != [dropped]


def test_what_was_passed_on_before_keeps_its_files(client, home):
    mail = come_in(client, "rea@example.org", "residents")
    assert mail.copies.exists()
    Inbound.objects.update(state=InboundState.DROPPED)
    file = Attachment(inbound=mail, name="plan.pdf", content_type="application/pdf", size=4)
    file.file.save("x", ContentFile(b"plan"))

    assert incoming.forget_old(NOW + timedelta(days=61)) == 0

    [kept] = mail.attachments.all()
    assert kept.file.read() == b"plan"


def test_copies_are_not_sent_before_a_letter(client, home, mailgun, write):
    come_in(client, "rea@example.org", "current")
    letter = write(now=NOW + timedelta(seconds=1))

    deliver_due(NOW + timedelta(seconds=1), limit=1)

    letter.refresh_from_db()
    assert letter.state == MessageState.SENT


def test_mail_to_a_bookings_address_is_handed_on_and_held_where_nobody_knows_it(client, home):
    mail = come_in(client, "ann@elsewhere.example", "booking+no-such-token")

    assert (mail.state, mail.why, mail.list_name) == (InboundState.HELD, Why.STRANGER, "booking")
    assert told() == ["sam@example.net", "tam@example.net"]
