"""People in Wagtail's admin, for operators."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.users.views.users import DeleteView as WagtailDeleteView
from wagtail.users.views.users import EditView as WagtailEditView
from wagtail.users.views.users import IndexView as WagtailIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from members.forms import UserCreationForm, UserEditForm
from members.models import User


class IndexView(WagtailIndexView):
    """Wagtail's own, sorted and searched by the fields that our people have."""

    @cached_property
    def columns(self) -> list[Column]:
        columns = [one for one in super().columns if not isinstance(one, BulkActionsCheckboxColumn)]
        for column in columns:
            if column.name == "name":
                column.sort_key = "name"
            elif column.name == "email":
                column.label = _("E-mail address")
        return columns

    @cached_property
    def search_fields(self) -> set[str]:
        return {"name", "email"}

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering, "email")
        return super().order_queryset(queryset)

    def get_delete_url(self, instance: User) -> None:
        """Nobody is deleted: bookings and bills name them. An account is closed instead ("active")."""


class EditView(WagtailEditView):
    def get_delete_url(self) -> None:
        """Nobody is deleted."""


class DeleteView(WagtailDeleteView):
    def dispatch(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied


class UserViewSet(WagtailUserViewSet):
    index_view_class = IndexView
    edit_view_class = EditView
    delete_view_class = DeleteView
    ordering = "name"
    # Wagtail's own templates for these name fields that our people do not have.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return UserEditForm if for_update else UserCreationForm
