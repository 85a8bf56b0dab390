"""The outbox in Wagtail's admin: what was written to whom, and what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET
from wagtail.admin.paginator import WagtailPaginator

from locations.views.frame import framed
from messaging.access import found, messages_for
from messaging.models import Message, MessageState

ON_A_PAGE = 50
# A mail is shown as it is, and can do nothing: no script, no form, no picture from elsewhere.
PREVIEW = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    """Mails the reader may see, newest first. Context: `page`, `words`, `state`, `states`."""
    messages = messages_for(request.user).select_related("house").defer("text", "html")
    words, state = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("state", "")
    if words:
        messages = found(messages, words)
    if state in MessageState.values:
        messages = messages.filter(state=state)
    paginator = WagtailPaginator(messages, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "words": words,
        "state": state,
        "states": MessageState.choices,
    }
    return framed(request, "messaging/message_list.html", context, title=_("Mails"), icon="mail")


@require_GET
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail. Context: `message`."""
    message = _message_or_404(request, pk)
    trail = [(reverse("mails:list"), _("Mails"))]
    title, context = message.subject, {"mail": message}
    return framed(request, "messaging/message_page.html", context, title=title, icon="mail", trail=trail)


@require_GET
@xframe_options_sameorigin
def message_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of one mail, for the frame on its page; a sealed one has none to show."""
    message = _message_or_404(request, pk)
    if message.is_sealed or not message.html:
        raise Http404
    return HttpResponse(message.html, headers={"Content-Security-Policy": PREVIEW})


def _message_or_404(request: HttpRequest, pk: int) -> Message:
    return get_object_or_404(messages_for(request.user).select_related("house", "thread"), pk=pk)
