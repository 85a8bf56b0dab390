"""What was done to a house: its pages, pictures, files, settings and rooms, and nothing of other houses."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry, PageLogEntry

from home.models import SiteDocument, SiteImage
from locations.access import houses_for, own_collections, own_pages
from locations.models import House, Room
from members.models import User


class HouseHistory(LogEntriesView):
    """Wagtail's site history shows whoever has one picture those of the whole network; this does not."""

    page_title = _("House history")
    index_url_name = "houses:history"
    index_results_url_name = "houses:history_results"
    # Its choices name the people and kinds of other houses.
    filterset_class = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not houses_for(request.user, may="pages").exists():
            raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_filtered_queryset(self) -> QuerySet[Any]:
        self.log_models = [PageLogEntry, ModelLogEntry]
        entries = [PageLogEntry.objects.filter(page_id__in=own_pages(self.request.user).values("pk"))]
        entries.append(ModelLogEntry.objects.filter(_is_of_own(self.request.user)))
        found = [
            queryset.order_by()
            .values("pk", "timestamp")
            .annotate(log_model_index=Value(index, output_field=IntegerField()))
            for index, queryset in enumerate(entries)
        ]
        return found[0].union(*found[1:], all=True).order_by("-timestamp")


def _is_of_own(user: User) -> Q:
    houses, collections = houses_for(user, may="pages"), own_collections(user)
    rows: list[QuerySet[Any]] = [
        House.objects.filter(pk__in=houses.values("pk")),
        Room.objects.filter(house__in=houses.values("pk")),
        SiteImage.objects.filter(collection__in=collections),
        SiteDocument.objects.filter(collection__in=collections),
    ]
    found = Q()
    for own in rows:
        named = own.order_by().annotate(name_in_log=Cast("pk", CharField())).values("name_in_log")
        found |= Q(content_type=_type(own.model), object_id__in=named)
    return found


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
