"""Papers and figures over HTTP: who finds them, and what is answered to what makes no sense."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bookings.rules.states import State
from locations.actions import give_role, take_role
from locations.models import Role
from payments.actions import documents
from payments.actions.splits import freeze
from payments.models import Document, InvoiceAddress, LegalDetails
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
DETAILS = {"name": "Casa SL", "address": "Calle 1\nMadrid", "tax_number": "ESB1", "footer": ""}
ANA = {"name": "Zoë Łukasz", "company": "", "address": "Paseo 2", "tax_id": ""}
YEAR = {"start": "2026-01-01", "end": "2026-12-31"}


@pytest.fixture
def booking():
    guest = UserFactory(name='=HYPERLINK("x")')
    booking = BookingFactory(state=State.CONFIRMED, room=RoomFactory(house=HouseFactory()), guest=guest)
    documents.keep_details(booking.house, by=guest, now=NOW, **DETAILS)
    freeze([booking.bill])
    documents.receipt(booking.bill.payments.get(), by=None, now=NOW)
    return booking


@pytest.fixture
def steward(booking):
    return StewardFactory(house=booking.house)


@pytest.fixture
def bookkeeper(booking):
    person = UserFactory()
    give_role(booking.house, person, "BOOKKEEPER", by=booking.guest, now=NOW)
    return person


def test_guest_finds_the_receipt_on_the_page_of_the_stay_and_others_do_not(client, booking) -> None:
    page, paper = f"/stay/mine/{booking.number}/", f"/payments/{booking.bill.reference}/documents/R2026-00001"
    client.force_login(booking.guest)

    assert f"{paper}/" in client.get(page).content.decode()
    shown, file = client.get(f"{paper}/"), client.get(f"{paper}.pdf")
    assert (shown.status_code, file.status_code) == (200, 200)
    assert file.content.startswith(b"%PDF-")
    assert file["Content-Disposition"].endswith('R2026-00001.pdf"')
    client.force_login(UserFactory())
    assert {client.get(f"{paper}{end}").status_code for end in ("/", ".pdf")} == {404}


def test_guest_asks_for_an_invoice_once(client, booking) -> None:
    client.force_login(booking.guest)
    address = f"/payments/{booking.bill.reference}/invoice/"

    short = client.post(address, {**ANA, "address": " "})
    made = client.post(address, ANA)
    again = client.post(address, {**ANA, "name": "Other"})

    assert "An invoice needs an address." in short.content.decode()
    written = Document.objects.get(kind="INVOICE")
    assert made.url == f"/payments/{booking.bill.reference}/documents/{written.number}/"
    assert "There is an invoice already" in again.content.decode()
    assert InvoiceAddress.objects.get().name == "Zoë Łukasz"


def test_guest_of_a_house_without_details_is_told(client, booking) -> None:
    LegalDetails.objects.all().delete()
    client.force_login(booking.guest)

    answer = client.post(f"/payments/{booking.bill.reference}/invoice/", ANA)

    assert "The house can&#x27;t write invoices yet." in answer.content.decode()
    assert not Document.objects.filter(kind="INVOICE").exists()


def test_receipt_of_old_money_is_written_when_the_guest_asks(client, booking) -> None:
    payment = PaymentFactory(bill=booking.bill, amount=Decimal(5))
    client.force_login(booking.guest)
    before = client.get(f"/stay/mine/{booking.number}/").content.decode()

    answer = client.post(f"/payments/{booking.bill.reference}/receipts/{payment.pk}/")

    assert f"/receipts/{payment.pk}/" in before
    assert answer.status_code == 302
    assert payment.documents.count() == 1


def test_steward_writes_and_cancels_an_invoice(client, booking, steward) -> None:
    client.force_login(steward)
    house, reference = booking.house.slug, booking.bill.reference

    written = client.post(f"/admin/money/{house}/bills/{reference}/invoice/", ANA)
    unsaid = client.post(f"{written.url}cancel/", {"reason": ""})
    cancelled = client.post(f"{written.url}cancel/", {"reason": "Wrong name"})

    assert client.get(written.url).status_code == 200
    assert unsaid.status_code == 200
    assert "Wrong name" in client.get(cancelled.url).content.decode()
    assert {one.kind for one in Document.objects.all()} == {"RECEIPT", "INVOICE", "CREDIT"}


def test_steward_says_what_stands_on_paper(client, booking, steward) -> None:
    LegalDetails.objects.all().delete()
    client.force_login(steward)
    address = f"/admin/money/{booking.house.slug}/on-paper/"

    assert "the legal name, the address, the tax number" in client.get(address).content.decode()
    assert client.post(address, DETAILS).status_code == 302
    assert LegalDetails.objects.get().address == "Calle 1\nMadrid"


READS = ["payments/", "nights/", "taxes/", "documents/", "{house}/documents/R2026-00001/",
         "{house}/documents/R2026-00001.pdf"]  # fmt: skip
ACTS = ["{house}/on-paper/", "{house}/bills/{reference}/invoice/", "{house}/documents/R2026-00001/cancel/"]


def test_bookkeeper_reads_figures_and_papers_and_nothing_else(client, booking, bookkeeper) -> None:
    client.force_login(bookkeeper)
    named = {"house": booking.house.slug, "reference": booking.bill.reference}

    def found(addresses):
        return {client.get(f"/admin/money/{one.format_map(named)}").status_code for one in addresses}

    assert found(READS) == {200}
    assert found(ACTS) == {404}
    slug = booking.house.slug
    others = [f"/admin/bookings/{slug}/{booking.number}/", f"/admin/houses/{slug}/settings/",
              f"/admin/houses/{slug}/people/"]  # fmt: skip
    assert {client.get(one).status_code for one in others} == {404}
    home = client.get("/admin/").content.decode()
    assert "/admin/money/payments/" in home
    assert "/admin/houses/" not in home


def test_bookkeeper_loses_the_door_with_the_role(client, booking, bookkeeper) -> None:
    StewardFactory(house=booking.house)
    take_role(booking.house, bookkeeper, by=booking.guest, now=NOW)

    assert not Role.objects.filter(user=bookkeeper).exists()
    assert not bookkeeper.groups.exists()


def test_figures_of_another_house_are_not_there(client, booking) -> None:
    client.force_login(StewardFactory(house=HouseFactory()))

    assert client.get("/admin/money/payments/", {"house": booking.house.slug}).status_code == 404
    assert booking.number not in client.get("/admin/money/payments/", YEAR).content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "2026-03-31", "end": "2026-03-01"}, "The last day is before the first."),
        ({"start": "1066-10-14", "end": "2026-03-01"}, "Choose a day between 2000 and 2099."),
        ({"start": "2026-03-01", "end": "9999-12-31"}, "Choose a day between 2000 and 2099."),
        ({"start": "tomorrow", "end": "2026-03-01"}, "Enter a valid date."),
        ({"start": "2026-03-01"}, "This field is required."),
    ],
)
def test_days_that_make_no_sense_are_said_and_kept(client, booking, steward, asked, said) -> None:
    client.force_login(steward)

    for export in ({}, {"export": "csv"}):
        page = client.get("/admin/money/payments/", {**asked, **export})
        assert page.status_code == 200
        assert said in page.content.decode()
        assert f'value="{asked["start"]}"' in page.content.decode()


def test_page_takes_the_same_queries_whatever_the_rows(
    client, booking, steward, django_assert_num_queries
) -> None:
    client.force_login(steward)
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/money/payments/", YEAR)
    for _more in range(2):
        PaymentFactory(bill=booking.bill, amount=Decimal(5))
    freeze([booking.bill])

    with django_assert_num_queries(len(one)):
        client.get("/admin/money/payments/", YEAR)


def test_nothing_in_these_days_is_said(client, booking, steward) -> None:
    client.force_login(steward)

    page = client.get("/admin/money/payments/", {"start": "2020-01-01", "end": "2020-01-31"})

    assert "Nothing in these days" in page.content.decode()


def test_sheets_hold_the_figures_and_no_formula(client, booking, steward) -> None:
    client.force_login(steward)

    plain = client.get("/admin/money/payments/", {**YEAR, "export": "csv"})
    book = client.get("/admin/money/payments/", {**YEAR, "export": "xlsx"})

    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    paid = booking.bill.payments.get().amount
    assert ["Net to house", f"{paid:.2f}"] in [row[:2] for row in rows]
    assert [row[2] for row in rows if row and row[0] == "2026-03-02"] == ['\'=HYPERLINK("x")']
    sheet = load_workbook(io.BytesIO(book.content)).active
    cells = {cell.value: cell.data_type for row in sheet for cell in row}
    assert cells['=HYPERLINK("x")'] == "s"
    assert [row[1].value for row in sheet if row[0].value == "Net to house"] == [float(paid)]
    assert [row[0].value.date() for row in sheet if row[0].is_date] == [date(2026, 3, 2)]


def test_operator_sees_the_network_in_its_currencies(client, booking) -> None:
    other = BookingFactory(
        state=State.CONFIRMED, room=RoomFactory(house=HouseFactory(currency="EUR"), rate=50)
    )
    freeze([other.bill])
    client.force_login(UserFactory(is_superuser=True))

    page = client.get("/admin/money/payments/", YEAR).content.decode()

    assert ("In EUR" in page, "In USD" in page, "The whole network" in page) == (True, True, True)
