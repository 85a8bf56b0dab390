"""Signing in, and what people say about themselves."""

from functools import partial
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.users import forms as wagtail_forms

from members.images import portrait
from members.models import User

MEGABYTE = 1024 * 1024
LARGEST_PHOTO = 10 * MEGABYTE
MOST_PIXELS = 40_000_000
EMAIL = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}


class EmailForm(forms.Form):
    """Where to send a code. Nobody is looked up: a known and an unknown address are the same here."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs=EMAIL),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("That is no e-mail address. It looks like ana@example.org."),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise ValidationError(_("Several codes were asked for just now. Wait a minute, then ask again."))
        return email


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail, with or without its dash."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code from the mail.")},
    )


class PasswordForm(forms.Form):
    """For those who have set a password."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs=EMAIL))
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    user: User

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            adapter = get_adapter()
            credentials = {"email": given["email"].lower(), "password": given["password"]}
            user = adapter.authenticate(context.request, **credentials)
            if user is None:
                raise adapter.validation_error("email_password_mismatch")
            self.user = user
        return given


class ProfileForm(forms.ModelForm):
    """What a person says about themselves."""

    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    class Meta:
        model = User
        fields = ("name", "phone", "language", "bio", "photo")
        help_texts: ClassVar[dict[str, Any]] = {
            "phone": _("So that the house can reach you on the day you arrive."),
            "language": _("Mails to you are in it where the house has them."),
            "bio": _("The house reads it when you ask to stay."),
            "photo": _("JPEG, PNG or WebP, up to 10 MB. We keep only the picture, not where it was taken."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "bio": forms.Textarea(attrs={"rows": 5}),
            # The photo has no public address that Django's own widget could link to.
            "photo": forms.FileInput(attrs={"accept": "image/*"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo_before = self.instance.photo.name
        if not self.photo_before:
            del self.fields["remove_photo"]

    def clean_photo(self) -> object:
        photo = self.cleaned_data.get("photo")
        if not isinstance(photo, UploadedFile):
            return photo
        if photo.size and photo.size > LARGEST_PHOTO:
            raise ValidationError(_("The photo is larger than 10 MB. Choose a smaller one."))
        width, height = photo.image.size  # type: ignore[attr-defined] # set by ImageField
        if width * height > MOST_PIXELS:
            raise ValidationError(_("The photo has more than 40 million pixels. Choose a smaller one."))
        try:
            photo.seek(0)
            return portrait(photo)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise ValidationError(_("This picture can't be read. Choose another.")) from error

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data.get("remove_photo") and "photo" not in self.changed_data:
            self.instance.photo = ""
        user: User = super().save(commit)
        if self.photo_before and user.photo.name != self.photo_before:
            transaction.on_commit(partial(user.photo.storage.delete, self.photo_before))
        return user


class EraseForm(forms.Form):
    """Whoever types their own address means it."""

    email = forms.EmailField(
        label=_("Type your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={**EMAIL, "autocomplete": "off"}),
        error_messages={"required": _("Type your e-mail address to say that you mean it.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email != self.person.email:
            raise ValidationError(_("That is another address. Nothing was erased."))
        return email


class UserForm(wagtail_forms.UserForm):
    """A person in Wagtail's admin. Groups follow the roles of houses and are set nowhere else."""

    first_name = last_name = None

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, commit: bool = True) -> User:
        if not self.instance.pk and not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user


class UserCreationForm(UserForm):
    password_required = False

    class Meta:
        model = User
        fields = ("email", "name", "phone", "language", "is_superuser")


class UserEditForm(UserForm):
    password_required = False

    class Meta:
        model = User
        fields = ("email", "name", "phone", "language", "is_active", "is_superuser")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            # Nobody locks themselves out by mistake.
            del self.fields["is_active"], self.fields["is_superuser"]
