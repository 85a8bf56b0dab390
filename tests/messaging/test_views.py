"""The outbox in Wagtail's admin: a house's own mails, and of sealed ones nothing but that they were."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging import send
from messaging.models import Message
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.messaging.conftest import NOW

MAILS = "/admin/mails/"


def mail(house, *, fact="1", guest="Ana", **fields: object) -> Message:
    context = {"guest": guest}
    given = {"key": "letters.approved", "to": "ana@example.org", "thread": None, "now": NOW} | fields
    return send.queue(house=house, fact=fact, context=context, **given)


@pytest.fixture
def own(db):
    return HouseFactory(name="Own house")


@pytest.fixture
def other(db):
    return HouseFactory(name="Other house")


@pytest.fixture
def steward(client, own):
    user = StewardFactory(house=own)
    client.force_login(user)
    return user


def test_list_shows_a_steward_the_mails_of_their_house_only(client, steward, own, other):
    mail(own, guest="Own guest")
    mail(other, fact="2", guest="Other guest")
    mail(None, fact="3", guest="Nobody's guest")

    page = client.get(MAILS).content.decode()

    assert "Own guest" in page
    assert "Other guest" not in page
    assert "Nobody" not in page


def test_another_house_s_mail_is_not_there(client, steward, own, other):
    mine, theirs, nobody_s = mail(own), mail(other, fact="2"), mail(None, fact="3")

    for path in ("", "html/"):
        assert client.get(f"{MAILS}{mine.pk}/{path}").status_code == 200
        assert client.get(f"{MAILS}{theirs.pk}/{path}").status_code == 404
        assert client.get(f"{MAILS}{nobody_s.pk}/{path}").status_code == 404


def test_operator_reads_all_with_those_of_no_house(client, own):
    client.force_login(UserFactory(is_superuser=True))
    messages = [mail(own), mail(None, fact="2")]

    assert [client.get(f"{MAILS}{message.pk}/").status_code for message in messages] == [200, 200]
    assert client.get(MAILS).content.decode().count("Ana, nights at") == 2


def test_sealed_mail_shows_nothing_of_its_body(client, steward, own):
    message = mail(own, guest="Door code 4711", sealed=True)
    Message.objects.update(subject="Your door code")

    page = client.get(f"{MAILS}{message.pk}/").content.decode()

    assert "4711" not in page
    assert message.text not in page
    assert "only its recipient can read it" in page
    assert client.get(f"{MAILS}{message.pk}/html/").status_code == 404


def test_preview_can_do_nothing(client, steward, own):
    message = mail(own, guest="<script>alert(1)</script>")

    answer = client.get(f"{MAILS}{message.pk}/html/")

    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'self'"} <= set(policy)
    assert not [directive for directive in policy if directive.startswith("script-src")]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script>" not in answer.content.decode()
    assert 'sandbox height="640"' in client.get(f"{MAILS}{message.pk}/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "bo@"}, ["Bo"]),
        ({"q": "CARA,"}, ["Cara"]),
        ({"state": "SKIPPED"}, ["Bo"]),
        ({"state": "x"}, ["Bo", "Cara"]),
    ],
)
def test_list_finds_by_words_and_state(client, steward, own, query, expected):
    mail(own, guest="Cara", to="cara@example.org")
    Message.objects.filter(pk=mail(own, guest="Bo", to="bo@example.org").pk).update(state="SKIPPED")

    subjects = [message.subject for message in client.get(MAILS, query).context["page"]]

    assert [subject.split(",")[0] for subject in subjects] == expected


def test_list_says_why_it_is_empty(client, steward):
    assert "No mail yet" in client.get(MAILS).content.decode()
    assert "No mail matches" in client.get(MAILS, {"q": "x"}).content.decode()


def test_list_takes_no_more_queries_for_more_mails(client, steward, own, django_assert_num_queries):
    mail(own)
    client.get(MAILS)
    # How many depends on the menu around the list, which every app adds to.
    with CaptureQueriesContext(connection) as queries:
        client.get(MAILS)
    mail(own, fact="2")
    mail(own, fact="3")

    with django_assert_num_queries(len(queries)):
        client.get(MAILS)


def test_mails_are_for_who_has_a_house(client, own):
    message = mail(own)
    assert client.get(f"{MAILS}{message.pk}/").status_code == 302

    client.force_login(UserFactory())
    assert client.get(f"{MAILS}{message.pk}/").status_code == 302
