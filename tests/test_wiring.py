"""The calls that go up: import-linter can't see names in strings, so each is resolved here."""

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.utils.module_loading import import_string

CLOSED_LIST = {
    "audience",
    "bill_changed",
    "digest",
    "future_stays",
    "person_erase",
    "person_export",
    "preview",
    "reply",
    "stayed_houses",
}


def names(wired: object) -> list[str]:
    """Every dotted name in a value of WIRING: one name, a list of them, or a mapping to them."""
    if isinstance(wired, str):
        return [wired]
    values = wired.values() if isinstance(wired, dict) else wired
    return [name for value in values for name in names(value)]


@pytest.mark.parametrize("name", names(settings.WIRING))
def test_wired_name_is_something_to_call(name: str) -> None:
    assert callable(import_string(name))


def test_wiring_is_of_the_closed_list() -> None:
    assert set(settings.WIRING) <= CLOSED_LIST


@pytest.mark.django_db
def test_system_check_finds_nothing() -> None:
    """Foreign keys and managers named by strings resolve, among all that Django and Wagtail check."""
    assert run_checks() == []
