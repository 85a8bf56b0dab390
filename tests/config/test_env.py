"""Settings from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import listed, plain_host


def test_a_list_may_have_spaces_and_ends():
    assert listed(" example.org, www.example.org ,,") == ["example.org", "www.example.org"]


@pytest.mark.parametrize(
    "hosts", [["example.org", "*"], ["*", "example.org"], [".example.org", "example.org", "www.example.org"]]
)
def test_the_sites_address_is_the_first_host_without_a_wildcard(hosts):
    assert plain_host(hosts) == "example.org"


@pytest.mark.parametrize("hosts", [["*"], [".example.org"], []])
def test_only_wildcards_are_refused_by_name(hosts):
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS, or set SITE_URL"):
        plain_host(hosts)
