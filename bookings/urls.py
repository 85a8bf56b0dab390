"""Addresses of stays."""

from django.urls import path

from bookings.views import search

urlpatterns = [
    path("stay/", search.results, name="stay"),
    path("api/availability/", search.availability, name="availability"),
]
