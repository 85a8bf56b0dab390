"""Signing in by code: one form, one page for the code, the same for every address."""

import time
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStage, LoginStageController
from allauth.account.views import ConfirmLoginCodeView
from allauth.core import ratelimit
from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView

from members.actions import account_for
from members.forms import CodeForm, EmailForm


class CodeProcess(LoginCodeVerificationProcess):
    """allauth's, but a code goes to any address and the account is looked up, or made, when it comes back.

    allauth would send another mail to an unknown address, which tells who has an account here.
    """

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> None:
        """Send a code to `email` and wait in the session for it to come back."""
        login = Login(user=None, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email), initiated_by_user=True)
        process = cls(stage)
        process.send()
        process.persist()

    @classmethod
    def resume(cls, stage: LoginStage) -> "CodeProcess | None":
        return cast("CodeProcess | None", cls(stage).abort_if_invalid())

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        minutes = app_settings.LOGIN_BY_CODE_TIMEOUT // 60
        get_adapter().send_mail(
            "email/members/code", email, {"code": self.generate_code(), "minutes": minutes}
        )

    def resend(self) -> None:
        """A new code, good for as long as the first was; wrong tries count on. RateLimited if too often."""
        key = self.state["email"]
        ratelimit.consume(self.request, action="request_login_code", key=key, raise_exception=True)
        self.state["at"] = time.time()
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        email = self.state["email"]
        user = account_for(email, language=get_language() or "en", now=timezone.now())
        record_authentication(self.request, user, method="code", email=email)
        login = Login(user=user, email=email, redirect_url=redirect_url)
        return cast(HttpResponse, perform_login(self.request, login))


class SignIn(RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):
    """Where to send the code."""

    form_class = EmailForm
    template_name = "account/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Wagtail sends people here who are signed in but have nothing to do in its admin.
        admin = str(self.get_next_url() or "").startswith(reverse("wagtailadmin_home"))
        if admin and request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """Nowhere: whoever comes back from the page for the code wants to type another address."""

    def form_valid(self, form: EmailForm) -> HttpResponse:
        CodeProcess.begin(self.request, form.cleaned_data["email"])
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch"
)
class EnterCode(ConfirmLoginCodeView):
    """The page for the code; `action=resend` sends another."""

    form_class = CodeForm
    template_name = "account/confirm_login_code.html"
    _process: CodeProcess

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        process = CodeProcess.resume(self.stage)
        if process is None:
            return self._ask_again(_("That code is too old by now. Ask for a new one."))
        self._process = process
        # Not the parent's own dispatch, which would resume allauth's process.
        return super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type:
        return super().get_form_class() if self._action == "resend" else self.form_class

    def _resend_form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            self._process.resend()
        except RateLimited:
            messages.error(self.request, get_adapter().error_messages["rate_limited"])
        else:
            messages.success(self.request, _("A new code is on its way. The one before no longer works."))
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self._ask_again(
            _("That was one wrong code too many, so it no longer works. Ask for a new one.")
        )

    def _ask_again(self, words: str) -> HttpResponse:
        messages.warning(self.request, words)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))
