"""Wagtail's lists of pictures and files without its filter by tag, which names the tags of every house."""

from typing import Any

from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentList
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageList


class OwnImagesFilterSet(ImagesFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.is_superuser:
            self.filters.pop("tag", None)


class OwnDocumentsFilterSet(DocumentsFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.is_superuser:
            self.filters.pop("tag", None)


images = ImageList.as_view(filterset_class=OwnImagesFilterSet)
image_results = ImageList.as_view(filterset_class=OwnImagesFilterSet, results_only=True)
documents = DocumentList.as_view(filterset_class=OwnDocumentsFilterSet)
document_results = DocumentList.as_view(filterset_class=OwnDocumentsFilterSet, results_only=True)
