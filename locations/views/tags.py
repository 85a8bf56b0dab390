"""The words that pictures and files of the own house carry already."""

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET
from taggit.models import Tag

from home.models import SiteDocument, SiteImage
from locations.access import own_collections

MOST = 10


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """A list of tags that begin with "term"; Wagtail's own view would name those of every house."""
    term = request.GET.get("term", "").replace("\0", "")
    own = own_collections(request.user)
    used = Q(pk__in=SiteImage.objects.filter(collection__in=own).values("tags"))
    used |= Q(pk__in=SiteDocument.objects.filter(collection__in=own).values("tags"))
    tags = Tag.objects.filter(name__istartswith=term) if term else Tag.objects.none()
    if not request.user.is_superuser:
        tags = tags.filter(used)
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True)[:MOST]), safe=False)
