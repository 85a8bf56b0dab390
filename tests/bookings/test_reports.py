"""Reports as pages and files, and to whom."""

import csv
import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from locations.actions import give_role
from locations.models import Duty
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
OCCUPANCY = "/admin/bookings/occupancy/"
MARCH = {"start": "2026-03-01", "end": "2026-03-31"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    """Three nights in March, 255.00."""
    room = RoomFactory(house__name="Casa", name="=Fog", slug="fog")
    BookingFactory(room=room, state="CONFIRMED")
    return room


@pytest.fixture
def reader(client: Client, room) -> Client:
    """A bookkeeper of the house."""
    keeper = UserFactory()
    give_role(room.house, keeper, Duty.BOOKKEEPER, by=UserFactory(is_superuser=True), now=NOW)
    client.force_login(keeper)
    return client


def test_a_bookkeeper_reads_definitions_rows_and_charts(reader, room) -> None:
    year = {"start": "2026-01-01", "end": "2026-12-31"}
    page = reader.get(OCCUPANCY, year).content.decode()

    assert "Nights sold, of a hundred reservable nights." in page
    assert "Income here comes from bills, not from cash" in page
    assert page.count('<svg role="img"') == 2
    assert page.count('<rect class="desk-chart-bar"') == 24
    assert 'data-label="Occupancy rate" class="desk-number">9.7\u00a0%' in page
    assert f'href="{reverse("desk:room_year", args=[room.house.slug, "fog", 2026])}"' in page
    assert 'href="?start=2026-02-01&amp;end=2026-02-28"' in page


def test_months_without_a_choice_are_this_one(reader) -> None:
    page = reader.get(OCCUPANCY).content.decode()

    assert "1 March 2026 – 31 March 2026" in page
    assert 'end=2026-03-31" aria-current="true">This month' in page
    assert "<svg role" not in page


NO_SENSE = [
    ({"start": "2026-03-31", "end": "2026-03-01"}, "The last day is before the first."),
    ({"start": "1999-01-01", "end": "2026-03-01"}, "Choose a day between 2000 and 2099."),
    ({"start": "soon", "end": "2026-03-01"}, "Enter a valid date."),
    ({"start": "2026-03-31"}, "This field is required."),
]


@pytest.mark.parametrize("name", ["desk:occupancy", "desk:stays"])
def test_days_that_make_no_sense_or_hold_nothing_are_told(reader, name) -> None:
    for days, told in NO_SENSE:
        answer = reader.get(reverse(name), days)
        page = answer.content.decode()
        assert (answer.status_code, told in page, "desk-figures" in page) == (200, True, False)

    page = reader.get(reverse(name), {"start": "2019-03-01", "end": "2019-03-31"}).content.decode()

    assert "Nothing in these days" in page


def test_files_say_what_the_page_says_and_nothing_is_a_formula(reader) -> None:
    lines = list(csv.reader(io.StringIO(_file(reader, "csv").decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(_file(reader, "xlsx"))).active

    assert ["Stay income", "255.00"] in [line[:2] for line in lines]
    assert ["Occupancy rate, %", "9.7"] in [line[:2] for line in lines]
    assert ["Casa", "'=Fog", "3", "31", "3", "9.7", "0.1", "255.00", "85.00", "8.23", "255.00"] in lines
    rows = list(sheet.iter_rows(values_only=True))
    assert ("Casa", "=Fog", 3, 31, 3, 9.7, 0.1, 255, 85, 8.23, 255) in rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def _file(reader: Client, kind: str) -> bytes:
    answer = reader.get(OCCUPANCY, MARCH | {"export": kind})
    assert answer["Content-Disposition"] == f'attachment; filename="occupancy-2026-03-01-2026-03-31.{kind}"'
    return answer.content


def test_stays_are_counted_on_their_page(reader) -> None:
    page = reader.get(reverse("desk:stays"), MARCH).content.decode()

    assert "Median lead time" in page
    assert page.count('<svg role="img"') == 2
    assert "Asked for by the guest" in page


def test_year_of_a_room_is_a_file_of_twelve_months(reader, room) -> None:
    answer = reader.get(reverse("desk:room_year", args=[room.house.slug, room.slug, 2026]))
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"] == f'attachment; filename="{room.house.slug}-fog-2026.csv"'
    assert [line[:2] for line in lines] == [["Month", "Year"], *([str(n), "2026"] for n in range(1, 13))]
    assert lines[3][4:7] == ["3", "3", "31"]


def test_others_have_no_such_address(client, room) -> None:
    client.force_login(StewardFactory(house=HouseFactory()))
    slug = room.house.slug

    assert client.get(OCCUPANCY, {"house": slug}).status_code == 404
    assert client.get(reverse("desk:room_year", args=[slug, "fog", 2026])).status_code == 404


@pytest.mark.parametrize(("room_slug", "year"), [("none", 2026), ("fog", 1999), ("fog", 2100)])
def test_years_and_rooms_that_are_not_there(reader, room, room_slug, year) -> None:
    assert reader.get(reverse("desk:room_year", args=[room.house.slug, room_slug, year])).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("desk:occupancy", 15), ("desk:stays", 15)])
def test_pages_take_the_same_queries_whatever_the_rooms(
    reader, room, name, queries, django_assert_num_queries
) -> None:
    reader.get(reverse(name), MARCH)
    with django_assert_num_queries(queries):
        reader.get(reverse(name), MARCH)
    for _more in range(2):
        BookingFactory(room=RoomFactory(house=room.house), state="CONFIRMED")

    with django_assert_num_queries(queries):
        reader.get(reverse(name), MARCH)
