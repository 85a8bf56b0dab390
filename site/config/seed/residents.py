"""Who lives in a house of the demo, and how one gets in."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from config.seed.words.residents import RESIDENTS, SECRETS
from locations.actions import keep_secrets
from locations.models import House, Residency
from members.models import User


def move_in(house: House, *, day: date, by: User, now: datetime) -> None:
    """The house's people and its secrets, if the demo knows of any; `day` is the house's today."""
    planned = RESIDENTS.get(house.slug, [])
    people = User.objects.bulk_create(
        User(
            email=f"{slugify(name.split()[0])}@{house.slug}.example.org",
            name=name,
            bio=bio,
            password=make_password(None),
        )
        for name, bio, _days, _listed in planned
    )
    Residency.objects.bulk_create(
        Residency(house=house, person=person, start=day - timedelta(days=days), listed=listed)
        for person, (_name, _bio, days, listed) in zip(people, planned, strict=True)
    )
    if secrets := SECRETS.get(house.slug):
        keep_secrets(house, secrets, by=by, now=now)
