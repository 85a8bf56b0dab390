"""Addresses of payments."""

from django.urls import URLPattern, URLResolver, path

from payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("stripe/webhook/", views.webhook, name="webhook"),
    path("<slug:reference>/return/", views.returning, name="return"),
]
