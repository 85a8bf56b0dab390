"""Films are played from hosts we know, by their own addresses, and from nowhere else."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.rules.embeds import HOSTS, PLAYERS, player
from tests.texts import any_text

FILM = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("address", "src"),
    [
        (f"https://www.youtube.com/watch?v={FILM}&t=4s", f"{PLAYERS[0]}/embed/{FILM}?autoplay=1&rel=0"),
        (f"https://m.youtube.com/watch?app=desktop&v={FILM}", f"{PLAYERS[0]}/embed/{FILM}?autoplay=1&rel=0"),
        (f"https://youtu.be/{FILM}", f"{PLAYERS[0]}/embed/{FILM}?autoplay=1&rel=0"),
        (f"https://www.youtube.com/shorts/{FILM}", f"{PLAYERS[0]}/embed/{FILM}?autoplay=1&rel=0"),
        (f" https://www.youtube-nocookie.com/embed/{FILM} ", f"{PLAYERS[0]}/embed/{FILM}?autoplay=1&rel=0"),
        ("https://vimeo.com/76979871", f"{PLAYERS[1]}/video/76979871?autoplay=1&dnt=1"),
        ("https://player.vimeo.com/video/76979871?h=1", f"{PLAYERS[1]}/video/76979871?autoplay=1&dnt=1"),
    ],
)
def test_film_has_a_player(address, src):
    assert player(address).src == src


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://[",
        "javascript:alert(1)",
        f"http://youtu.be/{FILM}",
        f"https://youtube.com.example.org/watch?v={FILM}",
        f"https://example.org/?https://youtu.be/{FILM}",
        f"https://youtu.be@example.org/{FILM}",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@somebody",
        f'https://youtu.be/{FILM[:-1]}"',
        "https://vimeo.com/somebody",
    ],
)
def test_anything_else_has_none(address):
    assert player(address) is None


@given(st.sampled_from([*HOSTS, "example.org"]), any_text(max_size=30), any_text(max_size=30))
def test_no_address_leads_a_player_elsewhere(host, path, query):
    found = player(f"https://{host}/{path}?v={query}")

    if found:
        parts = urlsplit(found.src)
        assert f"{parts.scheme}://{parts.netloc}" in PLAYERS
        assert parts.path.isascii()
