"""One network for all runs of a module; each run is a savepoint, rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.laws.ground import Ground, ground


@pytest.fixture(scope="module")
def network(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield ground()
        transaction.set_rollback(True)
