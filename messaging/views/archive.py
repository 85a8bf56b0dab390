"""What was sent to a list, for those who are on it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from locations.models import House
from locations.queries import house_at
from messaging.access import may_read_list
from messaging.models import Attachment, Inbound
from messaging.queries import list_at, sent_to
from messaging.views.downloads import download

ON_A_PAGE = 30


@require_GET
@never_cache
@login_required
def archive(request: HttpRequest, house: str, name: str) -> HttpResponse:
    """The newest first. Context: `house`, `list`, `mails`."""
    of = _house_or_404(request, house, name)
    mails = sent_to(of, name).defer("text", "stripped", "headers")
    page = Paginator(mails, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "messaging/archive/list.html", {"house": of, "list": list_at(of, name), "mails": page}
    )


@require_GET
@never_cache
@login_required
def archived(request: HttpRequest, house: str, name: str, pk: int) -> HttpResponse:
    """One mail. Context: `house`, `list`, `mail`, `files`."""
    of = _house_or_404(request, house, name)
    mail = _mail_or_404(of, name, pk)
    context = {"house": of, "list": list_at(of, name), "mail": mail, "files": mail.attachments.all()}
    return render(request, "messaging/archive/mail.html", context)


@require_GET
@never_cache
@login_required
def archived_file(request: HttpRequest, house: str, name: str, pk: int, file: int) -> FileResponse:
    mail = _mail_or_404(_house_or_404(request, house, name), name, pk)
    return download(get_object_or_404(Attachment, inbound=mail, pk=file))


def _house_or_404(request: HttpRequest, slug: str, name: str) -> House:
    """The house at that address, now or before, if the reader is on its list of that name."""
    house = house_at(slug)
    if house is None or not may_read_list(request.user, house, name, now=timezone.now()):
        raise Http404
    return house


def _mail_or_404(house: House, name: str, pk: int) -> Inbound:
    return get_object_or_404(sent_to(house, name), pk=pk)
