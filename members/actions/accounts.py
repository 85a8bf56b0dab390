"""Accounts, and what people say about themselves."""

from datetime import datetime

from django.db import IntegrityError, transaction

from members.models import User


def give_name(person: User, *, name: str) -> None:
    """Keep the name of a person who has none yet; a name that is there stays."""
    if name and User.objects.filter(pk=person.pk, name="").update(name=name):
        person.name = name


def choose_to_be_named(person: User, *, named: bool) -> None:
    """Whether the mails of a house may tell its other guests and residents when `person` comes and goes."""
    if person.is_named != named:
        person.is_named = named
        person.save(update_fields=["is_named"])


def account_for(email: str, *, language: str, now: datetime) -> User:
    """The account of whoever has shown that `email` is theirs, made where there is none; it may be closed."""
    found = User.objects.filter(email=email.lower()).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email, language=language, date_joined=now)
    except IntegrityError:
        # Signed in on two devices at once for the first time.
        return User.objects.get(email=email.lower())
