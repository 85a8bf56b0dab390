"""What was sent to a list, for those who are on it and nobody else."""

import pytest
import time_machine
from django.core.files.base import ContentFile

from locations.models import Follow, Residency
from messaging.models import Attachment, Inbound
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home():
    return HouseFactory(name="The House", slug="h", time_zone="UTC")


@pytest.fixture
def people(home):
    resident, follower = UserFactory(), UserFactory()
    Residency.objects.create(house=home, person=resident, start="2027-01-01")
    Follow.objects.create(house=home, person=follower, since=NOW)
    return {
        "steward": StewardFactory(house=home),
        "resident": resident,
        "follower": follower,
        "operator": UserFactory(is_superuser=True),
        "stranger": UserFactory(),
    }


def mail(house, name: str, **fields) -> Inbound:
    given = {
        "token": str(Inbound.objects.count()),
        "recipient": "x",
        "sender": "ann@example.org",
        "state": "DONE",
    }
    times = {"received_at": NOW, "next_at": NOW}
    return Inbound.objects.create(house=house, list_name=name, **given | times | fields)


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("stay", {"steward", "operator"}),
        ("current", {"steward", "operator", "resident"}),
        ("residents", {"steward", "operator", "resident"}),
        ("announce", {"steward", "operator", "follower"}),
        ("booking", set()),
        ("nothing", set()),
    ],
)
def test_archive_is_for_who_is_on_the_list(client, home, people, name, readers):
    kept = mail(home, name)
    for address in (f"/mail/lists/h/{name}/", f"/mail/lists/h/{name}/{kept.pk}/"):
        found = set()
        for word, person in people.items():
            client.force_login(person)
            status = client.get(address).status_code
            assert status in {200, 404}
            found |= {word} if status == 200 else set()

        assert found == readers


def test_archive_asks_to_sign_in(client, home):
    assert client.get("/mail/lists/h/residents/").headers["Location"].startswith("/accounts/login/")


def test_archive_shows_what_was_passed_on_to_that_list_alone(client, home, people):
    mail(home, "residents", subject="Dinner")
    mail(home, "residents", subject="Spam", state="HELD")
    mail(home, "stay", subject="Secret")
    client.force_login(people["resident"])

    page = client.get("/mail/lists/h/residents/").content.decode()

    assert "Dinner" in page
    assert "Spam" not in page and "Secret" not in page


def test_archived_mail_is_text_with_its_files(client, home, people):
    kept = mail(
        home, "residents", subject="Dinner", text="<script>alert()</script>\n\nAt 8?", sender_name="Ann"
    )
    file = Attachment(inbound=kept, name="menu.pdf", content_type="application/pdf", size=4)
    file.file.save("x", ContentFile(b"soup"))
    client.force_login(people["resident"])

    page = client.get(f"/mail/lists/h/residents/{kept.pk}/").content.decode()

    assert "&lt;script&gt;" in page and "<p>At 8?</p>" in page
    assert "menu.pdf" in page
    response = client.get(f"/mail/lists/h/residents/{kept.pk}/files/{file.pk}/")
    assert b"".join(response.streaming_content) == b"soup"
    assert client.get(f"/mail/lists/h/current/{kept.pk}/files/{file.pk}/").status_code == 404


def test_mail_of_another_list_or_house_is_not_there(client, home, people):
    others = mail(HouseFactory(slug="other"), "residents")
    stewards = mail(home, "stay")
    client.force_login(people["resident"])

    for kept in (others, stewards):
        assert client.get(f"/mail/lists/h/residents/{kept.pk}/").status_code == 404
