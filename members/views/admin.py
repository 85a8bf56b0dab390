"""The account page of Wagtail's admin, without the names and the address that are elsewhere."""

from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel, NameEmailSettingsPanel


class AccountView(WagtailAccountView):
    def get_panels(self) -> list[BaseSettingsPanel]:
        """Name and address are on /accounts/profile/; Wagtail's fields for them belong to other models."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
