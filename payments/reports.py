"""Reports in Wagtail's admin: figures of the reader's houses, an operator's of the network."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from payments.access import reported_houses
from payments.feeds.sheets import as_csv, as_xlsx
from payments.forms.reports import PeriodForm, choices, presets
from payments.queries.reports import Report, movements, nights, payouts, taxes
from payments.rules.period import Period

ON_A_PAGE = 200
FILES: dict[str, tuple[Callable[[Report], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Build(Protocol):
    """What makes a report; with at most `most` rows in its tables."""

    def __call__(self, houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report: ...


@require_GET
def payments_report(request: StewardRequest) -> HttpResponse:
    return show(request, movements)


@require_GET
def nights_report(request: StewardRequest) -> HttpResponse:
    return show(request, nights)


@require_GET
def taxes_report(request: StewardRequest) -> HttpResponse:
    return show(request, taxes)


@require_GET
def payouts_report(request: StewardRequest) -> HttpResponse:
    return show(request, partial(payouts, is_whole=_is_network(request)))


More = Callable[[QuerySet[House], Period], Mapping[str, object]]


def nothing_more(houses: QuerySet[House], period: Period) -> Mapping[str, object]:
    """Nothing but the report."""
    return {}


def show(
    request: StewardRequest,
    build: Build,
    *,
    template: str = "payments/desk/report.html",
    more: More = nothing_more,
) -> HttpResponse:
    """A report as a page, or as a file where `export` asks for one; 404 for a house of others.

    Context: `report` (None where the days make no sense), `form`, `houses` and `house` to narrow, `query`,
    `is_network`, `presets` of days with their names; and what `more` gives to a `template` of its own.
    """
    houses = reported_houses(request.user)
    names, slug = choices(houses), request.GET.get("house", "").replace("\0", "")
    if not names or (slug and slug not in dict(names)):
        raise Http404
    if slug:
        houses = houses.filter(slug=slug)
    form = PeriodForm(request.GET, today=timezone.localdate())
    period = form.period
    export = request.GET.get("export", "")
    if period is not None and export in FILES:
        return _file(build(houses, period), export, period)
    query = request.GET.copy()
    query.pop("export", None)
    report = None if period is None else build(houses, period, most=ON_A_PAGE)
    context = {
        "report": report,
        "form": form,
        "houses": names,
        "house": request.GET.get("house", ""),
        "query": query.urlencode(),
        "is_network": _is_network(request),
        "period": period,
        "presets": presets(timezone.localdate()),
        **({} if period is None else more(houses, period)),
    }
    trail = [(reverse("money:payments"), _("Figures"))]
    title = report.title if report else _("Figures")
    return framed(request, template, context, title=title, icon="table", trail=trail)


def _is_network(request: StewardRequest) -> bool:
    return request.user.is_superuser and not request.GET.get("house")


def _file(report: Report, kind: str, period: Period) -> HttpResponse:
    write, content_type = FILES[kind]
    answer = HttpResponse(write(report), content_type=content_type)
    name = f"{report.name}-{period.start}-{period.end}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
