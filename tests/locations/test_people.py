"""The screen of a house's people, one's own word about being shown, and the photos of those who gave it."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from locations.access import houses_for
from locations.models import Residency, Role, Visibility
from members.models import User
from messaging.models import Message
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 20, tzinfo=UTC)
MARCH = date(2027, 3, 1)
PEOPLE_QUERIES = 13
PHOTOS = User._meta.get_field("photo").storage


@pytest.fixture(autouse=True)
def today(time_machine, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(PHOTOS, "location", str(tmp_path))
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def house():
    return HouseFactory()


@pytest.fixture
def steward(client: Client, house):
    steward = StewardFactory(house=house)
    client.force_login(steward)
    return steward


@pytest.fixture
def resident(house) -> Residency:
    small = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(small, "JPEG")
    person = UserFactory(name="Rita", bio="I bake.")
    person.photo.save("rita.jpg", ContentFile(small.getvalue()))
    return Residency.objects.create(house=house, person=person, start=MARCH)


def photo_of(residency: Residency) -> str:
    return reverse("person_photo", args=[residency.house.slug, residency.person_id])


def fetched(client: Client, url: str) -> int:
    """The status of the answer; a file is read to the end, which closes it."""
    answer = client.get(url)
    assert answer.getvalue()
    return answer.status_code


def test_steward_adds_a_resident(client: Client, house, steward) -> None:
    page = reverse("houses:people", args=[house.slug])

    answer = client.post(page, {"email": "rita@example.org", "start": "2027-03-01", "end": ""}, follow=True)

    assert [one.person.email for one in house.residencies.all()] == ["rita@example.org"]
    assert [one.person.email for one in answer.context["current"]] == ["rita@example.org"]
    assert "not shown: they have not agreed" in answer.content.decode()


def test_resident_who_can_t_be_comes_back_with_what_was_typed(client: Client, house, steward) -> None:
    typed = {"email": "rita@example.org", "start": "2027-03-01", "end": "2027-03-01"}

    answer = client.post(reverse("houses:people", args=[house.slug]), typed)

    assert list(answer.context["form"].errors) == ["end"]
    assert 'value="rita@example.org"' in answer.content.decode()
    assert not house.residencies.exists()


def test_steward_sets_the_day_of_moving_out(client: Client, house, steward, resident) -> None:
    page = reverse("houses:moving_out", args=[house.slug, resident.pk])
    assert client.get(page).status_code == 200

    refused = client.post(page, {"end": "2027-02-01"})
    client.post(page, {"end": "2027-04-01"})

    assert list(refused.context["form"].errors) == ["end"]
    resident.refresh_from_db()
    assert resident.end == date(2027, 4, 1)


def test_steward_takes_a_mistake_back(client: Client, house, steward, resident) -> None:
    client.post(reverse("houses:remove_resident", args=[house.slug, resident.pk]))

    assert not Residency.objects.exists()


def test_steward_can_t_say_for_a_resident_that_they_are_shown(
    client: Client, house, steward, resident
) -> None:
    """What a steward posts about being shown is about themselves."""
    client.post(reverse("choose_listing", args=[house.slug]), {"listed": "1", "person": resident.person_id})

    resident.refresh_from_db()
    assert not resident.listed
    assert Role.objects.get(user=steward).listed


@pytest.mark.parametrize("rows", [1, 3])
def test_people_cost_the_same_for_one_and_three(
    client: Client, house, steward, rows, django_assert_num_queries
) -> None:
    for person in UserFactory.create_batch(rows):
        Residency.objects.create(house=house, person=person, start=MARCH)

    with django_assert_num_queries(PEOPLE_QUERIES):
        assert client.get(reverse("houses:people", args=[house.slug])).status_code == 200


def test_person_agrees_and_takes_it_back_on_their_profile(client: Client, house, resident) -> None:
    client.force_login(resident.person)
    choose = reverse("choose_listing", args=[house.slug])
    assert f"Let {house} show you" in client.get(reverse("profile")).content.decode()

    agreed = client.post(choose, {"listed": "1"}, follow=True).content.decode()
    resident.refresh_from_db()
    assert resident.listed
    assert f"Stop being shown by {house}" in agreed

    client.post(choose, {"listed": "0"})
    resident.refresh_from_db()
    assert not resident.listed


def test_profile_of_a_guest_says_nothing_of_houses(client: Client) -> None:
    client.force_login(UserFactory())

    assert "On a house" not in client.get(reverse("profile")).content.decode()


def test_choosing_in_a_house_of_others_is_404(client: Client, house) -> None:
    client.force_login(UserFactory())

    assert client.post(reverse("choose_listing", args=[house.slug]), {"listed": "1"}).status_code == 404


def test_photo_is_there_only_with_consent(client: Client, resident) -> None:
    assert client.get(photo_of(resident)).status_code == 404

    Residency.objects.update(listed=True)
    answer = client.get(photo_of(resident))

    assert answer.getvalue()[:2] == b"\xff\xd8"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "private, max-age=300")

    Residency.objects.update(end=date(2027, 3, 2))
    time_after = client.get(photo_of(resident))
    assert time_after.getvalue()


def test_photo_of_a_former_resident_is_gone(client: Client, resident, time_machine) -> None:
    Residency.objects.update(listed=True, end=date(2027, 3, 2))
    time_machine.move_to(datetime(2027, 3, 2, 20, tzinfo=UTC), tick=False)

    assert client.get(photo_of(resident)).status_code == 404


def test_photo_of_somebody_without_one_is_404(client: Client, resident) -> None:
    Residency.objects.update(listed=True)
    User.objects.update(photo="")

    assert client.get(photo_of(resident)).status_code == 404


def test_photo_in_a_members_house_is_for_its_people(client: Client, house, resident) -> None:
    Residency.objects.update(listed=True)
    type(house).objects.update(visibility=Visibility.MEMBERS)
    assert client.get(photo_of(resident)).status_code == 404

    client.force_login(StewardFactory(house=house))

    assert fetched(client, photo_of(resident)) == 200


def test_photo_in_a_draft_house_is_for_its_stewards(client: Client) -> None:
    house = HouseFactory(live=False)
    person = UserFactory()
    person.photo.save("x.jpg", ContentFile(b"jpeg"))
    residency = Residency.objects.create(house=house, person=person, start=MARCH, listed=True)
    assert client.get(photo_of(residency)).status_code == 404

    client.force_login(StewardFactory(house=house))

    assert fetched(client, photo_of(residency)) == 200


@pytest.fixture
def outbox(settings) -> None:
    # Django's test runner puts a backend of its own here.
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"


def test_steward_invites_another(client: Client, house, steward, outbox) -> None:
    page = client.post(reverse("houses:invite", args=[house.slug]), {"email": "New@example.org"}, follow=True)

    new = User.objects.get(email="new@example.org")
    letter = Message.objects.get()
    assert list(houses_for(new, may="pages")) == [house]
    assert "new@example.org" in page.content.decode()
    assert letter.subject == f"You look after {house} from now on"
    assert "/admin/houses/" in letter.text and "sign in as new@example.org" in letter.text
    client.force_login(new)
    assert client.get("/admin/houses/").status_code == 200


@pytest.mark.parametrize("screen", ["invite", "people"])
def test_an_address_tells_nothing_of_the_account_behind_it(
    client: Client, house, steward, outbox, screen
) -> None:
    """Known, unknown and closed look the same to who types them: on the screen, and in the house's mails."""
    UserFactory(email="b@example.org", name="Secret Name")
    UserFactory(email="c@example.org", name="Secret Name", is_active=False)
    told = []
    for letter in "abc":
        typed = {"email": f"{letter}@example.org", "start": "2027-03-01", "end": ""}
        page = client.post(reverse(f"houses:{screen}", args=[house.slug]), typed, follow=True)
        mail = Message.objects.get(to=typed["email"])
        told.append([str(one) for one in page.context["messages"]] + [mail.subject, mail.text])
        assert "Secret Name" not in page.content.decode() + mail.text + mail.html
        Residency.objects.all().delete()
        Role.objects.exclude(user=steward).delete()

    first = [words.replace("a@", "X@") for words in told[0]]
    assert [words.replace("b@", "X@") for words in told[1]] == first
    assert [words.replace("c@", "X@") for words in told[2]] == first


def test_people_stand_there_by_name_once_they_agreed(client: Client, house, steward, resident) -> None:
    page = reverse("houses:people", args=[house.slug])
    assert "Rita" not in client.get(page).content.decode()

    Residency.objects.update(listed=True)

    assert "Rita" in client.get(page).content.decode()


def test_steward_takes_a_role_away_after_being_asked(client: Client, house, steward) -> None:
    other = StewardFactory(house=house)
    screen = reverse("houses:remove_role", args=[house.slug, Role.objects.get(user=other).pk])
    assert "they can't open" in client.get(screen).content.decode()
    assert houses_for(other).exists()

    answer = client.post(screen)

    assert answer["Location"] == reverse("houses:people", args=[house.slug])
    assert not houses_for(other).exists()
    assert not other.groups.exists()


def test_last_steward_can_t_leave(client: Client, house, steward) -> None:
    StewardFactory(house=house, is_active=False)
    screen = reverse("houses:remove_role", args=[house.slug, Role.objects.get(user=steward).pk])

    page = client.post(screen, follow=True)

    assert "Nobody else runs this house." in page.content.decode()
    assert houses_for(steward).get() == house


def test_steward_leaves_and_is_brought_out_of_the_admin(client: Client, house, steward) -> None:
    StewardFactory(house=house)

    page = client.post(
        reverse("houses:remove_role", args=[house.slug, Role.objects.get(user=steward).pk]), follow=True
    )

    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == reverse("profile")
    assert "does not look after" in page.content.decode()
    assert client.get(reverse("houses:people", args=[house.slug])).status_code != 200


def test_invitation_that_can_t_be_comes_back(client: Client, house, steward, outbox) -> None:
    person = StewardFactory(house=house)

    page = client.post(reverse("houses:invite", args=[house.slug]), {"email": person.email})

    assert list(page.context["form"].errors) == ["email"]
    assert not Message.objects.exists()


def test_steward_invites_a_bookkeeper(client: Client, house, steward, outbox) -> None:
    typed = {"email": "books@example.org", "role": "BOOKKEEPER"}
    page = client.post(reverse("houses:invite", args=[house.slug]), typed, follow=True)
    again = client.post(reverse("houses:invite", args=[house.slug]), typed)

    role = Role.objects.get(user__email="books@example.org")
    assert (role.role, role.house) == ("BOOKKEEPER", house)
    assert "books@example.org gets a mail" in page.content.decode()
    assert "has a role in the house already" in again.content.decode()
