"""Our page of words, with its form."""

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        """Models know nothing of forms, so this gives the form, as Wagtail's admin gives one to `Page`."""
        page = apps.get_model("home.StandardPage")
        page.base_form_class = import_string("home.forms.StandardPageForm")
