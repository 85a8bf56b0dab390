"""What a steward decides about held mail, and an operator about any, and what becomes of it."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from locations.models import Residency
from messaging.actions.held import NotHeld, pass_on_held, refuse_held, work_again
from messaging.inbound import process_due
from messaging.models import Attachment, Inbound, InboundState, Message, Why
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]
IN = "/admin/mails/in/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def own():
    house = HouseFactory(name="Own house", slug="own", time_zone="UTC")
    Residency.objects.create(house=house, person=UserFactory(email="rea@example.org"), start="2027-01-01")
    return house


@pytest.fixture
def steward(own):
    return StewardFactory(house=own, email="sam@example.net")


def mail(house, **fields) -> Inbound:
    given = {
        "token": str(Inbound.objects.count()), "recipient": f"residents@{house.slug}.mail.localhost.example",
        "house": house, "list_name": "residents", "sender": "ann@example.org",
        "envelope_sender": "ann@example.org", "subject": "Hello there", "text": "<b>Hello</b>",
        "state": InboundState.HELD, "why": Why.STRANGER, "received_at": NOW, "next_at": NOW,
    }  # fmt: skip
    return Inbound.objects.create(**given | fields)


def test_steward_passes_a_held_mail_on(client, own, steward):
    held = mail(own)
    client.force_login(steward)

    response = client.post(f"{IN}{held.pk}/pass-on/", follow=True)

    assert "goes on to its list" in response.content.decode()
    assert process_due(NOW) == 1
    held.refresh_from_db()
    assert (held.state, held.why, held.by, held.decided_at) == (InboundState.DONE, Why.NONE, steward, NOW)
    assert [copy.to for copy in held.copies.all()] == ["rea@example.org"]
    assert ModelLogEntry.objects.get(action="messaging.pass_on").user == steward


def test_steward_refuses_a_held_mail(client, own, steward):
    held = mail(own)
    client.force_login(steward)

    client.post(f"{IN}{held.pk}/refuse/")

    assert process_due(NOW) == 0
    held.refresh_from_db()
    assert (held.state, held.by) == (InboundState.REFUSED, steward)
    assert not Message.objects.exists()


@pytest.mark.parametrize("act", [pass_on_held, refuse_held])
@pytest.mark.parametrize("state", [state for state in InboundState if state != InboundState.HELD])
def test_what_is_held_no_more_is_not_decided_again(own, steward, act, state):
    with pytest.raises(NotHeld):
        act(mail(own, state=state), by=steward, now=NOW)


def test_second_steward_is_told_that_it_was_decided(client, own, steward):
    held = mail(own)
    refuse_held(held, by=steward, now=NOW)
    client.force_login(StewardFactory(house=own))

    assert "decided already: refused" in client.post(f"{IN}{held.pk}/pass-on/", follow=True).content.decode()


def test_mail_passed_on_by_a_steward_still_goes_round_no_loop(own, steward):
    held = mail(own, headers=[["List-Id", "<x>"]])
    pass_on_held(held, by=steward, now=NOW)

    process_due(NOW)

    held.refresh_from_db()
    assert (held.state, held.why) == (InboundState.DROPPED, Why.LOOP)


@pytest.mark.parametrize("state", ["DONE", "DROPPED", "FAILED"])
def test_operator_has_a_mail_worked_on_again_and_nobody_gets_it_twice(client, own, state):
    again = mail(own, state=state, sender="rob@example.org", attempts=8, aligned=True)
    Residency.objects.create(house=own, person=UserFactory(email="rob@example.org"), start="2027-01-01")
    client.force_login(UserFactory(is_superuser=True))

    for _turn in range(2):
        client.post(f"{IN}{again.pk}/again/")
        assert process_due(NOW) == 1

    again.refresh_from_db()
    assert again.state == InboundState.DONE
    assert [copy.to for copy in again.copies.all()] == ["rea@example.org"]


def test_mail_that_waits_is_not_worked_on_twice(own):
    with pytest.raises(NotHeld):
        work_again(mail(own, state="WAITING"), by=UserFactory(is_superuser=True), now=NOW)


def test_steward_has_no_mail_worked_on_again(client, own, steward):
    client.force_login(steward)

    assert client.post(f"{IN}{mail(own).pk}/again/").status_code == 302
    assert Inbound.objects.get().state == InboundState.HELD


def test_page_shows_a_mail_as_text_and_what_may_be_done(client, own, steward):
    held = mail(own)
    client.force_login(steward)

    page = client.get(f"{IN}{held.pk}/").content.decode()

    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert "not on the list" in page
    assert "Pass it on" in page and "Work on it again" not in page
    assert "Pass it on" not in client.get(f"{IN}{mail(own, state='REFUSED').pk}/").content.decode()


def test_file_is_for_keeping_and_never_shown(client, own, steward):
    held = mail(own)
    file = Attachment(inbound=held, name='a "b".html', content_type="text/html", size=8)
    file.file.save("x", ContentFile(b"<script>"))
    client.force_login(steward)

    response = client.get(f"{IN}{held.pk}/files/{file.pk}/")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"<script>"


def test_what_guests_answer_is_not_among_a_stewards_mails_unless_it_is_held(client, own, steward):
    answer = mail(own, list_name="booking", state="DONE", subject="My answer")
    client.force_login(steward)

    assert client.get(f"{IN}{answer.pk}/").status_code == 404
    assert "My answer" not in client.get(f"{IN}?state=").content.decode()


def test_list_shows_what_is_held_first(client, own, steward):
    mail(own)
    mail(own, subject="Long gone", state="DONE")
    client.force_login(steward)

    page = client.get(IN).content.decode()

    assert "Hello there" in page and "Long gone" not in page
    assert "Long gone" in client.get(f"{IN}?state=DONE").content.decode()


def test_list_needs_as_many_queries_for_one_as_for_three(client, own, steward):
    client.force_login(steward)
    client.get(IN)
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            mail(own)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(IN)
        counts.append(len(queries))

    assert counts[0] == counts[1]
