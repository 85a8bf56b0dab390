"""Settings from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import heroku_hosts, listed, plain_host


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


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ({}, []),
        ({"HEROKU_APP_NAME": "us-pr-7"}, ["us-pr-7.herokuapp.com"]),
        (
            {"HEROKU_APP_NAME": "us-pr-7", "HEROKU_APP_DEFAULT_DOMAIN_NAME": "us-pr-7-1a2b.herokuapp.com"},
            ["us-pr-7-1a2b.herokuapp.com", "us-pr-7.herokuapp.com"],
        ),
    ],
)
def test_a_review_app_has_the_address_that_heroku_gives_it(monkeypatch, given, hosts):
    for name in ("HEROKU_APP_NAME", "HEROKU_APP_DEFAULT_DOMAIN_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert heroku_hosts() == hosts
