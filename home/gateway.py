"""Cloudflare, asked to forget addresses: https://developers.cloudflare.com/api/resources/cache/methods/purge/"""

from collections.abc import Sequence
from http import HTTPStatus

import requests
from django.conf import settings

# As many as one call takes.
AT_ONCE = 30
CONNECT_SECONDS, ANSWER_SECONDS = 3, 7


class PurgeFailed(Exception):
    """Cloudflare did not answer, or refused; what it said."""


def forget(urls: Sequence[str]) -> None:
    """Make the edge forget up to `AT_ONCE` addresses; PurgeFailed otherwise."""
    zone = f"{settings.CLOUDFLARE_API_BASE}/client/v4/zones/{settings.CLOUDFLARE_ZONE_ID}"
    try:
        answer = requests.post(
            f"{zone}/purge_cache",
            json={"files": list(urls)},
            headers={"Authorization": f"Bearer {settings.CLOUDFLARE_API_TOKEN}"},
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
        )
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise PurgeFailed(str(error)) from error
    if answer.status_code != HTTPStatus.OK or not said.get("success"):
        raise PurgeFailed(f"{answer.status_code}: {said.get('errors')}")
