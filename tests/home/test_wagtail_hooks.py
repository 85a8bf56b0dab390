"""The editor's checks: there in the preview, in our words, and not on the site itself."""

import json

import pytest
from bs4 import BeautifulSoup

from home.wagtail_hooks import Checks
from tests.factories.locations import home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_preview_checks_headings_links_and_words_of_pictures(client, rf):
    client.force_login(UserFactory(is_superuser=True))
    request = rf.get("/", headers={"cookie": f"sessionid={client.cookies['sessionid'].value}"})

    shown = home_page().make_preview_request(request, extra_request_attrs={"in_preview_panel": True})

    (bar,) = BeautifulSoup(shown.content, "html.parser").select("#wagtail-userbar-template")
    found = BeautifulSoup(bar.decode_contents(), "html.parser").find(id="checker-axe-configuration")
    configuration = json.loads(found.get_text())
    checked = set(configuration["options"]["runOnly"])
    assert {"heading-order", "empty-heading", "image-alt", "alt-text-quality", "link-name"} <= checked
    assert {"image-alt", "page-has-heading-one"} <= set(configuration["messages"])


def test_site_itself_carries_none_of_it(client):
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    assert b"wagtail-userbar" not in client.get("/").content


def test_every_check_has_words():
    assert set(Checks.axe_run_only) <= set(Checks.axe_messages)
