"""The content security policy on every answer."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.middleware import ContentSecurityPolicy


def policy_of(path: str) -> str:
    middleware = ContentSecurityPolicy(lambda request: HttpResponse())
    return middleware(RequestFactory().get(path)).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("base", "pays_at"),
    [
        ("https://api.stripe.com", "https://checkout.stripe.com"),
        ("http://127.0.0.1:8181", "http://127.0.0.1:8181"),
    ],
)
def test_public_forms_may_lead_to_the_payment_page_in_use(settings, base, pays_at):
    settings.STRIPE_API_BASE = base

    assert f"form-action 'self' {pays_at};" in policy_of("/stay/mine/")
    assert "form-action 'self';" in policy_of("/admin/")


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_pictures_come_from_the_media_domain_where_there_is_one(settings, path):
    assert "img-src 'self' data:" in policy_of(path)
    assert "https://media.example.org" not in policy_of(path)

    settings.MEDIA_URL = "https://media.example.org/"

    assert "https://media.example.org/" in policy_of(path)


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_pages_frame_only_the_players_of_films_we_know(path):
    (frames,) = [part for part in policy_of(path).split("; ") if part.startswith("frame-src")]
    players = "https://www.youtube-nocookie.com https://player.vimeo.com"

    assert frames == ("frame-src " if path == "/" else "frame-src 'self' ") + players
