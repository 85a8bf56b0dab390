"""A house's prices: what there is, what a stay costs and why, and changing it after a look at that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from bookings.forms.prices import CodeForm, FeeForm, LengthForm, LookForm, PriceForm, SeasonForm
from bookings.queries.previews import Look, look
from locations.access import house_or_404
from locations.actions.prices import Priced, drop_price, keep_price
from locations.models import DiscountCode, Fee, House, LengthDiscount, Season
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@dataclass(frozen=True)
class Kind:
    """A kind of row that makes prices, as its addresses say it."""

    model: type[Priced]
    form: type[PriceForm]
    add: str | Promise
    change: str | Promise


KINDS: Final[Mapping[str, Kind]] = {
    "season": Kind(Season, SeasonForm, gettext_lazy("Add a season"), gettext_lazy("Change a season")),
    "length": Kind(
        LengthDiscount,
        LengthForm,
        gettext_lazy("Add a discount for longer stays"),
        gettext_lazy("Change a discount for longer stays"),
    ),
    "code": Kind(
        DiscountCode, CodeForm, gettext_lazy("Add a discount code"), gettext_lazy("Change a discount code")
    ),
    "fee": Kind(Fee, FeeForm, gettext_lazy("Add a fee or tax"), gettext_lazy("Change a fee or tax")),
}


@require_GET
def prices(request: StewardRequest, house: str) -> HttpResponse:
    """Context: `house`, `rooms`, `seasons`, `lengths`, `fees`, `codes`, `look_form`, `look`."""
    found = house_or_404(request.user, house, may="settings")
    form = LookForm(request.GET if "arrive" in request.GET else None, house=found)
    context = {
        "house": found,
        "rooms": found.rooms.all(),
        "seasons": found.seasons.select_related("room"),
        "lengths": found.lengthdiscounts.select_related("room"),
        "fees": found.fees.all(),
        "codes": found.codes.annotate(used=Count("reductions", filter=Q(reductions__ended_at=None))),
        "look_form": form,
        "look": _looked(form, None, timezone.now()),
    }
    title = _("%(house)s: prices") % {"house": found}
    return framed(request, "bookings/desk/prices.html", context, title=title, icon="tag", trail=_trail())


@require_http_methods(["GET", "POST"])
def add(request: StewardRequest, house: str, kind: str) -> HttpResponse:
    """A new row. Context as of `change`."""
    found = house_or_404(request.user, house, may="settings")
    chosen = _kind_or_404(kind)
    return _edit(request, kind, chosen.model(house=found))


@require_http_methods(["GET", "POST"])
def change(request: StewardRequest, house: str, kind: str, pk: int) -> HttpResponse:
    """A row that is there. Context: `house`, `form`, `look_form`, `look`, `row`, `kind`."""
    found = house_or_404(request.user, house, may="settings")
    chosen = _kind_or_404(kind)
    return _edit(request, kind, _row_or_404(chosen, found, pk))


@require_POST
def remove(request: StewardRequest, house: str, kind: str, pk: int) -> HttpResponse:
    """Take a row away."""
    found = house_or_404(request.user, house, may="settings")
    row = _row_or_404(_kind_or_404(kind), found, pk)
    try:
        drop_price(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken away. Stays asked for before keep their price."))
    return redirect("desk:prices", found.slug)


def _kind_or_404(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _row_or_404(kind: Kind, house: House, pk: int) -> Priced:
    rows: QuerySet[Any] = kind.model._default_manager.select_related("house")
    return cast(Priced, get_object_or_404(rows, house=house, pk=pk))


def _edit(request: StewardRequest, name: str, row: Priced) -> HttpResponse:
    """Keep the row, or only look at what a stay would cost with it: nothing is written then."""
    kind = KINDS[name]
    now, house, posted = timezone.now(), row.house, request.POST if request.method == "POST" else None
    is_new = row.pk is None
    form = kind.form(posted, instance=row)
    looks = posted is not None and "look" in posted
    look_form = LookForm(posted if looks else None, house=house, prefix="look")
    if posted is not None and form.is_valid() and not looks:
        try:
            keep_price(form.save(commit=False), by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Stays asked for before keep their price."))
            return redirect("desk:prices", house.slug)
    seen = _looked(look_form, form.instance, now) if looks and form.is_valid() else None
    context = {
        "house": house, "form": form, "look_form": look_form, "look": seen, "kind": name,
        "row": None if is_new else row,
    }  # fmt: skip
    trail = [*_trail(), (reverse("desk:prices", args=[house.slug]), _("Prices"))]
    title = str(kind.add if is_new else kind.change)
    return framed(request, "bookings/desk/price.html", context, title=title, icon="tag", trail=trail)


def _looked(form: LookForm, typed: Priced | None, now: datetime) -> Look | None:
    if not form.is_bound or not form.is_valid():
        return None
    return look(form.cleaned_data["room"], form.stay, form.cleaned_data["guests"], now=now, typed=typed)


def _trail() -> list[tuple[str, str]]:
    return [(reverse("houses:list"), _("Houses"))]
