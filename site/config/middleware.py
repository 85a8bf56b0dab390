"""Headers on every answer, and where an address leads that has changed."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from config.storage import StoreUnavailable
from home.rules.embeds import PLAYERS
from locations.views.moved import may_follow, moved_to

logger = logging.getLogger(__name__)

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{media}; font-src 'self'; "
    "connect-src 'self'; form-action 'self'{pay}; frame-ancestors 'self'; base-uri 'none'; "
    "manifest-src 'self'; frame-src {players}"
)
# Wagtail 8's own widgets still carry inline scripts and styles.
ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{media}; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; "
    "object-src 'none'; frame-src 'self' {players}"
)


class ContentSecurityPolicy:
    """Strict on every public page; what Wagtail's admin needs below /admin/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN if request.path.startswith("/admin/") else PUBLIC
        response.headers.setdefault(
            "Content-Security-Policy", policy.format(media=_media(), pay=_pay(), players=" ".join(PLAYERS))
        )
        return response


class StoreOutage:
    """An upload while the bucket is away: 503, with words for who sent it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, StoreUnavailable):
            return None
        logger.error("The file store did not answer.", exc_info=error)
        answer = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
        answer.headers["Retry-After"] = "60"
        return answer


def _media() -> str:
    return "" if settings.MEDIA_URL.startswith("/") else f" {settings.MEDIA_URL}"


def _pay() -> str:
    """Posting "pay" redirects to the payment page, and browsers apply form-action to redirects."""
    if "stripe.com" in settings.STRIPE_API_BASE:
        return " https://checkout.stripe.com"
    return f" {settings.STRIPE_API_BASE}"


class Redirects(RedirectMiddleware):
    """From an address that has changed to the new one; never to a house that the visitor may not see."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404:
            return response
        if address := moved_to(request):
            return HttpResponsePermanentRedirect(address)
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is response or may_follow(request, answer.headers["Location"]):
            return answer
        return response
