"""The link to leave by: whose, of what and of which house, and nobody else's."""

import pytest
from django.conf import settings

from messaging.models import Scope
from messaging.queries import Leaving, leaving_of, leaving_url


def test_leaving_of_reads_what_leaving_url_wrote(house):
    url = leaving_url(" Ana@Example.org", scope=Scope.LIST, house=house)

    assert url.startswith(f"{settings.SITE_URL}/mail/unsubscribe/")
    assert leaving_of(url.split("/")[-2]) == Leaving("ana@example.org", Scope.LIST, house)


@pytest.mark.django_db
def test_leaving_of_every_house():
    signed = leaving_url("ana@example.org", scope=Scope.ALL, house=None).split("/")[-2]

    assert leaving_of(signed) == Leaving("ana@example.org", Scope.ALL, None)


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: "x" + text, lambda text: ""])
def test_leaving_of_a_changed_link_is_nothing(house, change):
    signed = leaving_url("ana@example.org", scope=Scope.LIST, house=house).split("/")[-2]

    assert leaving_of(change(signed)) is None
