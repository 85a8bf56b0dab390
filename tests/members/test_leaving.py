"""What is kept about oneself, and the end of it, as a person meets them."""

import json

import pytest

from members.models import User
from tests.factories.locations import HouseFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
DATA, FILE, ERASE = "/accounts/data/", "/accounts/data/file/", "/accounts/erase/"


@pytest.fixture
def ana(client):
    home_page()
    person = UserFactory(name="Ana", email="ana@example.org", phone="+31 20 1", bio="I cook.")
    client.force_login(person)
    return person


@pytest.mark.parametrize("path", [DATA, FILE, ERASE])
def test_pages_are_for_who_is_signed_in(client, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_data_is_read_and_taken_along(client, ana):
    page, file = client.get(DATA), client.get(FILE)

    assert "I cook." in page.content.decode() and "private" in page["Cache-Control"]
    kept = json.loads(file.content)
    assert (kept["account"][0]["email"], kept["account"][0]["phone"]) == ("ana@example.org", "+31 20 1")
    assert file["Content-Disposition"] == 'attachment; filename="my-data.json"'


def test_erasing_wants_the_own_address_typed(client, ana):
    answer = client.post(ERASE, {"email": "ann@example.org"})

    assert "Nothing was erased." in answer.content.decode()
    assert User.objects.get(pk=ana.pk).name == "Ana"


def test_erasing_signs_out_for_good_and_the_address_begins_anew(client, ana):
    answer = client.post(ERASE, {"email": "Ana@example.org"})

    assert "Your account is erased" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    gone = User.objects.get(pk=ana.pk)
    assert (gone.name, gone.phone, gone.bio, gone.is_active) == ("Erased account", "", "", False)
    assert not User.objects.filter(email="ana@example.org").exists()


def test_what_is_in_the_way_is_said_and_nothing_is_erased(client, ana):
    steward = StewardFactory(house=HouseFactory(name="Embassy SF"))
    client.force_login(steward)

    pages = [client.get(ERASE), client.post(ERASE, {"email": steward.email})]

    assert all("Nobody else runs Embassy SF" in page.content.decode() for page in pages)
    assert User.objects.get(pk=steward.pk).email == steward.email
