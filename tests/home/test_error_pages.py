"""What a visitor sees when something is not there, not open or broken."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.factories.locations import HouseFactory

pytestmark = pytest.mark.django_db


def test_missing_page_is_answered_in_the_look_of_the_site(client):
    HouseFactory()

    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "Nobody lives at this address" in answer.text
    assert '<a class="button" href="/">See all houses</a>' in answer.text


def test_forbidden_page_leads_to_signing_in_and_back():
    request = RequestFactory().get("/embassy-sf/secret/")

    page = render_to_string("403.html", request=request)

    assert "This door is closed" in page
    assert '<a class="button" href="/accounts/login/?next=/embassy-sf/secret/">Sign in</a>' in page


def test_broken_page_needs_nothing_of_what_may_be_broken(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")

    assert "Something broke on our side" in page
    assert "{" not in page


def test_form_without_its_token_is_explained():
    HouseFactory()

    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"email": "ana@example.org"})

    assert answer.status_code == 403
    assert "This form was open for too long" in answer.text
    assert '<a class="button" href="/accounts/login/">Load the page again</a>' in answer.text
