"""The guest writes to the house from the page of their stay, and fetches files that came with its mails."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bookings.actions import write_to_house
from bookings.forms.conversation import WriteForm
from bookings.views.mine import own_stay, show
from members.views import PersonRequest
from messaging.actions.posts import Said
from messaging.queries.conversation import file_at
from messaging.views.downloads import download


@never_cache
@require_POST
@login_required
def write(request: PersonRequest, number: str) -> HttpResponse:
    """Send a message; without words, or after too many, the page comes back and says so."""
    booking, now = own_stay(request, number), timezone.now()
    form = WriteForm(request.POST)
    if not form.is_valid():
        return show(request, booking, form, now=now)
    if not ratelimit.consume(request, action="write_to_house"):
        form.add_error(
            "text", _("That were many messages in a short time. Wait an hour, then send it again.")
        )
        return show(request, booking, form, now=now)
    said = Said(form.cleaned_data["text"])
    write_to_house(booking, said=said, by=request.user, now=now, key=form.cleaned_data["key"])
    messages.success(request, _("Sent. The house gets it as a mail."))
    return redirect("my_stay", number)


@never_cache
@require_GET
@login_required
def file(request: PersonRequest, number: str, file: int) -> FileResponse:
    """A file of the conversation that the guest is part of."""
    booking = own_stay(request, number)
    found = file_at(booking.thread, file, reader=request.user.pk)
    if found is None:
        raise Http404
    return download(found, is_typed=True)
