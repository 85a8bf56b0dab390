"""Whom a request comes from, which nobody can make up, and what is said on every answer."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.edge import CarefulHeaders, RealClient, client_address

VISITOR, CLOUDFLARE, FORGED = "203.0.113.9", "198.51.100.2", "192.0.2.66"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        (VISITOR, 0, "10.0.0.1"),
        (VISITOR, 1, VISITOR),
        (f"{VISITOR}, {CLOUDFLARE}", 2, VISITOR),
        (f"{FORGED}, {VISITOR}, {CLOUDFLARE}", 2, VISITOR),
        (VISITOR, 2, VISITOR),
        ("2001:db8::1", 1, "2001:db8::1"),
        (" ,", 2, "10.0.0.1"),
        ("<script>", 1, "10.0.0.1"),
    ],
)
def test_without_a_secret_our_own_proxies_name_the_visitor(forwarded, proxies, expected):
    headers = {"X-Forwarded-For": forwarded}

    assert client_address("10.0.0.1", headers, secrets=[], proxies=proxies) == expected


@pytest.mark.parametrize(
    ("secret", "expected"),
    [("current", VISITOR), ("previous", VISITOR), ("guessed", FORGED), ("", FORGED)],
)
def test_cloudflare_is_believed_with_the_secret_alone(secret, expected):
    # Whoever goes past Cloudflare writes both headers; the router adds the address they really have.
    headers = {
        "CF-Connecting-IP": VISITOR,
        "X-Forwarded-For": f"{VISITOR}, {FORGED}",
        "X-Edge-Secret": secret,
    }

    found = client_address("10.0.0.1", headers, secrets=["current", "previous"], proxies=2)

    assert found == expected


def test_empty_secret_lets_nobody_in():
    headers = {"CF-Connecting-IP": VISITOR, "X-Forwarded-For": FORGED}

    assert client_address("10.0.0.1", headers, secrets=["current"], proxies=1) == FORGED


def test_request_carries_the_address(settings):
    settings.EDGE_SECRET = ["current"]
    request = RequestFactory().get("/", headers={"CF-Connecting-IP": VISITOR, "X-Edge-Secret": "current"})

    RealClient(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == VISITOR


def test_nothing_is_kept_unless_it_says_so():
    silent = CarefulHeaders(lambda request: HttpResponse())
    public = CarefulHeaders(lambda request: HttpResponse(headers={"Cache-Control": "public, max-age=60"}))
    request = RequestFactory().get("/")

    assert silent(request).headers["Cache-Control"] == "private, no-store"
    assert public(request).headers["Cache-Control"] == "public, max-age=60"
    assert "camera=()" in silent(request).headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/healthz", "/accounts/login/", "/stay/", "/nowhere/", "/admin/"])
def test_every_answer_is_careful(client, address):
    headers = client.get(address).headers

    assert "no-store" in headers["Cache-Control"] or "s-maxage" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
