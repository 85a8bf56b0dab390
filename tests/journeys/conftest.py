"""A whole site for a browser: pages, PostgreSQL, the payment stand-in, a worker and a mailbox."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)  # fmt: skip

from bookings.queries.checks import wrong_beds
from locations.models import Fee, PaidBy, Room, Terms
from members.models import User
from payments.queries.checks import wrong_bills
from payments.standin.server import Standin
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.journeys.axe import problems
from tests.journeys.mailbox import Mailbox, work
from tests.journeys.steps import STEWARD

SECONDS = 1000.0
# Chromium asks for nothing but the pages of the journey, and its date fields read month first.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--lang=en-US",
]
HERE = Path(__file__).parent
WIDTHS = (390, 1280)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, elsewhere Playwright's own.

    Its driver keeps an event loop running in this thread, in which Django would refuse the database.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=20 * SECONDS)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=which("chromium"), args=ARGUMENTS)
            yield browser
            browser.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests first of those that need a server, so that no worker is left alone with them at the end.

    Each story is told at one width, every other at 390 and at 1280 pixels; with SOAK each at both.
    """
    ours = [item for item in items if item.path.parent == HERE]
    told = ours if os.environ.get("SOAK") else _one_width_each(ours)
    config.hook.pytest_deselected(items=[item for item in ours if item not in told])
    others = [item for item in items if item.path.parent != HERE]
    first = next((place for place, item in enumerate(others) if _has_a_server(item)), len(others))
    told.sort(key=lambda item: "accessibility" not in item.path.name)
    items[:] = [*others[:first], *told, *others[first:]]


def _one_width_each(items: list[pytest.Item]) -> list[pytest.Item]:
    """All but those that are told at the other width already; what has one width only stays."""
    twice = [story for story, times in Counter(map(_story, items)).items() if times > 1]
    left_out = {story: WIDTHS[place % 2] for place, story in enumerate(twice)}
    return [
        item for item in items if _story(item) not in left_out or _width_of(item) != left_out[_story(item)]
    ]


def _story(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _width_of(item: pytest.Item) -> int | None:
    return item.callspec.params.get("width") if hasattr(item, "callspec") else None


def _has_a_server(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "live_server" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def site(browser: Browser, live_server, standin: Standin, settings, tmp_path: Path) -> Iterator[str]:
    """The address of the running site, which is empty; when it stops, no bed and no bill may be wrong."""
    cache.clear()
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path / "media"
    # Django's test runner puts a backend of its own here.
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
    standin.send_events_to(f"{live_server.url}/payments/stripe/webhook/")
    yield live_server.url
    work()
    assert (wrong_beds(), wrong_bills()) == ([], [])


@pytest.fixture
def mailbox(site: str) -> Mailbox:
    return Mailbox()


@pytest.fixture
def visit(browser: Browser, site: str, standin: Standin, width: int) -> Iterator[Callable[..., Page]]:
    """Opens a browser of somebody's own: `visit("/")`, with `user=…` for somebody who is signed in already.

    Broken pages, scripts or policies fail the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    ours = {urlsplit(site).netloc, urlsplit(standin.base).netloc}

    def visit(path: str, *, user: User | None = None, **options: object) -> Page:
        device = PHONE if width < 768 else DESKTOP
        context = browser.new_context(base_url=site, locale="en-GB", **device, **options)
        contexts.append(context)
        if user:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": site}])
        context.set_default_timeout(30 * SECONDS)
        page = context.new_page()
        watch(page, wrong, ours)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def looked_at(visit) -> Callable[..., list[str]]:
    """Opens each address of `paths` by its name, signed in as `user`, and tells what is wrong there."""

    def looked_at(paths: dict[str, str], *, user: User | None = None, within: str | None = None) -> list[str]:
        page = visit("/healthz", user=user)
        found = []
        for name, path in paths.items():
            page.goto(path)
            found += problems(page, name, within=within)
        return found

    return looked_at


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def watch(page: Page, wrong: list[str], ours: set[str]) -> None:
    """Write down what a visitor should never meet."""

    def said(message: ConsoleMessage) -> None:
        # What failed to load is told by its answer, below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(f"{page.url}: {message.text}")

    def answered(answer: Response) -> None:
        # A page may come back with 400 and what to put right; its parts are all there.
        if answer.status >= (500 if answer.request.resource_type == "document" else 400):
            wrong.append(f"{answer.status} {answer.url}")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc not in ours:
            wrong.append(f"not ours: {request.url}")

    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", said)
    page.on("response", answered)
    page.on("request", asked)


@pytest.fixture
def embassy(site: str) -> Room:
    """The attic of a house that answers requests, has rules and two fees; its steward is Sol."""
    house = HouseFactory(
        name="Embassy SF", slug="embassy-sf", palette="fog", rules="Quiet after ten.\n\nWash your own cup."
    )
    Fee.objects.create(house=house, label="Community fee", percent=Decimal("12.5"))
    Fee.objects.create(house=house, label="Network share", percent=Decimal(5), paid_by=PaidBy.HOUSE)
    StewardFactory(house=house, email=STEWARD, name="Sol")
    return RoomFactory(house=house, name="The attic", slug="attic", rate=Decimal("85.50"))


@pytest.fixture
def red_victorian(site: str) -> Room:
    """A room of a house that one books at once."""
    house = HouseFactory(name="Red Victorian", slug="red-victorian", palette="plum", terms=Terms.INSTANT)
    return RoomFactory(house=house, name="Peacock room", slug="peacock", rate=Decimal(120))
