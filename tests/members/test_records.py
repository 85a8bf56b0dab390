"""How what is kept about a person is told."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from members.rules.records import Section, in_one
from members.templatetags.records import told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (date(2026, 3, 2), "Mon 2 March 2026"),
        (datetime(2026, 3, 2, 20, tzinfo=UTC), "2 March 2026, 20:00 UTC"),
        (Decimal("85.50"), "85.50"),
        ({"total": Decimal("1.5")}, '{\n "total": "1.5"\n}'),
    ],
)
def test_told(value, words):
    assert told(value) == words


def test_rows_are_named_for_programs_and_told_without_what_is_empty():
    section = Section("stays", "Stays", {"room": "Room", "why": "Why"}, [("Attic", ""), ("Cellar", "Rain")])

    assert in_one([section]) == {"stays": [{"room": "Attic", "why": ""}, {"room": "Cellar", "why": "Rain"}]}
    assert section.told_rows == [[("Room", "Attic")], [("Room", "Cellar"), ("Why", "Rain")]]
