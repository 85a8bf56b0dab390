"""Our calendars, as other programs fetch them."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bookings.feeds import etag, feed_calendar
from bookings.models import Feed


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A feed at its unguessable address, with the same ETag while nothing changed; 404 once it ended."""
    feeds = Feed.objects.select_related("house", "room")
    feed = get_object_or_404(feeds, token=token, ended_at=None)
    data = feed_calendar(feed, now=timezone.now())
    tag = etag(data)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    answer = (
        HttpResponseNotModified()
        if tag in {name.removeprefix("W/") for name in known} or known == ["*"]
        else HttpResponse(data, content_type="text/calendar; charset=utf-8")
    )
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    if answer.status_code == 200:
        name = feed.room.slug if feed.room else feed.house.slug
        answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer
