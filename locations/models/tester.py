"""What a person may do with a page that describes a row."""

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from home.models import PageTester


class RowPageTester(PageTester):
    """A page whose row has future stays can't be deleted, and none leaves its place in the tree."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk=ignore_bulk)) and not self.is_awaited()

    def can_move(self) -> bool:
        return self.page.row() is None and bool(super().can_move())

    def can_move_to(self, destination: Model) -> bool:
        staying = self.page.row() is None or bool(self.page.is_child_of(destination))
        return staying and bool(super().can_move_to(destination))

    def is_awaited(self) -> bool:
        """Whether stays are still to come to the house or room that the page describes."""
        row = self.page.row()
        return row is not None and import_string(settings.WIRING["future_stays"])(row).exists()
