"""A person follows a house, or does not any more: nobody says it for somebody else."""

from datetime import datetime

from locations.models import Follow, House
from members.models import User


def follow(house: House, *, by: User, now: datetime) -> Follow:
    """`by` is mailed what the house announces; who follows already goes on since when they did."""
    return Follow.objects.get_or_create(house=house, person=by, defaults={"since": now})[0]


def unfollow(house: House, *, by: User) -> bool:
    """`by` is mailed no announcement of the house any more; whether they were until now."""
    return bool(Follow.objects.filter(house=house, person=by).delete()[0])
