"""Headers on every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{media}; font-src 'self'; "
    "connect-src 'self'; form-action 'self'{pay}; frame-ancestors 'self'; base-uri 'none'; "
    "manifest-src 'self'"
)
# Wagtail 8's own widgets still carry inline scripts and styles.
ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{media}; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; "
    "object-src 'none'"
)


class ContentSecurityPolicy:
    """Strict on every public page; what Wagtail's admin needs below /admin/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        media = f" {settings.MEDIA_URL}" if settings.MEDIA_URL.startswith("https:") else ""
        # Posting "pay" redirects to the payment page, and browsers apply form-action to redirects.
        pay = " https://checkout.stripe.com"
        if "stripe.com" not in settings.STRIPE_API_BASE:
            pay = f" {settings.STRIPE_API_BASE}"
        self.public = PUBLIC.format(media=media, pay=pay)
        self.admin = ADMIN.format(media=media)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = self.admin if request.path.startswith("/admin/") else self.public
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
