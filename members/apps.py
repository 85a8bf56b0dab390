"""Wagtail's users in its admin, shown as ours are: by name and address."""

from wagtail.users import apps


class WagtailUsers(apps.WagtailUsersAppConfig):
    """Stands in settings.INSTALLED_APPS for wagtail.users."""

    default = False
    user_viewset = "members.viewsets.UserViewSet"
