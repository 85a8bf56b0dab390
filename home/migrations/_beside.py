"""Turns "picture beside text" into two columns, in pages and in all their revisions."""

from uuid import uuid4

from django.utils.deconstruct import deconstructible
from wagtail.blocks.migrations.operations import BaseBlockOperation


@deconstructible
class BesideBecomesColumns(BaseBlockOperation):
    operation_name_fragment = "beside_becomes_columns"

    def apply(self, block_value):
        return [self._turned(child) if child["type"] == "beside" else child for child in block_value]

    def _turned(self, child):
        value = child["value"]
        columns = [{"image": value["image"], "text": ""}, {"image": _no_picture(), "text": value["text"]}]
        if value.get("side") == "right":
            columns.reverse()
        items = [{"type": "item", "id": str(uuid4()), "value": column} for column in columns]
        return {**child, "type": "columns", "value": {"columns": items}}


def _no_picture():
    return {"image": None, "alt_text": "", "decorative": False}
