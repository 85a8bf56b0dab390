"""Addresses of what search engines read, and of people's word about being shown."""

from django.urls import path

from locations.feeds import robots, sitemap
from locations.views import listing

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("accounts/profile/houses/<slug:house>/", listing.choose, name="choose_listing"),
    path("accounts/people/<slug:house>/<int:person>/photo.jpg", listing.photo, name="person_photo"),
]
