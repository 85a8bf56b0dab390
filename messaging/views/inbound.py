"""Mail that came in, in Wagtail's admin: what waits for a steward's word, and what became of the rest."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from locations.views.frame import framed
from locations.views.houses import StewardRequest
from messaging.access import inbound_for
from messaging.actions.held import NotHeld, pass_on_held, refuse_held, work_again
from messaging.models import Attachment, Inbound, InboundState
from messaging.views.downloads import download

ON_A_PAGE = 50
Decide = Callable[..., Inbound]


@require_GET
def inbound_list(request: StewardRequest) -> HttpResponse:
    """Mails the reader may see: what is held, unless asked otherwise. Context: `page`, `state`, `states`."""
    state = request.GET.get("state", InboundState.HELD)
    mails = inbound_for(request.user).select_related("house").defer("text", "stripped", "headers")
    if state in InboundState.values:
        mails = mails.filter(state=state)
    paginator = WagtailPaginator(mails, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "state": state,
        "states": InboundState.choices,
    }
    return framed(request, "messaging/inbound/list.html", context, title=_("Mails that came in"), icon="mail")


@require_GET
def inbound_page(request: StewardRequest, pk: int) -> HttpResponse:
    """One mail. Context: `mail`, `files`, and whether it `is_held` or `may_be_worked_on_again`."""
    mail = _mail_or_404(request, pk)
    context = {
        "mail": mail,
        "files": mail.attachments.all(),
        "is_held": mail.state == InboundState.HELD,
        "may_be_worked_on_again": request.user.is_superuser and mail.state != InboundState.WAITING,
    }
    trail = [(reverse("mails:inbound_list"), _("Mails that came in"))]
    title = mail.subject or _("(no subject)")
    return framed(request, "messaging/inbound/page.html", context, title=title, icon="mail", trail=trail)


@require_GET
def inbound_file(request: StewardRequest, pk: int, file: int) -> FileResponse:
    mail = _mail_or_404(request, pk)
    return download(get_object_or_404(Attachment, inbound=mail, pk=file))


@require_POST
def pass_on(request: StewardRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, pass_on_held, done=gettext_lazy("The mail goes on to its list."))


@require_POST
def refuse(request: StewardRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, refuse_held, done=gettext_lazy("Refused: nobody gets the mail."))


@require_POST
def again(request: StewardRequest, pk: int) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    return _decide(request, pk, work_again, done=gettext_lazy("The mail is worked on again."))


def _decide(request: StewardRequest, pk: int, act: Decide, *, done: object) -> HttpResponse:
    mail, now = _mail_or_404(request, pk), timezone.now()
    try:
        act(mail, by=request.user, now=now)
    except NotHeld as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect("mails:inbound", pk)


def _mail_or_404(request: StewardRequest, pk: int) -> Inbound:
    return get_object_or_404(inbound_for(request.user).select_related("house", "by"), pk=pk)
