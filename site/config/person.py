"""The operators' page about one person: what is kept, in one file; the end of it; two accounts made one."""

from collections.abc import Callable
from functools import wraps

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from config.forms import OtherAccountForm
from config.merging import CannotMerge, merge, moves
from locations.views.frame import framed
from members.actions.leaving import CannotErase, erase, why_not_erase
from members.forms import EraseForm
from members.models import User
from members.queries import data_of
from members.rules.records import in_one
from members.views import PersonRequest
from members.views.leaving import as_file

View = Callable[[PersonRequest, User], HttpResponse]


def for_operators(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
    """404 to everybody else, and where there is no such person."""

    @never_cache
    @wraps(view)
    def shown(request: PersonRequest, person: int) -> HttpResponse:
        if not request.user.is_superuser:
            raise Http404
        return view(request, get_object_or_404(User, pk=person))

    return shown  # type: ignore[return-value]


@require_GET
@for_operators
def person_page(request: PersonRequest, person: User) -> HttpResponse:
    """All that is kept. Context: `person`, `sections`."""
    context = {"person": person, "sections": data_of(person, private=True)}
    return framed(
        request, "config/desk/person.html", context, title=str(person), icon="user", trail=_trail(None)
    )


@require_GET
@for_operators
def person_file(request: PersonRequest, person: User) -> HttpResponse:
    """The same as a file, with what houses noted for themselves."""
    return as_file(in_one(data_of(person, private=True)), name=f"person-{person.pk}.json")


@require_http_methods(["GET", "POST"])
@for_operators
def erase_person(request: PersonRequest, person: User) -> HttpResponse:
    """What goes and stays, or what has to be settled; then do it. Context: `person`, `reasons`, `form`."""
    now = timezone.now()
    reasons = why_not_erase(person, now=now)
    form = EraseForm(request.POST if request.method == "POST" else None, person=person)
    form.fields["email"].label = _("Type the person's e-mail address")
    if request.method == "POST" and not reasons and form.is_valid():
        try:
            erase(person, by=request.user, now=now)
        except CannotErase as cannot:
            reasons = cannot.reasons
        else:
            messages.success(request, _("The account is erased."))
            return redirect("person", person.pk)
    context = {"person": person, "reasons": reasons, "form": form}
    title = _("Erase an account")
    return framed(request, "config/desk/erase.html", context, title=title, icon="bin", trail=_trail(person))


@require_http_methods(["GET", "POST"])
@for_operators
def merge_person(request: PersonRequest, person: User) -> HttpResponse:
    """Another account becomes part of this one: first what moves, then (`sure=1`) it does.

    Context: `person`, `form`, and once it is known which: `other`, `moves` of `(label, number)`.
    """
    form = OtherAccountForm(request.POST if request.method == "POST" else None, keep=person)
    context = {"person": person, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("sure") == "1":
            try:
                merge(person, form.other, by=request.user, now=timezone.now())
            except CannotMerge as cannot:
                form.add_error("email", str(cannot))
            else:
                messages.success(request, _("The two accounts are one."))
                return redirect("person", person.pk)
        else:
            counted = [(_called(model, number), number) for model, number in moves(form.other).items()]
            context |= {"other": form.other, "moves": sorted(counted)}
    title = _("Merge two accounts")
    return framed(request, "config/desk/merge.html", context, title=title, icon="group", trail=_trail(person))


def _called(model: type[Model], number: int) -> str:
    meta = model._meta
    return str(meta.verbose_name if number == 1 else meta.verbose_name_plural)


def _trail(person: User | None) -> list[tuple[str, str]]:
    trail = [(reverse("wagtailusers_users:index"), _("Users"))]
    return [*trail, (reverse("person", args=[person.pk]), str(person))] if person else trail
