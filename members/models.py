"""People: one User for guests, residents, stewards and operators."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Storage without public addresses; a callable, so that migrations hold no settings."""
    return storages["private"]


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password they sign in by code only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A network operator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person. The e-mail address is the login and is kept in lower case."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    bio = models.TextField(_("about you"), blank=True)
    photo = models.ImageField(_("photo"), upload_to="people/%Y/%m", storage=private_storage, blank=True)
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # Their own word: whoever stays or lives in the same house at the time may read their name and dates.
    is_named = models.BooleanField(_("named to others in the house"), default=False, db_default=False)
    # All that was known about them is gone since then; what they did for others to account for is not.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
