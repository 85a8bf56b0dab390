"""Many people at once: threads with connections of their own, and a house to run for."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from locations.models import Terms
from tests.factories.locations import HouseFactory, RoomFactory


@pytest.fixture
def room(transactional_db):
    """A private room of an instant house, free for the coming weeks."""
    return RoomFactory(house=HouseFactory(terms=Terms.INSTANT, slug="rush"), slug="last")


@pytest.fixture
def dates():
    """A stay of two nights a week from now."""
    arrive = timezone.now().date() + timedelta(days=7)
    return {"arrive": arrive, "depart": arrive + timedelta(days=2)}


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """What each call returned or raised, all started at the same moment."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait(timeout=60)
        try:
            return call()
        except Exception as error:  # each outcome is asserted on by its test
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
