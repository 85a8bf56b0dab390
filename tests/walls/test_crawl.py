"""Every address of the site, visited by those who may and by those who may not."""

from collections.abc import Iterable

import pytest
from django.db import transaction
from django.test import Client, override_settings
from wagtail import hooks

from locations.queries import house_pages
from members.models import User
from tests.walls.addresses import Case, cases, routes
from tests.walls.careful import HASHED, faults, named_files
from tests.walls.crawl import Visit, Visitor
from tests.walls.posted import naming, posted_to
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]
CASES = cases()


def of_kind(*kinds: str) -> list[Case]:
    return [case for case in CASES if case.kind in kinds]


def allowed(world: World, kind: str) -> User | None:
    place = world.theirs
    return {"operator": world.operator, "guest": place.guest, "own": place.guest, "none": world.operator}.get(
        kind, place.steward
    )


def visits(visitor: Visitor, case: Case, world: World) -> Iterable[Visit]:
    """By GET and by POST, with the other house's ids: each in turn among own ones, then all of them."""
    mixes = case.kind in {"house", "ours"}
    ids = world.theirs.ids
    for url in case.mixed(world.ours.ids, ids) if mixes else [case.at(ids)]:
        yield visitor.get(url)
        yield visitor.post(url, posted_to(case.route, ids))


def told(found: Iterable[object]) -> list[str]:
    return [str(one) for one in found]


def unlisted() -> list[str]:
    return sorted(set(routes()) - {case.route for case in CASES})


def test_every_address_is_in_the_table() -> None:
    """A new address needs a line in addresses.txt: who may see it, and what is visited there."""
    assert unlisted() == []
    assert sorted({case.route for case in CASES} - set(routes())) == []


def test_addresses_for_everybody_or_nobody_say_why() -> None:
    assert [case.route for case in of_kind("public", "none") if len(case.reason.split()) < 3] == []


@pytest.mark.parametrize("kind", ["list", "house", "ours", "operator", "guest", "own"])
def test_whoever_may_is_answered(world: World, kind: str) -> None:
    """Otherwise a closed door would prove nothing. Every answer is careful, and each file has its hash."""
    visitor, wrong, files = Visitor(allowed(world, kind)), [], set()
    for case in of_kind(kind):
        url = case.at(world.theirs.ids)
        got = visitor.get(url)
        wrong += [f"{url} {fault}" for fault in faults(url, got.headers)]
        files |= named_files(got.body)
        if got.status != case.get:
            wrong.append(got)
        if (
            case.post
            and (got := visitor.post(url, posted_to(case.route, world.theirs.ids))).status != case.post
        ):
            wrong.append(got)

    assert told(wrong) == []
    assert_immutable(files)


def assert_immutable(files: set[str]) -> None:
    assert [path for path in sorted(files) if not HASHED.match(path)] == []
    with override_settings(WHITENOISE_USE_FINDERS=False, WHITENOISE_AUTOREFRESH=False):
        client = Client()
        for path in sorted(files):
            answer = client.get(path, secure=True)
            assert (path, answer.status_code) == (path, 200)
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert answer.getvalue()


def test_what_everybody_sees_is_careful_too(world: World) -> None:
    visitor, files, wrong = Visitor(None), set(), []
    pages = [
        "/",
        f"/{world.ours.house.slug}/",
        f"/{world.ours.house.slug}/{world.ours.room.slug}/",
        "/nowhere/",
    ]
    pages += [f"/stay/?arrive=2026-06-01&depart=2026-06-03&house={world.ours.house.slug}", "/locations/x/"]
    pages += [case.at(world.ours.ids) for case in of_kind("public") if "(" not in case.url]
    for url in dict.fromkeys(pages):
        for got in (visitor.get(url), visitor.post(url)):
            wrong += [f"{url} {fault}" for fault in faults(url, got.headers)]
            files |= named_files(got.body)

    assert wrong == []
    assert files
    assert_immutable(files)


def test_a_careless_answer_is_found() -> None:
    found = faults("/", {"Cache-Control": "public, s-maxage=300", "Set-Cookie": "1"})

    assert len(found) == 8
    assert named_files('<link href="/static/css/base.css"> url(/static/a.woff2)') == {
        "/static/css/base.css",
        "/static/a.woff2",
    }


def test_what_is_nobodys_is_shut_to_operators_too(world: World) -> None:
    visitor = Visitor(world.operator)
    got = [visitor.get(case.at(world.theirs.ids)) for case in of_kind("none")]

    assert told(visit for visit in got if not visit.is_shut and visit.status < 500) == []


def test_another_houses_steward_finds_no_trace(world: World) -> None:
    assert told(let_in(Visitor(world.ours.steward), world)) == []


def let_in(visitor: Visitor, world: World) -> list[Visit]:
    """Where somebody came in, was told something or changed something who should not have."""
    return [
        visit
        for case in of_kind("house", "ours", "operator", "guest", "none")
        for visit in visits(visitor, case, world)
        if not visit.is_shut
        or visit.tells
        or visit.written
        or (case.is_ours and visit.status not in {404, 405})
    ]


def test_lists_name_nothing_of_another_house(world: World) -> None:
    visitor = Visitor(world.ours.steward)
    got = [visit for case in of_kind("list", "own") for visit in visits(visitor, case, world)]

    assert told(visit for visit in got if visit.tells or visit.status >= 500) == []


def test_own_house_is_shown_without_a_trace_of_another(world: World) -> None:
    """What a page offers beside its own things, such as filters, comes from every house by default."""
    visitor = Visitor(world.ours.steward)
    got = [visitor.get(case.at(world.ours.ids)) for case in of_kind("house", "ours")]

    assert told(visit for visit in got if visit.tells) == []


@pytest.mark.parametrize("who", ["guest", "anonymous"])
def test_people_without_a_house_get_nowhere(world: World, who: str) -> None:
    visitor, ids = Visitor(world.ours.guest if who == "guest" else None), world.theirs.ids
    got = [
        visit
        for case in of_kind("list", "house", "ours", "operator", "guest")
        for visit in (visitor.get(case.at(ids)), visitor.post(case.at(ids), posted_to(case.route, ids)))
    ]

    assert told(visit for visit in got if not visit.is_shut or visit.tells or visit.written) == []


def seen_by(visitor: Visitor, world: World, *prefixes: str) -> list[str]:
    """What the crawl finds at the addresses that begin so."""
    chosen = [case for case in CASES if case.route.startswith(prefixes) and case.kind in {"house", "list"}]
    return [
        visit.url for case in chosen for visit in visits(visitor, case, world) if visit.tells or visit.written
    ]


def test_crawl_finds_the_door_that_is_gone(world: World, settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "config.walls.Walls"]

    found = seen_by(Visitor(world.ours.steward), world, "admin/bulk/")

    assert f"/admin/bulk/home/siteimage/delete/?id={world.theirs.ids['image']}" in found


def test_crawl_finds_the_hook_that_is_gone(world: World, monkeypatch) -> None:
    monkeypatch.setitem(hooks._hooks, "construct_page_chooser_queryset", [])

    found = seen_by(Visitor(world.ours.steward), world, "admin/choose-page/")

    assert f"/admin/choose-page/{world.ours.ids['home']}/" in found


def test_crawl_finds_the_address_that_nobody_listed(settings) -> None:
    settings.ROOT_URLCONF = "tests.walls.forgotten"

    assert unlisted() == ["admin/forgotten/"]


FORMS = [
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/edit/preview/",
    "/admin/pages/add/home/standardpage/{page}/",
    "/admin/pages/add/home/standardpage/{page}/preview/",
]
SENT = [(form, part) for form in FORMS for part in ("body", "unfinished", "words")]
SENT += [(form, part) for form in FORMS[:2] for part in ("banner", "gallery")]


@pytest.mark.parametrize(("form", "part"), SENT)
def test_page_takes_nothing_of_another_house(world: World, form: str, part: str) -> None:
    visitor, url = Visitor(world.ours.steward), form.format_map(world.ours.ids)

    theirs = visitor.post(url, naming(part, world.theirs.ids))
    ours = visitor.post(url, naming(part, world.ours.ids))

    assert told([theirs] if not theirs.is_shut or theirs.tells or theirs.written else []) == []
    assert "Choose that picture, file or link anew" in theirs.body
    assert not ours.is_shut


def test_page_keeps_what_an_operator_put_there(world: World) -> None:
    """Now, or once: an older revision is saved as it was."""
    visitor, page = Visitor(world.ours.steward), house_pages([world.ours.house])[world.ours.house.pk]
    sent = naming("banner", world.theirs.ids)
    with transaction.atomic():
        for banner in (world.theirs.ids["image"], None):
            page.banner_id = banner
            page.save_revision(user=world.operator)
            assert visitor.post(f"/admin/pages/{page.pk}/edit/", sent).written != []
        transaction.set_rollback(True)
