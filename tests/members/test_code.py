"""Signing in by code: one form and one page for everybody."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import User
from messaging.models import Message
from tests.factories.members import UserFactory

LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def page(response) -> str:
    """What the page says, without what differs from one visit to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def seen_by(client, email: str) -> list[object]:
    """Everything an onlooker could compare: answers, pages, cookies, and how many queries each took."""
    seen = []
    for call in (
        lambda: client.get(LOGIN),
        lambda: client.post(LOGIN, {"email": email}),
        lambda: client.get(CODE),
        lambda: client.post(CODE, {"code": "0000-0000"}),
        lambda: client.post(CODE, {"action": "resend"}),
        lambda: client.get(CODE),
    ):
        with CaptureQueriesContext(connection) as queries:
            response = call()
        seen.append((response.status_code, response.headers.get("Location"), len(queries)))
        seen.append(page(response).replace(email, "ADDRESS"))
        seen.append(sorted(response.cookies))
    return seen


def test_known_and_unknown_addresses_look_the_same():
    UserFactory(email="known@example.org")
    seen_by(Client(), "warms-the-caches@example.org")

    known = seen_by(Client(), "known@example.org")
    unknown = seen_by(Client(), "absent@example.org")

    assert known == unknown


def test_known_and_unknown_addresses_get_the_same_mail(code_for):
    UserFactory(email="known@example.org")
    for email in ("known@example.org", "absent@example.org"):
        Client().post(LOGIN, {"email": email})

    known, unknown = Message.objects.order_by("to")
    assert (known.subject, known.key, known.is_sealed) == (unknown.subject, unknown.key, unknown.is_sealed)
    assert code_for("known@example.org") != code_for("absent@example.org")


def test_asking_for_a_code_makes_nobody(client):
    client.post(LOGIN, {"email": "absent@example.org"})

    assert not User.objects.filter(email="absent@example.org").exists()


def test_right_code_signs_somebody_known_in(client, sign_in):
    user = UserFactory(email="known@example.org")

    response = sign_in("known@example.org")

    assert (response.status_code, response["Location"]) == (302, "/stay/mine/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.filter(email="known@example.org").count() == 1


@time_machine.travel(NOW, tick=False)
def test_right_code_makes_an_account_for_somebody_new(client, code_for):
    client.post(LOGIN, {"email": "New@Example.org"})
    client.post(CODE, {"code": code_for("new@example.org")})

    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.language, user.date_joined, user.has_usable_password()) == ("en", NOW, False)


@pytest.mark.parametrize("typed", ["{} ", "{}", " {}\t"])
def test_code_may_be_typed_with_spaces_and_without_its_dash(client, code_for, typed):
    client.post(LOGIN, {"email": "new@example.org"})

    code = code_for("new@example.org").replace("-", "")
    assert client.post(CODE, {"code": typed.format(code)}).status_code == 302


def test_wrong_code_says_so_and_the_right_one_still_works(client, code_for):
    client.post(LOGIN, {"email": "new@example.org"})

    wrong = client.post(CODE, {"code": "0000-0000"})

    assert wrong.status_code == 200
    assert "That is not the code." in page(wrong)
    assert client.post(CODE, {"code": code_for("new@example.org")}).status_code == 302


def test_fifth_wrong_code_ends_it_and_asks_for_a_new_one(client, code_for):
    client.post(LOGIN, {"email": "new@example.org"})
    answers = [client.post(f"{CODE}?next=/stay/", {"code": "0000-0000"}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
    assert answers[-1]["Location"] == f"{LOGIN}?next=%2Fstay%2F"
    assert "one wrong code too many" in page(client.get(LOGIN))
    client.post(CODE, {"code": code_for("new@example.org")})
    assert "_auth_user_id" not in client.session


def test_a_new_code_does_not_give_new_tries(client):
    client.post(LOGIN, {"email": "new@example.org"})
    for _ in range(4):
        client.post(CODE, {"code": "0000-0000"})

    client.post(CODE, {"action": "resend"})

    assert client.post(CODE, {"code": "0000-0000"}).status_code == 302


def test_code_is_good_for_fifteen_minutes(client, code_for):
    with time_machine.travel(NOW, tick=False) as clock:
        client.post(LOGIN, {"email": "new@example.org"})
        clock.shift(timedelta(minutes=15))
        assert client.post(CODE, {"code": code_for("new@example.org")}).status_code == 302
        assert "_auth_user_id" in client.session


def test_code_older_than_fifteen_minutes_is_refused_and_leads_back(client, code_for):
    with time_machine.travel(NOW, tick=False) as clock:
        client.post(LOGIN, {"email": "new@example.org"})
        clock.shift(timedelta(minutes=15, seconds=1))
        answer = client.post(CODE, {"code": code_for("new@example.org"), "next": "/stay/"})

        assert answer["Location"] == f"{LOGIN}?next=%2Fstay%2F"
        assert "too old by now" in page(client.get(LOGIN))
        assert "_auth_user_id" not in client.session


def test_resend_sends_another_code_that_is_good_for_fifteen_minutes(client, code_for):
    with time_machine.travel(NOW, tick=False) as clock:
        client.post(LOGIN, {"email": "new@example.org"})
        first = code_for("new@example.org")
        clock.shift(timedelta(minutes=14))
        again = client.post(CODE, {"action": "resend", "next": "/stay/"})
        clock.shift(timedelta(minutes=14))

        assert again["Location"] == f"{CODE}?next=%2Fstay%2F"
        assert client.post(CODE, {"code": first}).status_code == 200
        assert client.post(CODE, {"code": code_for("new@example.org")}).status_code == 302


def test_resend_ends_after_three(client):
    with time_machine.travel(NOW, tick=False) as clock:
        client.post(LOGIN, {"email": "new@example.org"})
        for _ in range(5):
            clock.shift(timedelta(minutes=2))
            client.post(CODE, {"action": "resend"})

        assert Message.objects.count() == 4
        assert "Send me another code" not in page(client.get(CODE))


def test_asking_often_is_refused_with_words(client):
    answers = [client.post(LOGIN, {"email": "new@example.org"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Several codes were asked for just now." in page(answers[-1])
    assert 'value="new@example.org"' in page(answers[-1])
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/stay/?guests=2&house=x", "/stay/?guests=2&house=x"),
        ("https://elsewhere.example/", "/stay/mine/"),
        ("//elsewhere.example/", "/stay/mine/"),
        ("http://testserver/stay/", "/stay/mine/"),
        ("javascript:alert(1)", "/stay/mine/"),
    ],
)
def test_next_leads_on_within_this_site_only(sign_in, wanted, led_to):
    assert sign_in("new@example.org", next=wanted)["Location"] == led_to


def test_next_is_carried_from_page_to_page(client, code_for):
    assert 'name="next" value="/stay/?guests=2"' in page(client.get(LOGIN, {"next": "/stay/?guests=2"}))
    asked = client.post(LOGIN, {"email": "new@example.org", "next": "/stay/?guests=2"})
    assert 'name="next" value="/stay/?guests=2"' in page(client.get(asked["Location"]))


def test_what_the_session_holds_survives_signing_in(client, sign_in):
    session = client.session
    session["draft"] = {"room": 7}
    session.save()
    key = session.session_key

    sign_in("new@example.org")

    assert client.session["draft"] == {"room": 7}
    assert client.session.session_key != key


def test_page_for_the_code_leads_back_to_another_address(client):
    client.post(LOGIN, {"email": "mistyped@example.org"})

    assert client.get(LOGIN).status_code == 200
    client.post(LOGIN, {"email": "right@example.org"})
    assert "right@example.org" in page(client.get(CODE))


def test_page_for_the_code_without_having_asked_leads_to_the_form(client):
    assert client.get(CODE)["Location"] == LOGIN


def test_closed_account_is_told_only_after_its_code(client, sign_in):
    UserFactory(email="closed@example.org", is_active=False)

    response = sign_in("closed@example.org")

    assert response["Location"] == "/accounts/closed/"
    assert "This account is closed" in page(client.get("/accounts/closed/"))
    assert "_auth_user_id" not in client.session


def test_somebody_signed_in_is_led_on(client):
    client.force_login(UserFactory())

    assert client.get(LOGIN, {"next": "/stay/"})["Location"] == "/stay/"
    assert client.get(LOGIN)["Location"] == "/stay/mine/"


def test_somebody_without_a_house_is_told_so_at_the_admin(client):
    client.force_login(UserFactory())

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


def test_code_is_never_on_a_page_or_in_an_address(client, code_for):
    client.post(LOGIN, {"email": "new@example.org"})

    assert code_for("new@example.org") not in page(client.get(CODE))


@pytest.mark.parametrize("email", ["", "new", "new@", "a@b@c"])
def test_form_refuses_what_is_no_address(client, email):
    answer = client.post(LOGIN, {"email": email})

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in page(answer)
    assert Message.objects.count() == 0
