"""Addresses by which people say whether a house may show them, and of the photos of those it may show."""

from django.urls import path

from locations.views import listing

urlpatterns = [
    path("profile/houses/<slug:house>/", listing.choose, name="choose_listing"),
    path("people/<slug:house>/<int:person>/photo.jpg", listing.photo, name="person_photo"),
]
