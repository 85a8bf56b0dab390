"""Wagtail's screens of pages, where its own would say too much (people of every house) or too little."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from locations.models.tester import RowPageTester
from locations.views.frame import framed

NAMING_OTHERS = ("owner", "edited_by", "site")


class OwnPagesFilterSet(GenericPageFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.is_superuser:
            for name in NAMING_OTHERS:
                self.filters.pop(name, None)


class AwaitedDelete(DeleteView):
    """Says who is still to come, and what to do, instead of a bare refusal. Context: `page`."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id).specific
        may = page.permissions_for_user(request.user)
        if isinstance(may, RowPageTester) and may.can_edit() and may.is_awaited():
            title = _("%(page)s can't be deleted") % {"page": page.get_admin_display_title()}
            said = framed(request, "locations/desk/not_deleted.html", {"page": page}, title=title, icon="bin")
            said.status_code = 409
            return said
        answer: HttpResponse = super().dispatch(request, page_id, *args, **kwargs)
        return answer


class PagesViewSet(PageViewSet):
    delete_view_class = AwaitedDelete
    filterset_class = OwnPagesFilterSet
