"""The pages of signing in, of one's own account, and what Wagtail's admin shows of accounts."""

from django.http import HttpRequest

from members.models import User


class PersonRequest(HttpRequest):
    """A request behind `login_required`."""

    user: User
