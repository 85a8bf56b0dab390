"""A steward answers a request by the link of a mail: a page that asks once more, and acts by POST only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bookings.actions import Refused
from bookings.actions.replies import answer
from bookings.forms.conversation import AnswerForm
from bookings.queries.answers import key_signed, standing_of
from bookings.queries.told import as_sentence
from bookings.rules.replies import Answer, Asked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: HttpRequest, signed: str, verb: str) -> HttpResponse:
    """Whoever has the link acts as its steward, for its request alone; nobody signs in.

    Context: `booking`, `key`, `standing`, `told` (what was done with it before), `verb`, `form`; `done` once
    it is.
    """
    key = key_signed(signed)
    if key is None or verb not in set(Answer):
        raise Http404
    now = timezone.now()
    form = AnswerForm(request.POST if request.method == "POST" else None, verb=Answer(verb))
    done = ""
    if request.method == "POST" and form.is_valid():
        try:
            done = answer(key, Asked(Answer(verb), form.cleaned_data.get("reason", "")), now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
    standing = standing_of(key, now=now)
    context = {
        "booking": key.booking,
        "key": key,
        "standing": standing,
        "told": as_sentence(standing.told, key.booking.house) if standing.told else "",
        "verb": verb,
        "form": form,
        "done": done,
    }
    page = render(request, "bookings/answer.html", context)
    # The address is a key: no other site learns it.
    page["Referrer-Policy"] = "same-origin"
    page["X-Robots-Tag"] = "noindex"
    return page
