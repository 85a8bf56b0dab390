"""The people of the demo: an operator, each house's stewards, and guests from many places."""

import unicodedata
from collections.abc import Iterator
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from config.seed.plans import HousePlan
from config.seed.words import guests as words
from members.models import User

PASSWORD = "modernomad-demo"  # noqa: S105 - the demo's, printed for everybody
OPERATOR = "operator@example.org"
# What Wagtail's letters can't be taken apart into.
PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ı": "i", "ł": "l", "Ł": "L"})


def operator() -> User:
    """The network's operator, made or found."""
    made, _new = User.objects.update_or_create(
        email=OPERATOR,
        defaults={
            "name": "Rosalind Achterberg",
            "bio": "One of the two people who look after the site.",
            "password": make_password(PASSWORD),
            "is_staff": True,
            "is_superuser": True,
        },
    )
    return made


def stewards(plan: HousePlan, *, password: str) -> list[User]:
    """The people who run a house, not yet given their role; `password` is hashed already."""
    return User.objects.bulk_create(
        User(
            email=f"{mailbox}@{plan.slug}.example.org",
            name=name,
            bio=bio,
            password=password,
            is_staff=True,
        )
        for mailbox, (name, bio) in plan.stewards.items()
    )


def guests(number: int, rng: Random) -> list[User]:
    """`number` people who sign in by code only."""
    everybody = _people(rng)
    return User.objects.bulk_create((next(everybody) for _ in range(number)), batch_size=1000)


def _people(rng: Random) -> Iterator[User]:
    """People without end: every name of every place once, then once more with a number in the address."""
    names = [
        (first, last, place)
        for place, (firsts, lasts) in words.PLACES.items()
        for first in firsts
        for last in lasts
    ]
    rng.shuffle(names)
    for round_ in count():
        for first, last, place in names:
            mailbox = f"{_plain(first)}.{_plain(last)}" + (f"{round_ + 1}" if round_ else "")
            bio = rng.choice(words.BIOS).format(name=first, place=place, craft=rng.choice(words.CRAFTS))
            yield User(
                email=f"{mailbox}@example.org",
                name=f"{first} {last}",
                bio=bio,
                phone=f"+1 202 555 01{rng.randrange(100):02d}" if rng.random() < 0.3 else "",
                password=make_password(None),
            )


def _plain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode()
    return slugify(plain)
