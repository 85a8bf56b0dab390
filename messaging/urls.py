"""Addresses of mail: the doors that Mailgun calls, and what people choose to be sent."""

from django.urls import URLPattern, URLResolver, path

from messaging.views import leaving, preferences

app_name = "mail"
urlpatterns: list[URLPattern | URLResolver] = [
    path("unsubscribe/<str:signed>/", leaving.unsubscribe, name="unsubscribe"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("follow/<slug:house>/", preferences.follow, name="follow"),
]
