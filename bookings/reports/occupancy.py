"""How full houses are, what their nights bring, how stays come about, and a room's year to take away."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from bookings.queries import reports
from locations.access import house_or_404
from locations.models import House, Room
from locations.views.houses import StewardRequest
from payments.feeds.sheets import csv_of, table
from payments.reports import show
from payments.rules.period import EARLIEST, LATEST, Period


@require_GET
def occupancy_report(request: StewardRequest) -> HttpResponse:
    return show(request, reports.occupancy, template="bookings/desk/occupancy.html", more=_rooms)


@require_GET
def stays_report(request: StewardRequest) -> HttpResponse:
    return show(request, reports.stays)


@require_GET
def room_year(request: StewardRequest, house: str, room: str, year: int) -> HttpResponse:
    """Twelve months of a room as CSV; 404 for years no report is about."""
    found = house_or_404(request.user, house, may="reports")
    one = get_object_or_404(Room.objects.select_related("house"), house=found, slug=room)
    if not EARLIEST.year <= year <= LATEST.year:
        raise Http404
    answer = HttpResponse(csv_of(table(reports.room_year(one, year))), content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-{one.slug}-{year}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rooms(houses: QuerySet[House], period: Period) -> Mapping[str, object]:
    rooms = Room.objects.filter(house__in=houses.values("pk")).select_related("house")
    return {"rooms": rooms.order_by("house__name", "order", "name"), "year": period.end.year}
