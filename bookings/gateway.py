"""Fetches calendars from elsewhere, from public addresses only."""

import time
from dataclasses import dataclass
from typing import Final

import requests
from django.conf import settings
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

LARGEST: Final = 5 * 1024 * 1024
CONNECT, READ, IN_ALL = 5, 10, 30
MOST_REDIRECTS: Final = 5
CHUNK: Final = 64 * 1024


class Unfetched(Exception):
    """The calendar could not be had; the message says why, in words for stewards (without its address)."""


@dataclass(frozen=True)
class Fetched:
    """A calendar's bytes, None if it is as it was; with what to ask by the next time (RFC 9110, 13.1)."""

    data: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """The calendar at `url`, if it changed. Unfetched if it can't be had, is too large or too slow.

    Each name is looked up once and the connection goes to just that address, so neither a redirect nor a name
    that changes under us leads into a private network.
    """
    asking = {"Accept": "text/calendar, */*;q=0.1", "If-None-Match": etag, "If-Modified-Since": last_modified}
    with _manager().get_session() as session:
        # A proxy of the environment would look the name up itself.
        session.trust_env = False
        session.max_redirects = MOST_REDIRECTS
        try:
            headers = {name: value for name, value in asking.items() if value}
            with session.get(url, headers=headers, stream=True, timeout=(CONNECT, READ)) as answer:
                return _taken(answer)
        except requests.TooManyRedirects as error:
            raise Unfetched("it leads from address to address without end") from error
        except requests.Timeout as error:
            raise Unfetched("it does not answer in time") from error
        except requests.RequestException as error:
            raise Unfetched(_why(error)) from error


def _manager() -> Manager:
    return Manager(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=settings.CALENDARS_ON_THIS_MACHINE,
            never_redirect=False,
            default_timeout=(CONNECT, READ),
            user_agent_override="Modernomad calendars",
        )
    )


def _taken(answer: requests.Response) -> Fetched:
    etag, changed = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    if answer.status_code == requests.codes.not_modified:
        return Fetched(None, etag, changed)
    if answer.status_code != requests.codes.ok:
        raise Unfetched(f"its server answers {answer.status_code}")
    return Fetched(_body(answer), etag[:300], changed[:100])


def _body(answer: requests.Response) -> bytes:
    ends = time.monotonic() + IN_ALL
    taken = bytearray()
    for chunk in answer.iter_content(CHUNK):
        taken += chunk
        if len(taken) > LARGEST:
            raise Unfetched("it is larger than 5 MB")
        if time.monotonic() > ends:
            raise Unfetched("it comes too slowly")
    return bytes(taken)


def _why(error: requests.RequestException) -> str:
    """Neither the address, which is a secret, nor what answers inside a network is told."""
    if isinstance(error, InvalidIPAddress):
        return "its address is not a public one"
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        return "its server can't be reached, or broke off"
    return "its address is not one that can be read"
