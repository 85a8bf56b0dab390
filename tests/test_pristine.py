"""A test with real transactions leaves to the next one what the migrations made, and nothing else."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from wagtail.models import Locale, Page

from members.models import User
from tests.factories.bookings import BookingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def everything() -> dict[str, list[str]]:
    """Every table's rows, as text."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT one::text FROM "{name}" one ORDER BY 1')
            found[name] = [row for (row,) in cursor.fetchall()]
    return found


def test_rows_are_those_of_the_migrations_again(django_db_setup):
    django_db_setup.restore()
    before = everything()
    BookingFactory()
    Page.objects.filter(slug="home").update(title="Changed")
    Permission.objects.filter(codename="add_page").delete()
    Locale.objects.create(language_code="de")
    assert everything() != before

    django_db_setup.restore()

    assert everything() == before
    assert User.objects.count() == 0
    assert [page.slug for page in Page.objects.order_by("path")] == ["root", "home"]


def test_what_was_not_touched_stays_where_it_is(django_db_setup):
    """A row that is written anew has another place in its table."""
    django_db_setup.restore()

    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM django_content_type ORDER BY id")
        before = cursor.fetchall()
        django_db_setup.restore()
        cursor.execute("SELECT xmin::text FROM django_content_type ORDER BY id")
        assert cursor.fetchall() == before
