"""Fetching calendars over real HTTP, from public addresses only."""

import pytest

from bookings import gateway
from bookings.gateway import Fetched, Unfetched, fetch
from tests.bookings.elsewhere import calendar_of, elsewhere


@pytest.fixture
def site():
    with elsewhere() as site:
        yield site


def test_a_calendar_comes_with_what_to_ask_by_next_time(site) -> None:
    site.headers = {"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 12:00:00 GMT"}

    assert fetch(site.url) == Fetched(site.body, '"1"', "Mon, 02 Mar 2026 12:00:00 GMT")


def test_an_unchanged_calendar_is_not_sent_again(site) -> None:
    site.headers = {"ETag": '"1"'}

    assert fetch(site.url, etag='"1"', last_modified="Mon, 02 Mar 2026 12:00:00 GMT").data is None
    assert site.asked[0]["If-Modified-Since"] == "Mon, 02 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize("status", [401, 404, 410, 429, 500, 503])
def test_an_answer_that_is_no_calendar_is_told_by_its_number(site, status) -> None:
    site.status = status

    with pytest.raises(Unfetched, match=str(status)):
        fetch(site.url)


def test_a_calendar_cut_off_on_its_way_is_not_taken(site) -> None:
    site.length = len(site.body) + 100

    with pytest.raises(Unfetched, match="broke off"):
        fetch(site.url)


def test_more_than_five_megabytes_are_not_taken(site) -> None:
    site.body = b"x" * (gateway.LARGEST + 1)

    with pytest.raises(Unfetched, match="larger"):
        fetch(site.url)


def test_a_calendar_that_trickles_in_is_given_up(site, monkeypatch) -> None:
    site.body = calendar_of()
    monkeypatch.setattr(gateway, "IN_ALL", -1)

    with pytest.raises(Unfetched, match="slowly"):
        fetch(site.url)


def test_redirects_are_followed_but_not_in_circles(site) -> None:
    site.status, site.headers = 302, {"Location": site.url}

    with pytest.raises(Unfetched, match="without end"):
        fetch(site.url)
    assert len(site.asked) == gateway.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.ics",
        "http://localhost/a.ics",
        "http://[::1]/a.ics",
        "http://[::ffff:127.0.0.1]/a.ics",
        "http://0.0.0.0/a.ics",
        "http://10.0.0.1/a.ics",
        "http://192.168.1.1/a.ics",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/a.ics",
    ],
)
def test_addresses_inside_a_network_are_never_asked(settings, url) -> None:
    settings.CALENDARS_ON_THIS_MACHINE = False

    with pytest.raises(Unfetched, match="not a public one"):
        fetch(url)


def test_a_redirect_into_the_network_is_not_followed(site) -> None:
    site.status, site.headers = 302, {"Location": "http://169.254.169.254/latest/meta-data/"}

    with pytest.raises(Unfetched, match="not a public one"):
        fetch(site.url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/a.ics", "http://", "nonsense"])
def test_what_is_no_web_address_is_refused(url) -> None:
    with pytest.raises(Unfetched, match="can be read"):
        fetch(url)


def test_the_address_is_in_no_message(site) -> None:
    site.status = 500

    with pytest.raises(Unfetched) as told:
        fetch(f"{site.url}?secret=1")
    assert "secret" not in str(told.value)
