"""What stands between a visitor and the site: whom a request comes from, and who may keep an answer.

Sources: https://developers.cloudflare.com/fundamentals/reference/http-headers/,
https://devcenter.heroku.com/articles/http-routing#heroku-headers
"""

from collections.abc import Callable, Mapping, Sequence
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nobody keeps what may be about somebody; what everybody may see says so itself.
NOT_KEPT = "private, no-store"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class RealClient:
    """Puts the visitor's own address in REMOTE_ADDR, for whoever counts or notes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(
            request.META["REMOTE_ADDR"],
            request.headers,
            secrets=settings.EDGE_SECRET,
            proxies=settings.PROXIES,
        )
        return self.get_response(request)


class CarefulHeaders:
    """On every answer: whether it may be kept, and which of a device's senses a page may ask for (none)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        if response.cookies:
            # Whoever is given a cookie has seen something of their own: a message, a form's token.
            response.headers["Cache-Control"] = NOT_KEPT
        elif response.headers["Cache-Control"].startswith("public"):
            _same_for_everybody(response)
        return response


def _same_for_everybody(response: HttpResponse) -> None:
    """Who asked was looked at, and made no difference."""
    varies = [name for name in response.headers.get("Vary", "").split(", ") if name not in ("", "Cookie")]
    if varies:
        response.headers["Vary"] = ", ".join(varies)
    else:
        del response.headers["Vary"]


def client_address(remote: str, headers: Mapping[str, str], *, secrets: Sequence[str], proxies: int) -> str:
    """The address to count a visitor's tries by; `remote` is who is connected to us.

    A request that knows one of the `secrets` comes through our own Cloudflare rule, whose CF-Connecting-IP is
    true. Where there are secrets and it knows none, it came past Cloudflare: only Heroku's router stands in
    between. Without secrets, `proxies` of our own have each added to X-Forwarded-For whom they were asked by.
    """
    if secrets:
        named = _address(headers.get("CF-Connecting-IP", ""))
        if named and knows(headers.get("X-Edge-Secret", ""), secrets):
            return named
        proxies = min(proxies, 1)
    return _forwarded(remote, headers.get("X-Forwarded-For", ""), proxies)


def knows(said: str, secrets: Sequence[str]) -> bool:
    """Whether `said` is one of them, told in the same time whichever it is."""
    return any([compare_digest(said.encode(), secret.encode()) for secret in secrets])


def _forwarded(remote: str, forwarded: str, proxies: int) -> str:
    """Anybody may write what stands before the last `proxies` entries, of which the first is the visitor."""
    entries = [entry for part in forwarded.split(",") if (entry := part.strip())]
    if not proxies or not entries:
        return remote
    return _address(entries[-min(proxies, len(entries))]) or remote


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
