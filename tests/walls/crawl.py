"""Going to an address as somebody: what came back, what was said, and whether anything was written."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.walls.world import MARKER

WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What visiting itself leaves behind.
FOOTPRINTS = {"django_session", "wagtailadmin_editingsession", "wagtailusers_userprofile", "cache"}
SHUT = {403, 404, 405}


@dataclass
class Visit:
    url: str
    status: int
    to: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    @property
    def is_shut(self) -> bool:
        """Turned away: not there, not allowed, or sent to the admin's home or to the door."""
        doors = (reverse("wagtailadmin_home"), reverse("account_login"))
        sent = self.to.split("?")[0]
        return self.status in SHUT or (self.status == 302 and sent in doors)

    @property
    def tells(self) -> bool:
        """Whether the other house's marker is in it, or where it leads."""
        return MARKER.lower() in (self.body + self.to.split("?")[0]).lower()

    def __str__(self) -> str:
        told = " and tells" if self.tells else ""
        wrote = f" and writes {', '.join(self.written)}" if self.written else ""
        return f"{self.url}: {self.status} {self.to}{told}{wrote}".strip()


class Visitor:
    """Somebody with a browser; whatever they write is taken back after each visit."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.cookies = {name: one.value for name, one in self.client.cookies.items()}

    def get(self, url: str) -> Visit:
        return self._visit("GET", url, {})

    def post(self, url: str, data: Mapping[str, Any] | None = None) -> Visit:
        return self._visit("POST", url, data or {})

    def _visit(self, method: str, url: str, data: Mapping[str, Any]) -> Visit:
        written: list[str] = []
        # Whoever was signed out at the last address is here again.
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)

        def noting(execute, sql, params, many, context):
            found = WRITE.match(sql)
            if found and found[1] not in FOOTPRINTS:
                written.append(found[1])
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(noting):
            send = self.client.get if method == "GET" else self.client.post
            response = send(url, data, secure=True) if method == "POST" else send(url, secure=True)
            visit = Visit(url, response.status_code, response.headers.get("Location", ""), _body(response))
            visit.headers = dict(response.headers) | ({"Set-Cookie": "1"} if response.cookies else {})
            transaction.set_rollback(True)
        visit.written = sorted(set(written))
        return visit


def _body(response) -> str:
    raw = response.getvalue() if response.streaming else response.content
    if "spreadsheet" in response.headers.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(raw)) as sheet:
            raw = b"".join(sheet.read(name) for name in sheet.namelist())
    return raw.decode("utf-8", "replace")
