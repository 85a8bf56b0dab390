"""The outbox as the way a code takes, and a cache that remembers nobody's tries."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from messaging.models import Message
from messaging.send.outbox import opened

CODE = re.compile(r"\b\d{4}-\d{4}\b")


@pytest.fixture(autouse=True)
def outbox(db, settings) -> None:
    # Django's test runner puts a backend of its own here.
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def code_for() -> Callable[[str], str]:
    def code_for(email: str) -> str:
        """The code in the newest mail to `email`."""
        return CODE.search(opened(Message.objects.filter(to=email)[0]).text)[0]

    return code_for


@pytest.fixture
def sign_in(client: Client, code_for) -> Callable[..., None]:
    """Signs `client` in by code, over the pages."""

    def sign_in(email: str, **query: str) -> object:
        client.post("/accounts/login/", {"email": email, **query})
        return client.post("/accounts/login/code/", {"code": code_for(email), **query})

    return sign_in
