"""A copy of production without its people: each field declared, and what was there gone."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import (
    CharField,
    DateTimeField,
    Field,
    FileField,
    ForeignKey,
    JSONField,
    Model,
    Sum,
    TextField,
)
from django.db.models.base import ModelBase
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.users.models import UserProfile

from bookings.actions import add_note
from bookings.actions.blocks import block
from bookings.actions.guests import add_house_note
from bookings.models import Booking
from bookings.rules.states import State
from config.anonymise import undeclared
from config.invariants import broken
from config.personal import TABLES, Table
from home.actions.remaking import ask
from home.images import SiteDocument
from locations.models import DiscountCode, House
from members.models import User
from messaging.models import Post
from payments.actions import documents
from payments.actions.splits import freeze_all
from payments.models import (
    BillLine,
    Dispute,
    Document,
    Payment,
    PaymentLink,
    Payout,
    PayoutEntry,
    Reduction,
    SplitPart,
    Suppression,
)
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import StewardFactory
from tests.factories.payments import RefundFactory

pytestmark = pytest.mark.django_db
MARKER = "zebra"


def anonymise(**options: str) -> None:
    call_command("anonymise", **{"confirm": connection.settings_dict["NAME"], **options})


@pytest.fixture
def staging(settings, tmp_path, monkeypatch):
    settings.STAGING = True
    for model, name in ((User, "photo"), (SiteDocument, "file"), (UserProfile, "avatar")):
        monkeypatch.setattr(model._meta.get_field(name), "storage", FileSystemStorage(location=tmp_path))


def a_stay() -> Booking:
    """A paid stay with everything around it that a house writes down."""
    booking = BookingFactory(state=State.CONFIRMED)
    steward = StewardFactory(house=booking.room.house)
    add_note(booking, text="Snores.", by=steward, now=NOW)
    add_house_note(booking.house, booking.guest, text="Sings.", by=steward, now=NOW)
    Post.objects.create(thread=booking.thread, at=NOW, is_ours=False, name="Ana", text="Is there tea?")
    dates = {"start": date(2026, 5, 1), "end": date(2026, 5, 3)}
    block(booking.room, beds=1, reason="Paint", by=steward, now=NOW, **dates)
    outside_calendar(booking.room, ("a", date(2026, 6, 1), date(2026, 6, 3)))
    payment = booking.bill.payments.get()
    RefundFactory(payment=payment, amount=Decimal("1.00"))
    PaymentLink.objects.create(bill=booking.bill, name="Aunt", by=booking.guest, created_at=NOW)
    paid_out = {"amount": 1, "currency": "USD", "created_at": NOW}
    payout = Payout.objects.create(payout_id="po_1", status="paid", arrives_on=NOW.date(), **paid_out)
    PayoutEntry.objects.create(payout=payout, entry_id="txn_1", kind="charge", fee=0, net=1, **paid_out)
    Dispute.objects.create(
        payment=payment,
        dispute_id="dp_1",
        amount=1,
        status="lost",
        reason="x",
        created_at=NOW,
        changed_at=NOW,
    )
    DiscountCode.objects.create(house=booking.room.house, code="FRIENDS", value=10)
    given = {"bill": booking.bill, "label": "Friends", "reason": "A friend.", "by": steward, "at": NOW}
    Reduction.objects.create(kind="PERCENT", value=1, ended_at=NOW, **given)
    Suppression.objects.create(source="fee:0", **given)
    freeze_all()
    SplitPart.objects.create(split=payment.splits.get(), kind="TAX", label="Tax", paid_by="GUEST", amount=0)
    details = {"name": "Casa SL", "address": "Calle 1", "tax_number": "ESB1"}
    documents.keep_details(booking.room.house, by=steward, now=NOW, **details)
    to = documents.Addressee(name="Ana", address="Paseo 2")
    documents.invoice(booking.bill, to=to, by=steward, now=NOW)
    UserProfile.objects.create(user=booking.guest)
    CollectionViewRestriction.objects.create(collection=Collection.get_first_root_node())
    PageViewRestriction.objects.create(page=Page.get_first_root_node())
    ask(by=steward, now=NOW)
    SiteDocument.objects.create(title="Lease", file=ContentFile(b"a lease", "lease.txt"))
    return booking


def marked(model: ModelBase, table: Table) -> list[Field]:
    """The fields that hold text, JSON or a file, and are not kept."""
    kept = set(table.kept.split()) | set(table.token.split())
    texts = (TextField, CharField, JSONField, FileField)
    fields = [field for field in model._meta.local_concrete_fields if isinstance(field, texts)]
    return [field for field in fields if field.name not in kept and not field.choices]


def mark(field: Field, pk: object) -> object:
    if isinstance(field, JSONField):
        return {"said": MARKER}
    return f"{MARKER}{pk}@example.org"[: field.max_length]


def put_marker_everywhere() -> None:
    for label, table in TABLES.items():
        model = apps.get_model(label)
        if table.cleared and not model._base_manager.exists():
            a_row(model)
        for field in marked(model, table):
            assert model._base_manager.exists(), f"no row of {label} to put a marker in"
            for pk in model._base_manager.values_list("pk", flat=True):
                model._base_manager.filter(pk=pk).update(**{field.name: mark(field, pk)})


def a_row(model: type[Model]) -> None:
    """A row of a table that only has to be emptied: what it points at need not be there."""
    values = {}
    for field in model._meta.local_concrete_fields:
        if field.null or field.has_default() or field.primary_key and not isinstance(field, CharField):
            continue
        if isinstance(field, ForeignKey):
            values[field.attname] = 1
        elif isinstance(field, DateTimeField):
            values[field.attname] = NOW
        elif isinstance(field, CharField | TextField | FileField):
            values[field.attname] = "x"
        elif isinstance(field, JSONField):
            values[field.attname] = {"said": "x"}
        else:
            values[field.attname] = "" if field.get_internal_type() == "SearchVectorField" else 1
    model._base_manager.bulk_create([model(**values)])


def tables_with(word: str) -> list[str]:
    """Every table of the database, models or not, where some column of some row holds the word."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text ILIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def test_every_field_is_declared_once():
    assert undeclared() == []
    for label, table in TABLES.items():
        names = [name for group in table[:-1] for name in group.split()]
        assert sorted(names) == sorted(set(names)), label


def test_a_field_that_nobody_declared_is_named(monkeypatch):
    monkeypatch.setitem(TABLES, "members.User", TABLES["members.User"]._replace(words="phone height"))
    monkeypatch.delitem(TABLES, "bookings.Note")

    assert undeclared() == ["bookings.Note", "members.User.bio", "members.User.height"]


def test_no_word_is_left_and_sums_and_shapes_are(staging):
    a_stay()
    put_marker_everywhere()
    assert len(tables_with(MARKER)) > 20
    kept = [label for label, table in TABLES.items() if not table.cleared]
    rows = {label: apps.get_model(label)._base_manager.count() for label in kept}
    money = BillLine.objects.aggregate(Sum("amount")), Payment.objects.aggregate(Sum("amount"))

    anonymise()

    assert tables_with(MARKER) == []
    assert {label: apps.get_model(label)._base_manager.count() for label in kept} == rows
    assert (BillLine.objects.aggregate(Sum("amount")), Payment.objects.aggregate(Sum("amount"))) == money
    assert broken() == []


def test_words_keep_their_length_and_people_get_numbers(staging):
    booking = a_stay()
    Booking.objects.update(purpose="Año nuevo, with 2 friends.")

    anonymise()

    booking.refresh_from_db()
    guest = booking.guest
    assert booking.purpose == "xxx xxxxx, xxxx x xxxxxxx."
    assert (guest.name, guest.email) == (f"User {guest.pk}", f"person{guest.pk}@example.invalid")
    assert not guest.has_usable_password() or not guest.check_password("")
    assert House.objects.get().name == booking.room.house.name


def test_documents_keep_what_they_add_up_and_can_still_be_cancelled(staging):
    booking = a_stay()
    invoice = Document.objects.get(bill=booking.bill, kind="INVOICE")
    lines = [line["amount"] for line in invoice.content["lines"]]

    anonymise()

    invoice.refresh_from_db()
    assert invoice.content["payer"] == {"name": "xxx", "address": "xxxxx x", "company": "", "tax_id": ""}
    assert invoice.content["house"]["tax_number"] == "xxxx"
    assert [line["amount"] for line in invoice.content["lines"]] == lines
    note = documents.cancel_invoice(invoice, reason="Twice", by=booking.guest, now=NOW)
    assert note.content["payer"] == invoice.content["payer"]


def test_files_of_people_go(staging):
    booking = a_stay()
    booking.guest.photo.save("ana.jpg", ContentFile(b"a face"))
    storage, name = booking.guest.photo.storage, booking.guest.photo.name

    anonymise()

    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("change", "options", "why"),
    [
        ({"STAGING": False}, {}, "STAGING=1 is not set"),
        ({}, {"confirm": "another"}, "This database is called"),
        ({"STRIPE_SECRET_KEY": "sk_live_1"}, {}, "STRIPE_SECRET_KEY is a live one"),
        ({"STRIPE_SECRET_KEY": "rk_live_1"}, {}, "STRIPE_SECRET_KEY is a live one"),
        ({}, {"bucket": "media.example.org"}, "BUCKETEER_BUCKET_NAME is not media.example.org"),
    ],
)
def test_production_is_refused_and_unchanged(staging, settings, change, options, why):
    guest = BookingFactory().guest
    for name, value in change.items():
        setattr(settings, name, value)

    with pytest.raises(CommandError, match=why):
        anonymise(**options)

    assert User.objects.filter(email=guest.email).exists()
