"""Addresses of mail: the doors that Mailgun calls, what people choose to be sent, and what lists got."""

from django.urls import URLPattern, URLResolver, path

from messaging.views import address, archive, leaving, mailgun, preferences

app_name = "mail"
urlpatterns: list[URLPattern | URLResolver] = [
    path("inbound/", mailgun.take_mail, name="inbound"),
    path("events/", mailgun.take_event, name="events"),
    path("unsubscribe/<str:signed>/", leaving.unsubscribe, name="unsubscribe"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("address/", address.new_address, name="new_address"),
    path("address/code/", address.enter_code, name="address_code"),
    path("follow/<slug:house>/", preferences.follow, name="follow"),
    path("lists/<slug:house>/<slug:name>/", archive.archive, name="archive"),
    path("lists/<slug:house>/<slug:name>/<int:pk>/", archive.archived, name="archived"),
    path(
        "lists/<slug:house>/<slug:name>/<int:pk>/files/<int:file>/",
        archive.archived_file,
        name="archived_file",
    ),
]
