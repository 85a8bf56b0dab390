"""The menu and the trail are read from the page tree, for the same queries whatever its size."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Page, Site

from home.models import StandardPage
from locations.models import Visibility
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, StewardFactory, home_page

pytestmark = pytest.mark.django_db


def add(parent: Page, title: str, **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, show_in_menus=True, **fields))


def navigation(page: Page | None, user=None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    context = Context({"request": request, "page": page})
    Template("{% load navigation %}{% navigation as nav %}").render(context)
    return context["nav"]


def links(found) -> list[tuple[str, str]]:
    return [(link.title, link.url) for link in found]


@pytest.fixture
def home():
    return home_page()


def test_menu_holds_live_children_marked_for_menus(home):
    about = add(home, "About")
    add(home, "Draft", live=False)
    home.add_child(instance=StandardPage(title="Imprint"))
    add(about, "Team")

    assert links(navigation(home).menu) == [("About", "/about/")]


def test_menu_marks_the_page_shown_and_the_branch_it_is_in(home):
    about = add(home, "About")
    team = add(about, "Team")

    assert [(link.current, link.within) for link in navigation(about).menu] == [(True, True)]
    assert [(link.current, link.within) for link in navigation(team).menu] == [(False, True)]
    assert [(link.current, link.within) for link in navigation(None).menu] == [(False, False)]


def test_trail_leads_from_home_to_the_page_above(home):
    team = add(add(home, "About"), "Team")

    assert links(navigation(team).trail) == [(home.title, "/"), ("About", "/about/")]
    assert navigation(home).trail == []
    assert navigation(None).trail == []


@pytest.mark.parametrize(
    ("visibility", "stranger", "steward"),
    [(Visibility.PUBLIC, True, True), (Visibility.LINK, False, False), (Visibility.MEMBERS, False, True)],
)
def test_menu_names_a_house_only_to_those_who_may_know_of_it(home, visibility, stranger, steward):
    house = HouseFactory(visibility=visibility)
    house_pages([house])[house.pk].__class__.objects.update(show_in_menus=True)

    assert [bool(navigation(home, user).menu) for user in (None, StewardFactory(house=house))] == [
        stranger,
        steward,
    ]


def test_navigation_is_empty_where_there_is_no_site():
    Site.objects.all().delete()
    found = navigation(None)

    assert (found.name, found.home, found.menu, found.trail) == ("", "/", [], [])


@pytest.mark.parametrize("number", [1, 3])
def test_navigation_costs_the_same_for_one_page_and_three(home, django_assert_num_queries, number):
    above = home
    for place in range(number):
        add(home, f"Page {place}")
        above = add(above, f"Level {place}")
    page = Page.objects.get(pk=above.pk)
    cache.clear()
    navigation(page)

    with django_assert_num_queries(6):
        navigation(page)
