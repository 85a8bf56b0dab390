"""A picture beside text, as it was stored, becomes two columns."""

import pytest
from django.apps import apps
from django.db import connection
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.models import Revision

from home.migrations._beside import BesideBecomesColumns
from home.models import HomePage
from tests.factories.locations import home_page

IMAGE = {"image": 7, "alt_text": "The roof", "decorative": False}


def beside(side: str) -> dict:
    return {"type": "beside", "id": "1", "value": {"image": IMAGE, "text": "<p>Roof</p>", "side": side}}


def columns(child: dict) -> list[tuple[int | None, str]]:
    assert (child["type"], child["id"]) == ("columns", "1")
    return [(item["value"]["image"]["image"], item["value"]["text"]) for item in child["value"]["columns"]]


@pytest.mark.parametrize(
    ("side", "found"),
    [("left", [(7, ""), (None, "<p>Roof</p>")]), ("right", [(None, "<p>Roof</p>"), (7, "")])],
)
def test_picture_stays_on_its_side(side, found):
    text = {"type": "text", "id": "2", "value": "<p>Hello</p>"}

    turned, kept = BesideBecomesColumns().apply([beside(side), text])

    assert columns(turned) == found
    assert kept == text


@pytest.mark.django_db
def test_pages_and_their_revisions_are_turned():
    page = home_page()
    page.body.raw_data.append(beside("left"))
    page.save()
    page.save_revision()
    HomePage.objects.filter(pk=page.pk).update(body=page.body)

    operation = MigrateStreamData("home", "HomePage", "body", [(BesideBecomesColumns(), "")])
    with connection.schema_editor() as editor:
        operation.migrate_stream_data_forward(apps, editor)

    assert HomePage.objects.get().body.raw_data[0]["type"] == "columns"
    assert '"type": "columns"' in Revision.objects.get(object_id=str(page.pk)).content["body"]
