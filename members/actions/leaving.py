"""A person goes: what is theirs is erased in every app, or nothing is."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from members.models import User

# Of these apps goes whatever hangs on an account: addresses, second factors, settings of the admin.
GO_WITH_THE_ACCOUNT: Final = frozenset({"account", "mfa", "socialaccount", "wagtailadmin", "wagtailusers"})

THEIRS_ALONE: Final = frozenset({"wagtailcore.APIToken", "wagtailcore.PageSubscription"})


class CannotErase(Exception):
    """Something has to be settled first: `reasons`, as sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def why_not_erase(person: User, *, now: datetime) -> list[str]:
    """What has to be settled before `person` can be erased; nothing where they can."""
    asked = settings.WIRING["person_erase"]["why_not"]
    return [reason for name in asked for reason in import_string(name)(person, now=now)]


@transaction.atomic
def erase(person: User, *, by: User, now: datetime) -> None:
    """Blank all that is known about `person`; rows of money, nights and history stay, of nobody any more.

    Documents that the law wants kept stay as they are. CannotErase where something is not settled.
    """
    locked = User.objects.select_for_update().get(pk=person.pk)
    if locked.erased_at:
        raise CannotErase([_("This account was erased already.")])
    if reasons := why_not_erase(locked, now=now):
        raise CannotErase(reasons)
    for name in settings.WIRING["person_erase"]["erase"]:
        import_string(name)(locked, by=by, now=now)
    locked.refresh_from_db()
    forget_in_log([locked])
    log(locked, "members.erase", user=by, timestamp=now)


def erase_account(person: User, *, by: User, now: datetime) -> None:
    """This app's own part of it, the last: an account that nobody can open, with no name and no address."""
    drop_belongings(person)
    if person.photo:
        forget_file(person.photo)
    person.email, person.name = tombstone(person), called_when_gone()
    person.phone = person.bio = person.photo = ""
    person.is_active = person.is_staff = person.is_named = False
    person.last_login, person.erased_at = None, now
    person.set_unusable_password()
    person.save()
    person.groups.clear()


def tombstone(person: User) -> str:
    """The address of somebody who is gone: their own, and no one's."""
    return f"erased-{person.pk}@erased.invalid"


def called_when_gone() -> str:
    """Their name from then on, in the network's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Erased account")


def drop_belongings(person: User) -> None:
    """What hangs on the account alone, with its files."""
    for model in apps.get_models():
        if goes_with_the_account(model):
            for field in model._meta.local_concrete_fields:
                if field.related_model is User:
                    _drop(model, {field.name: person})


def goes_with_the_account(model: type[Model]) -> bool:
    """Whether its rows are of use to nobody but the one who has the account."""
    return model._meta.app_label in GO_WITH_THE_ACCOUNT or model._meta.label in THEIRS_ALONE


def _drop(model: type[Model], of: dict[str, Any]) -> None:
    for row in model._base_manager.filter(**of):
        if avatar := getattr(row, "avatar", None):
            forget_file(avatar)
        row.delete()


def forget_file(file: FieldFile) -> None:
    """Delete it once its row is gone for good."""
    if file.name:
        transaction.on_commit(partial(file.storage.delete, file.name))


def forget_in_log(rows: Iterable[Model]) -> None:
    """Name `rows` in Wagtail's log as they are named now, and keep of what was done only that it was."""
    for row in rows:
        entries = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
        )
        entries.update(label=str(row)[:200], data={})
