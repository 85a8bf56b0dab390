"""The doors that Mailgun calls. 200: done; 406: never send it again; 503: send it again later."""

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from messaging import inbound, webhooks
from messaging.rules.addresses import LISTS, Address
from messaging.webhooks import NotAccepted, TryAgain

# Mailgun takes mails up to 25 MB; what it makes of one is larger. This is read here and not by Django, whose
# own limit of 2.5 MB stands for every other address.
LARGEST_MAIL = 40 * 1024 * 1024
LARGEST_EVENT = 1024 * 1024
AT_ONCE = 1024 * 1024


@csrf_exempt
@require_POST
@never_cache
def take_mail(request: HttpRequest) -> HttpResponse:
    return _take_mail(request)


@csrf_exempt
@require_POST
@never_cache
def take_mail_of_old_route(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Where Modernomad's own routes lead, with the list in the address."""
    if name.lower() not in LISTS:
        return _answer(406, "There is no such list.")
    return _take_mail(request, at=Address(name.lower(), slug.lower()))


@csrf_exempt
@require_POST
@never_cache
def take_event(request: HttpRequest) -> HttpResponse:
    try:
        event = webhooks.receive(_body(request, LARGEST_EVENT), now=timezone.now())
    except NotAccepted as error:
        return _answer(406, str(error))
    except TryAgain as error:
        return _answer(503, str(error))
    return _answer(200, "stored" if event else "known")


def _take_mail(request: HttpRequest, *, at: Address | None = None) -> HttpResponse:
    kind, now = request.headers.get("Content-Type", ""), timezone.now()
    try:
        stored = inbound.receive(_body(request, LARGEST_MAIL), content_type=kind, now=now, at=at)
    except NotAccepted as error:
        return _answer(406, str(error))
    except TryAgain as error:
        return _answer(503, str(error))
    return _answer(200, "stored" if stored else "known")


def _body(request: HttpRequest, limit: int) -> bytes:
    """All of what is posted: NotAccepted if it is larger, TryAgain if not all of it came."""
    said = request.headers.get("Content-Length", "")
    length = int(said) if said.isascii() and said.isdecimal() else None
    if length is not None and length > limit:
        raise NotAccepted("It is too large.")
    parts, size = [], 0
    try:
        while part := request.read(AT_ONCE):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise NotAccepted("It is too large.")
    except UnreadablePostError as error:
        raise TryAgain("It broke off.") from error
    if length is not None and size < length:
        raise TryAgain("It broke off.")
    return b"".join(parts)


def _answer(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain")
