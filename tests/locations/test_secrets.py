"""How one gets into a house: sealed in its row, shown to its stewards when they ask, in no log."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from home.rules.seal import unseal
from locations.actions import keep_secrets
from locations.actions.secrets import reseal_due
from locations.models import House
from locations.queries import Unreadable, secrets_of
from locations.rules.secrets import Secrets, packed, unpacked
from tests.factories.locations import OPENED, HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

SECRETS = Secrets(door_code="4711#", wifi_name="Fog", wifi_password="hunter22", way_in="Blue door, 2nd bell.")
WORDS = ("4711#", "Fog", "hunter22", "Blue door")


@pytest.fixture
def house() -> House:
    house = HouseFactory(name="Embassy")
    keep_secrets(house, SECRETS, by=UserFactory(), now=OPENED)
    house.refresh_from_db()
    return house


@pytest.fixture
def screen(client: Client, house) -> str:
    client.force_login(StewardFactory(house=house))
    return reverse("houses:secrets", args=[house.slug])


def shows(body: str) -> list[bool]:
    return [word in body for word in WORDS]


def typed(**changed: str) -> dict[str, str]:
    return vars(SECRETS) | changed


def test_packed_secrets_unpack_and_what_is_unknown_is_left_out() -> None:
    assert unpacked(packed(SECRETS)) == SECRETS
    assert unpacked(json.dumps({"door_code": "1", "alarm": "2"})) == Secrets(door_code="1")


def test_secrets_do_not_show_in_a_traceback() -> None:
    assert repr(SECRETS) == "Secrets(door_code, wifi_name, wifi_password, way_in)"
    assert repr(Secrets(way_in="Ring.")) == "Secrets(way_in)"


def test_secrets_are_sealed_in_the_row_and_read_back(house) -> None:
    assert secrets_of(house) == SECRETS
    assert shows(repr(list(House.objects.values_list()))) == [False] * 4


def test_secrets_of_one_house_do_not_open_for_another(house) -> None:
    other = HouseFactory()
    other.secrets = house.secrets

    with pytest.raises(Unreadable):
        secrets_of(other)


def test_no_secrets_are_an_empty_row(house) -> None:
    keep_secrets(house, Secrets(), by=UserFactory(), now=OPENED)

    house.refresh_from_db()
    assert (house.secrets, secrets_of(house)) == ("", Secrets())
    assert not Secrets()


def test_log_says_that_they_changed_and_not_what_they_say(house) -> None:
    keep_secrets(house, SECRETS, by=UserFactory(), now=OPENED)

    entry = ModelLogEntry.objects.get(action="locations.secrets")
    assert (entry.object_id, entry.data) == (str(house.pk), {})


def test_secrets_under_an_old_key_are_read_and_sealed_anew(house, settings) -> None:
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["older", old]
    assert secrets_of(house) == SECRETS

    assert reseal_due(OPENED) == 1

    house.refresh_from_db()
    purpose = f"house {house.pk}"
    assert unpacked(unseal(house.secrets, keys=["new"], purpose=purpose)) == SECRETS
    assert reseal_due(OPENED) == 0


def test_secrets_under_a_forgotten_key_are_said_to_be_unreadable_and_can_be_written_anew(
    client: Client, house, screen, settings
) -> None:
    settings.SECRET_KEY = "new"
    client.force_login(StewardFactory(house=house))
    assert reseal_due(OPENED) == 0
    assert "can't be read any more" in client.get(screen).content.decode()

    client.post(screen, typed(door_code="12"))

    house.refresh_from_db()
    assert secrets_of(house).door_code == "12"


def test_screen_masks_until_asked(client: Client, screen) -> None:
    masked = client.get(screen)
    asked = client.post(screen, {"show": "1"})

    assert shows(masked.content.decode()) == [False] * 4
    assert shows(asked.content.decode()) == [True] * 4
    for answer in (masked, asked):
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_screen_says_what_is_not_written(client: Client, screen, house) -> None:
    keep_secrets(house, Secrets(door_code="1"), by=UserFactory(), now=OPENED)

    assert list(client.get(screen).context["known"].values()) == [True, False, False, False]


def test_screen_keeps_what_is_typed_and_masks_it_again(client: Client, screen, house) -> None:
    answer = client.post(screen, typed(door_code="0815"), follow=True)

    house.refresh_from_db()
    assert secrets_of(house).door_code == "0815"
    assert "0815" not in answer.content.decode()


def test_screen_refuses_too_much_and_loses_nothing(client: Client, screen, house) -> None:
    answer = client.post(screen, typed(door_code="9" * 61))

    assert list(answer.context["form"].errors) == ["door_code"]
    assert "9" * 61 in answer.content.decode() and "hunter22" in answer.content.decode()
    house.refresh_from_db()
    assert secrets_of(house) == SECRETS


def test_other_screens_of_the_house_do_not_show_them(client: Client, screen, house) -> None:
    for name in ("houses:settings", "houses:people"):
        page = client.get(reverse(name, args=[house.slug])).content.decode()
        assert shows(page) == [False] * 4
    for path in ("houses:list", "wagtailadmin_home"):
        assert shows(client.get(reverse(path)).content.decode()) == [False] * 4
