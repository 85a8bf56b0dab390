"""The site's addresses and one more."""

from django.urls import path
from django.views.generic import TemplateView

from config import urls

urlpatterns = [path("admin/forgotten/", TemplateView.as_view()), *urls.urlpatterns]
