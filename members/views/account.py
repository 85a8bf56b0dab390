"""A password for those who have one, and what people say about themselves."""

from typing import cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import ModelForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, UpdateView, View

from members.forms import PasswordForm, ProfileForm
from members.models import User


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInWithPassword(RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):
    """The same door for those who have set a password."""

    form_class = PasswordForm
    template_name = "account/password.html"

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        email = form.user.email
        login = Login(user=form.user, email=email, redirect_url=self.get_next_url())
        return cast(HttpResponse, perform_password_login(self.request, {"email": email}, login))


@method_decorator(never_cache, name="dispatch")
class Profile(LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "account/profile.html"
    success_url = reverse_lazy("profile")

    def get_object(self, queryset: object = None) -> User:
        return _oneself(self.request)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        messages.success(self.request, _("Saved."))
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class OwnPhoto(LoginRequiredMixin, View):
    """A person's own photo: it has no public address."""

    def get(self, request: HttpRequest) -> FileResponse:
        photo = _oneself(request).photo
        if not photo:
            raise Http404
        return FileResponse(photo.open("rb"), content_type="image/jpeg")


def _oneself(request: HttpRequest) -> User:
    """The row of whoever is signed in, read anew: a form that fails must not show in the page's header."""
    return User.objects.get(email=request.user.get_username())
