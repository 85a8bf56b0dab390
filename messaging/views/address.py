"""Another mail address: a code goes to the new one, and a note to the old."""

import time
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.forms import EmailForm
from members.views import PersonRequest
from messaging.actions.address import AddressTaken, change_address
from messaging.forms import AddressCodeForm

KEY: Final = "new_address"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_address(request: PersonRequest) -> HttpResponse:
    """Where to send the code; known and unknown addresses are the same here. Context: `form`."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if email == request.user.email:
            form.add_error("email", _("That is the address you have."))
        else:
            _send_code(request, email)
            return redirect("mail:address_code")
    return render(request, "messaging/new_address.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter_code(request: PersonRequest) -> HttpResponse:
    """The code from the mail to the new address. Context: `form`, `email`."""
    waits = _waiting(request)
    if waits is None:
        messages.warning(request, _("That code is too old by now. Ask for a new one."))
        return redirect("mail:new_address")
    form = AddressCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if compare_user_code(actual=form.cleaned_data["code"], expected=waits["code"]):
            return _change(request, waits["email"])
        waits["tries"] += 1
        request.session[KEY] = waits
        if waits["tries"] >= settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS:
            del request.session[KEY]
            messages.warning(
                request, _("That was one wrong code too many, so it no longer works. Ask for a new one.")
            )
            return redirect("mail:new_address")
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
    return render(request, "messaging/address_code.html", {"form": form, "email": waits["email"]})


def _send_code(request: PersonRequest, email: str) -> None:
    code = get_adapter().generate_login_code()
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    get_adapter().send_mail("email/members/address", email, {"code": code, "minutes": minutes})
    request.session[KEY] = {"email": email, "code": code, "at": time.time(), "tries": 0}


def _waiting(request: PersonRequest) -> dict[str, Any] | None:
    waits: dict[str, Any] | None = request.session.get(KEY)
    if waits and time.time() - waits["at"] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        return waits
    return None


def _change(request: PersonRequest, email: str) -> HttpResponse:
    del request.session[KEY]
    try:
        change_address(request.user, email, by=request.user, now=timezone.now())
    except AddressTaken as taken:
        messages.error(request, str(taken))
    else:
        messages.success(
            request, _("From now on you sign in, and get mail, as %(email)s.") % {"email": email}
        )
    return redirect("profile")
