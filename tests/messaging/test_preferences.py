"""What people choose to be sent: signed in, by a link, or by one click; and who sees what came of it."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from locations.actions import follow
from locations.models import Follow, Residency, Visibility
from messaging.actions import suppress
from messaging.models import Message, Reason, Scope, Suppression
from messaging.queries import choices, leaving_url, suppressed
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
ANA = "ana@example.org"
KINDS = (Scope.DIGEST, Scope.LIST, Scope.ANNOUNCE)


@pytest.fixture
def ana():
    return UserFactory(email=ANA, name="Ana")


@pytest.fixture
def home(ana):
    """Ana lives here."""
    house = HouseFactory(name="Embassy SF")
    Residency.objects.create(house=house, person=ana, start=date(2020, 1, 1))
    return house


@pytest.fixture
def signed_in(client, ana):
    client.force_login(ana)
    return client


def link(scope=Scope.DIGEST, house=None) -> str:
    url = leaving_url(ANA, scope=scope, house=house)
    return url[url.index("/mail/") :]


def stopped(house) -> set[Scope]:
    return {scope for scope in (*KINDS, Scope.OWN) if suppressed([ANA], scope=scope, house=house)}


def test_choices_are_of_ones_houses_and_of_those_one_follows(ana, home, django_assert_num_queries):
    far = HouseFactory(name="Amsterdam")
    HouseFactory(name="Nobody's")
    follow(far, by=ana, now=NOW)
    suppress(ANA, scope=Scope.LIST, house=home, reason=Reason.ASKED, source="", now=NOW)

    with django_assert_num_queries(3):
        found = choices(ana, now=NOW)

    told = [(house.name, [(choice.scope, choice.is_on) for choice in of]) for house, of in found]
    assert told == [
        ("Amsterdam", [(Scope.ANNOUNCE, True)]),
        ("Embassy SF", [(Scope.DIGEST, True), (Scope.LIST, False), (Scope.ANNOUNCE, False)]),
    ]


def test_preferences_keep_each_choice_and_show_it(signed_in, ana, home):
    page = signed_in.get("/mail/preferences/")
    assert page.content.count(b"checked") == 2

    signed_in.post("/mail/preferences/", {"on": [f"LIST-{home.pk}", f"ANNOUNCE-{home.pk}"], "named": "1"})

    assert stopped(home) == {Scope.DIGEST}
    assert Follow.objects.filter(person=ana, house=home).exists()
    ana.refresh_from_db()
    assert ana.is_named
    assert signed_in.get("/mail/preferences/").content.count(b"checked") == 3


def test_preferences_switch_everything_off_and_on_again(signed_in, home):
    on = [f"{scope}-{home.pk}" for scope in (Scope.DIGEST, Scope.LIST)]

    signed_in.post("/mail/preferences/", {"on": on, "nothing": "1"})
    assert stopped(home) == {*KINDS}

    signed_in.post("/mail/preferences/", {"on": on})
    assert stopped(home) == set()
    assert not Suppression.objects.exists()


def test_preferences_take_no_choice_of_another_house(signed_in):
    other = HouseFactory()

    signed_in.post("/mail/preferences/", {"on": [f"ANNOUNCE-{other.pk}", "LIST-x", "nonsense"]})

    assert not Follow.objects.exists()


def test_preferences_say_that_mail_came_back(signed_in):
    suppress(ANA, reason=Reason.BOUNCE, source="", now=NOW)

    assert "Mail to this address came back" in signed_in.get("/mail/preferences/").content.decode()


@pytest.mark.parametrize("path", ["/mail/preferences/", "/mail/follow/some-house/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_preferences_are_for_people_who_are_signed_in(client, path, method):
    HouseFactory(slug="some-house")

    answer = getattr(client, method)(path)

    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")


def test_follow_takes_a_button_and_not_a_look(signed_in, ana, home):
    path = f"/mail/follow/{home.slug}/"

    assert "Follow Embassy SF?" in signed_in.get(path).content.decode()
    assert not Follow.objects.exists()
    assert "You follow Embassy SF" in signed_in.post(path, {"follow": "1"}, follow=True).content.decode()
    assert Follow.objects.get().person == ana
    signed_in.post(path, {"follow": "0"})
    assert not Follow.objects.exists()


def test_follow_is_404_where_the_house_is_not_to_be_seen(signed_in):
    hidden = HouseFactory(visibility=Visibility.MEMBERS)
    draft = HouseFactory(live=False)

    for house in (hidden, draft):
        assert signed_in.post(f"/mail/follow/{house.slug}/", {"follow": "1"}).status_code == 404
    assert not Follow.objects.exists()


def test_following_again_takes_back_that_one_left(signed_in, ana, home):
    follow(home, by=ana, now=NOW)
    suppress(ANA, scope=Scope.ANNOUNCE, house=home, reason=Reason.UNSUBSCRIBE, source="", now=NOW)

    signed_in.post(f"/mail/follow/{home.slug}/", {"follow": "1"})

    assert stopped(home) == set()


@pytest.mark.parametrize("scope", KINDS)
def test_unsubscribe_asks_then_stops_then_takes_it_back(client, ana, home, scope):
    follow(home, by=ana, now=NOW)
    path = link(scope, home)

    asked = client.get(path).content.decode()
    assert "Get no more of these mails?" in asked
    assert ANA in asked
    assert (stopped(home), Follow.objects.count()) == (set(), 1)

    told = client.post(path, follow=True).content.decode()
    assert "Stopped" in told
    assert stopped(home) == {scope} - {Scope.ANNOUNCE}
    assert Follow.objects.count() == (scope != Scope.ANNOUNCE)

    client.post(path, {"back": "1"})
    assert (stopped(home), Follow.objects.count()) == (set(), 1)


def test_unsubscribe_from_everything_leaves_mail_about_own_stays(client, home):
    path = link(house=home)

    told = client.post(path, {"what": "everything"}, follow=True).content.decode()

    assert "You get nothing that one can leave" in told
    assert stopped(home) == {*KINDS}
    client.post(path, {"what": "everything", "back": "1"})
    assert stopped(home) == set()


def test_unsubscribe_takes_one_click_without_cookie_or_token(ana, home):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        link(Scope.LIST, home), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    row = Suppression.objects.get()
    assert (row.scope, row.house, row.reason) == (Scope.LIST, home, Reason.UNSUBSCRIBE)


def test_unsubscribe_twice_is_one_row(client, home):
    for _time in range(2):
        client.post(link(house=home))

    assert Suppression.objects.count() == 1


def test_undo_leaves_a_bounce_where_it_is(client, home):
    suppress(ANA, reason=Reason.BOUNCE, source="", now=NOW)
    client.post(link(Scope.ALL), {"back": "1"})

    assert [row.reason for row in Suppression.objects.all()] == [Reason.BOUNCE]


def test_unsubscribe_without_an_account_leaves_announcements_too(client):
    house = HouseFactory()

    client.post(link(Scope.ANNOUNCE, house))

    assert suppressed([ANA], scope=Scope.ANNOUNCE, house=house) == {ANA}


@pytest.mark.parametrize("path", ["/mail/unsubscribe/forged/", link(Scope.OWN)])
def test_unsubscribe_by_no_link_of_ours_is_404(client, path):
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def a_mail_of(house, to: str) -> None:
    Message.objects.create(
        house=house, key="x", dedupe_key=f"{house.pk}{to}", to=to, created_at=NOW, next_at=NOW
    )


def listed(client) -> list[str]:
    return [row.address for row in client.get(reverse("mails:addresses")).context["page"]]


def test_stewards_see_addresses_that_fail_for_their_house_and_nothing_chosen(client, home):
    other = HouseFactory()
    for address, house, reason in [
        ("back@example.org", home, Reason.BOUNCE),
        ("spam@example.org", home, Reason.COMPLAINT),
        ("left@example.org", home, Reason.UNSUBSCRIBE),
        ("theirs@example.org", other, Reason.BOUNCE),
    ]:
        suppress(address, reason=reason, source="", now=NOW)
        a_mail_of(house, address)
    client.force_login(StewardFactory(house=home))

    assert sorted(listed(client)) == ["back@example.org", "spam@example.org"]
    row = Suppression.objects.get(address="back@example.org")
    assert client.post(reverse("mails:release", args=[row.pk])).status_code == 404
    assert Suppression.objects.count() == 4


def test_operators_see_all_find_one_and_release_it_after_a_look(client):
    client.force_login(UserFactory(is_superuser=True))
    for address in ("ana@example.org", "bo@example.org"):
        row = suppress(address, reason=Reason.BOUNCE, source="event 7", now=NOW)
    path = reverse("mails:release", args=[row.pk])

    assert sorted(listed(client)) == ["ana@example.org", "bo@example.org"]
    found = client.get(reverse("mails:addresses"), {"q": "BO@", "reason": "BOUNCE"})
    assert [one.address for one in found.context["page"]] == ["bo@example.org"]
    assert client.get(path).status_code == 200
    assert Suppression.objects.count() == 2
    client.post(path)
    assert [one.address for one in Suppression.objects.all()] == ["ana@example.org"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_addresses_costs_the_same_whatever_it_shows(client, home, rows, django_assert_num_queries):
    client.force_login(StewardFactory(house=home))
    for number in range(rows):
        suppress(f"a{number}@example.org", reason=Reason.BOUNCE, source="", now=NOW)
        a_mail_of(home, f"a{number}@example.org")

    with django_assert_num_queries(12):
        assert len(listed(client)) == rows
