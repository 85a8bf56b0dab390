"""What allauth asks of a site: who is asking, where it may send people, and our words for its errors."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """Named in settings.ACCOUNT_ADAPTER."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code. Look for it in the newest mail from us."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "rate_limited": _("That was often. Wait a minute, then try again."),
        "too_many_login_attempts": _("That was often. Wait five minutes, then try again."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's: the site's middleware has looked past its own proxies (config.edge)."""
        return str(request.META["REMOTE_ADDR"])

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this site; allauth would take other hosts of ours too."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {**context, "network": settings.WAGTAIL_SITE_NAME})
