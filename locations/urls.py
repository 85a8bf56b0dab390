"""Addresses of what search engines read, of people's word about being shown, and of walls in the admin."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access

from locations.feeds import robots, sitemap
from locations.views import files, listing, tags

# Wagtail's own views would tell of other houses there.
IN_PLACE_OF_WAGTAILS = [
    path("tag-autocomplete/", require_admin_access(tags.suggest), name="tags"),
    path("images/", require_admin_access(files.images), name="images"),
    path("images/results/", require_admin_access(files.image_results), name="image_results"),
    path("documents/", require_admin_access(files.documents), name="documents"),
    path("documents/results/", require_admin_access(files.document_results), name="document_results"),
]

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("accounts/profile/houses/<slug:house>/", listing.choose, name="choose_listing"),
    path("accounts/people/<slug:house>/<int:person>/photo.jpg", listing.photo, name="person_photo"),
    path("admin/", include((IN_PLACE_OF_WAGTAILS, "own"))),
]
