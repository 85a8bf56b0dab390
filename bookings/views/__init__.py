"""What guests see of bookings."""

from django.http import HttpRequest

from members.models import User


class GuestRequest(HttpRequest):
    """A request behind `login_required`."""

    user: User
