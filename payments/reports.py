"""Reports in Wagtail's admin: figures of the reader's houses, an operator's of the network."""

from collections.abc import Callable
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from locations.models import House
from locations.views.frame import framed
from members.models import User
from payments.access import reported_houses
from payments.feeds.sheets import as_csv, as_xlsx
from payments.forms.reports import PeriodForm, choices
from payments.queries.reports import Report, movements, nights, taxes
from payments.rules.period import Period

ON_A_PAGE = 200
FILES: dict[str, tuple[Callable[[Report], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Build(Protocol):
    """What makes a report; with at most `most` rows in its tables."""

    def __call__(self, houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report: ...


class ReaderRequest(HttpRequest):
    """A request that Wagtail's admin let in."""

    user: User


@require_GET
def payments_report(request: ReaderRequest) -> HttpResponse:
    return show(request, movements)


@require_GET
def nights_report(request: ReaderRequest) -> HttpResponse:
    return show(request, nights)


@require_GET
def taxes_report(request: ReaderRequest) -> HttpResponse:
    return show(request, taxes)


def show(request: ReaderRequest, build: Build) -> HttpResponse:
    """A report as a page, or as a file where `export` asks for one; 404 for a house of others.

    Context: `report` (None where the days make no sense), `form`, `houses` and `house` to narrow, `query`,
    `is_network`.
    """
    houses = _asked(request)
    names = choices(reported_houses(request.user))
    form = PeriodForm(request.GET, today=timezone.localdate())
    period = form.period
    export = request.GET.get("export", "")
    if period is not None and export in FILES:
        return _file(build(houses, period), export, period)
    query = request.GET.copy()
    query.pop("export", None)
    context = {
        "report": None if period is None else build(houses, period, most=ON_A_PAGE),
        "form": form,
        "houses": names,
        "house": request.GET.get("house", ""),
        "query": query.urlencode(),
        "is_network": request.user.is_superuser and not request.GET.get("house"),
        "period": period,
    }
    trail = [(reverse("money:payments"), _("Figures"))]
    title = context["report"].title if isinstance(context["report"], Report) else _("Figures")
    return framed(request, "payments/desk/report.html", context, title=title, icon="table", trail=trail)


def _asked(request: ReaderRequest) -> QuerySet[House]:
    houses = reported_houses(request.user)
    slug = request.GET.get("house", "").replace("\0", "")
    found = houses.filter(slug=slug) if slug else houses
    if not found.exists():
        raise Http404
    return found


def _file(report: Report, kind: str, period: Period) -> HttpResponse:
    write, content_type = FILES[kind]
    answer = HttpResponse(write(report), content_type=content_type)
    name = f"{report.name}-{period.start}-{period.end}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
