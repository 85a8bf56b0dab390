"""A person goes: nothing of theirs is left but what the law keeps; sums and nights are as before."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.models import CharField, ForeignKey, JSONField, Model, Sum, TextField
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from bookings.actions import Asker, add_line, add_note, ask_house, write_to_guest, write_to_house
from bookings.actions.guests import add_house_note, link_guests
from bookings.actions.replies import take_reply
from bookings.models import AnswerKey, BedNight, Booking, HouseNote
from bookings.rules.states import State
from config.invariants import broken
from config.personal import STAYS_WHEN_ERASED, TABLES
from locations.actions import add_resident, follow, give_role
from locations.models import Duty, Residency
from members.actions.leaving import CannotErase, erase, why_not_erase
from members.models import User
from members.queries import data_of
from messaging.actions import suppress
from messaging.actions.posts import Said
from messaging.emails import Words
from messaging.models import Attachment, MailgunEvent, Message, Reason
from messaging.send import queue
from payments.actions import documents
from payments.models import (
    BillLine,
    Dispute,
    InvoiceAddress,
    Payment,
    PaymentLink,
    StripeEvent,
    Suppression,
)
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach
from tests.factories.payments import RefundFactory

pytestmark = pytest.mark.django_db
MARKER = "quagga"
EMAIL = f"{MARKER}@example.org"
LATER = NOW + timedelta(days=60)
# Who did something to a row of somebody else.
DOERS = {"by", "changed_by", "steward", "user_permissions", "uploaded_by_user", "locked_by", "owner"}
DOERS |= {"replayed_by", "reversed_by", "revoked_by"}
# What a row of theirs leads to that is theirs too.
ALONG = {("bookings.Booking", "bill"), ("bookings.Booking", "thread"), ("messaging.Post", "inbound")}


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def files(monkeypatch, tmp_path):
    storage = FileSystemStorage(tmp_path)
    for model, name in ((User, "photo"), (Attachment, "file")):
        monkeypatch.setattr(model._meta.get_field(name), "storage", storage)
    return tmp_path


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4)


@pytest.fixture
def person(files, room) -> User:
    """A guest with a paid stay and everything around it that people write down; also a resident once."""
    guest = UserFactory(name=MARKER, email=EMAIL)
    guest.photo.save(f"{MARKER}.jpg", ContentFile(b"a face"))
    booking = BookingFactory(room=room, guest=guest, state=State.CHECKED_OUT)
    steward = StewardFactory(house=room.house)
    about(booking, steward)
    mail(booking, steward)
    money(booking, steward)
    ties(guest, booking, steward)
    return guest


def about(booking: Booking, steward: User) -> None:
    add_note(booking, text="Snores.", by=steward, now=NOW)
    add_house_note(booking.house, booking.guest, text="Sings.", by=steward, now=NOW)
    again = UserFactory(name="Also them")
    BookingFactory(room=booking.room, guest=again, state=State.DECLINED, arrive=date(2026, 4, 1),
                   depart=date(2026, 4, 3))  # fmt: skip
    link_guests(booking.house, booking.guest, again, by=steward, now=NOW)
    AnswerKey.objects.get_or_create(step=booking.moves.first(), steward=steward, defaults={"token": "t"})


def mail(booking: Booking, steward: User) -> None:
    write_to_guest(booking, said=Said(text="Dear guest"), by=steward, now=NOW)
    write_to_house(booking, said=Said(text="Dear house"), by=booking.guest, now=NOW)
    reply = InboundFactory(house=booking.house, sender=EMAIL, sender_name=MARKER)
    attach(reply, f"{MARKER}.pdf")
    take_reply(reply, token=booking.thread.token, now=NOW)
    InboundFactory(house=booking.house, sender=EMAIL, list_name="stay", state="HELD")
    letter = Message.objects.filter(to=EMAIL).first()
    MailgunEvent.objects.create(token="t", message=letter, kind="bounced", at=NOW, recipient=EMAIL,
                                received_at=NOW)  # fmt: skip
    suppress(EMAIL, reason=Reason.ASKED, source="preferences", now=NOW)
    asker = Asker(name=MARKER, email=EMAIL, language="en")
    ask_house(booking.house, room=None, asker=asker, text=f"Is {MARKER} welcome?", path="/", now=NOW)
    news = queue(key="bookings.people_day", fact="x", to=steward, house=booking.house, thread=None, now=NOW,
                 context={}, scope="DIGEST", said=words(f"{MARKER} arrives"))  # fmt: skip
    assert news.text


def words(text: str) -> Words:
    return Words("The day", text, text)


def money(booking: Booking, steward: User) -> None:
    bill, payment = booking.bill, booking.bill.payments.get()
    RefundFactory(payment=payment, amount=1, state="FAILED", reason="Over")
    PaymentLink.objects.create(bill=bill, name="Aunt", by=booking.guest, created_at=NOW)
    given = {"bill": bill, "label": "Tax", "reason": "A friend.", "by": steward, "at": NOW}
    Suppression.objects.create(source="fee:0", **given)
    bill.reductions.create(
        kind="PERCENT", value=1, label="Discount", reason="x", by=steward, at=NOW, ended_at=NOW
    )
    BillLine.objects.create(bill=bill, kind="CUSTOM", label="Soap", amount=0, created_at=NOW, order=9)
    Dispute.objects.create(payment=payment, dispute_id="d", amount=1, status="won", created_at=NOW,
                           changed_at=NOW)  # fmt: skip
    details = {"name": "Casa SL", "address": "Calle 1", "tax_number": "ESB1"}
    documents.keep_details(booking.house, by=steward, now=NOW, **details)
    documents.invoice(bill, to=documents.Addressee(name=MARKER, address="Paseo"), by=booking.guest, now=NOW)
    StripeEvent.objects.create(event_id="e", kind="x", payload={"email": EMAIL}, received_at=NOW, next_at=NOW)


def ties(guest: User, booking: Booking, steward: User) -> None:
    add_resident(
        booking.house, email=EMAIL, start=date(2025, 1, 1), end=date(2025, 9, 1), by=steward, now=NOW
    )
    follow(booking.house, by=guest, now=NOW)
    give_role(booking.house, guest, Duty.BOOKKEEPER, by=steward, now=NOW)
    log(guest, "wagtail.edit", user=steward, data={"name": MARKER})


def rows_of(person: User) -> dict[type[Model], set[int]]:
    """Every row that hangs on `person`, by following each foreign key from below but those of doers."""
    found: dict[type[Model], set] = {User: {person.pk}}
    grown = True
    while grown:
        grown = False
        for model, pks in edges(found):
            known = found.setdefault(model, set())
            grown = grown or not pks <= known
            known |= pks
    return found


def edges(found: dict[type[Model], set]) -> Iterator[tuple[type[Model], set]]:
    models = [apps.get_model(label) for label in TABLES if label.split(".")[0] in OURS]
    for model in models:
        for field in (one for one in model._meta.local_concrete_fields if isinstance(one, ForeignKey)):
            above = field.related_model
            if above in list(found) and field.name not in DOERS:
                asked = {f"{field.name}__in": found[above]}
                yield model, set(model._base_manager.filter(**asked).values_list("pk", flat=True))
            if model in found and (model._meta.label, field.name) in ALONG:
                of = model._base_manager.filter(pk__in=found[model]).exclude(**{field.name: None})
                yield above, set(of.values_list(field.attname, flat=True))


OURS = {"bookings", "payments", "messaging", "locations", "members"}
# Rows by an address, which no key leads to.
NAMES = {
    "members.User": {"email", "name"}, "messaging.Message": {"to", "key"},
    "messaging.Inbound": {"sender"}, "messaging.MailgunEvent": {"recipient", "kind"},
    "messaging.Suppression": {"address"},
}  # fmt: skip
BY_ADDRESS = {"messaging.Inbound": "sender", "messaging.Suppression": "address"}


def plant(person: User) -> set[str]:
    """The marker in each personal text of each row of theirs; the fields that got one."""
    found = rows_of(person)
    for label, field in BY_ADDRESS.items():
        model = apps.get_model(label)
        pks = model.objects.filter(**{field: EMAIL}).values_list("pk", flat=True)
        found.setdefault(model, set()).update(pks)
    return {f"{model._meta.label}.{name}" for model, pks in found.items() for name in _planted(model, pks)}


def _planted(model: type[Model], pks: set) -> Iterator[str]:
    label = model._meta.label
    table = TABLES[label]
    kept = {*table.kept.split(), *table.token.split(), *STAYS_WHEN_ERASED.get(label, "").split()}
    # They bear it from the start, as what names them elsewhere does.
    kept |= NAMES.get(label, set())
    for field in model._meta.local_concrete_fields:
        texts = isinstance(field, TextField | CharField | JSONField)
        if not texts or field.name in kept or field.choices:
            continue
        assert pks, f"no row of {label} hangs on the person, so nothing shows that it is blanked"
        for pk in pks:
            value = {"why": MARKER} if isinstance(field, JSONField) else f"{MARKER} {pk}"[: field.max_length]
            model._base_manager.filter(pk=pk).update(**{field.name: value})
        yield field.name


def tables_with(word: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text ILIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def test_nothing_of_a_person_is_left_but_paper(person, files, django_capture_on_commit_callbacks) -> None:
    planted = plant(person)
    assert (
        len(planted) > 40
        and {"bookings.Move.why", "payments.Refund.reason", "messaging.Post.text"} <= planted
    )
    assert len(tables_with(MARKER)) > 15
    for booking in Booking.objects.filter(guest=person):
        log(booking, "bookings.approved", data={"why": MARKER})
    counts = {model: model.objects.count() for model in (Booking, BedNight, BillLine, Payment)}
    sums = BillLine.objects.aggregate(Sum("amount")), Payment.objects.aggregate(Sum("amount"))
    assert any(files.rglob(f"{MARKER}*"))

    with django_capture_on_commit_callbacks(execute=True):
        erase(person, by=person, now=LATER)

    assert tables_with(MARKER) == ["payments_document"]
    assert {model: model.objects.count() for model in counts} == counts
    assert (BillLine.objects.aggregate(Sum("amount")), Payment.objects.aggregate(Sum("amount"))) == sums
    assert broken() == [] and not any(files.rglob("*.*"))
    person.refresh_from_db()
    assert (person.is_active, person.email, person.erased_at) == (
        False,
        f"erased-{person.pk}@erased.invalid",
        LATER,
    )
    assert not person.roles.exists() and not person.groups.exists() and not InvoiceAddress.objects.exists()


def test_what_others_wrote_about_others_stays(person, room) -> None:
    other = UserFactory(name="Other", email="other@example.org")
    stay = BookingFactory(
        room=room, guest=other, state=State.DECLINED, arrive=date(2026, 6, 1), depart=date(2026, 6, 3)
    )
    add_house_note(room.house, other, text="Stays.", by=person, now=NOW)
    before = Message.objects.filter(to=other.email).first().text

    erase(person, by=person, now=LATER)

    note = HouseNote.objects.get()
    assert (note.text, str(note.by)) == ("Stays.", "Erased account")
    assert before and Message.objects.filter(to=other.email).first().text == before
    assert stay.moves.last().why == "We are full of painters."


def test_a_second_time_is_refused_and_mail_to_nobody_is_not_sent(person, room) -> None:
    erase(person, by=person, now=LATER)
    person.refresh_from_db()

    with pytest.raises(CannotErase, match="erased already"):
        erase(person, by=person, now=LATER)
    late = queue(key="bookings.people_day", fact="y", to=person, house=room.house, thread=None, now=LATER,
                 context={}, said=words("Hello"))  # fmt: skip
    assert (late.state, late.text) == ("SKIPPED", "")
    assert ModelLogEntry.objects.filter(action="members.erase").get().label == "Erased account"


@pytest.mark.parametrize(
    ("state", "why"),
    [(State.REQUESTED, "to come"), (State.APPROVED, "to come"), (State.CONFIRMED, "to come")],
)
def test_stays_to_come_are_in_the_way(room, state, why) -> None:
    with time_machine.travel(NOW, tick=False):
        booking = BookingFactory(room=room, state=state)

        reasons = why_not_erase(booking.guest, now=NOW)
        with pytest.raises(CannotErase, match=booking.number):
            erase(booking.guest, by=booking.guest, now=NOW)

    assert "is to come or not over" in reasons[0]
    assert User.objects.get(pk=booking.guest_id).name == booking.guest.name


def test_a_bill_that_is_not_settled_is_in_the_way(person) -> None:
    booking = Booking.objects.get(guest=person)
    add_line(booking, label="Bicycle", amount=Decimal(20), by=person, now=NOW)

    assert why_not_erase(person, now=LATER) == [
        f"The bill of the stay {booking.number} in {booking.house.name} is not settled."
    ]


def test_money_under_way_and_a_dispute_are_in_the_way(person) -> None:
    payment = Payment.objects.get()
    payment.disputes.update(status="needs_response")
    RefundFactory(payment=payment, amount=1, state="CREATED")
    add_line(Booking.objects.get(guest=person), label="x", amount=Decimal(1), by=person, now=NOW)

    reasons = " ".join(why_not_erase(person, now=LATER))

    assert "is disputed" in reasons and "still on its way" in reasons


def test_the_last_steward_and_an_operator_can_t_go(room) -> None:
    alone, operator = StewardFactory(house=room.house), UserFactory(is_superuser=True)

    assert why_not_erase(alone, now=LATER) == [
        f"Nobody else runs {room.house.name}. Another steward has to be invited first."
    ]
    assert "Another operator" in why_not_erase(operator, now=LATER)[0]
    StewardFactory(house=room.house)
    assert why_not_erase(alone, now=LATER) == []


def test_who_was_to_move_in_never_does_and_who_lives_there_moves_out(room) -> None:
    steward, person = StewardFactory(house=room.house), UserFactory()
    for start, end in ((date(2026, 1, 1), date(2026, 6, 1)), (date(2026, 7, 1), None)):
        add_resident(room.house, email=person.email, start=start, end=end, by=steward, now=NOW)

    erase(person, by=person, now=LATER)

    lived = Residency.objects.get()
    assert (lived.end, lived.listed) == (date(2026, 5, 1), False)
    told = ModelLogEntry.objects.filter(action="locations.add_resident").values_list(
        "data__person", flat=True
    )
    assert set(told) == {"Erased account"}


def test_export_holds_what_is_kept_and_houses_notes_only_for_operators(person) -> None:
    own = {section.name: section for section in data_of(person, private=False)}
    whole = {section.name: section for section in data_of(person, private=True)}

    assert set(own) == {
        "account", "roles", "residencies", "follows", "stays", "steps", "bills", "lines", "payments",
        "refunds", "payment_links", "documents", "invoice_addresses", "posts", "mails_to_us",
        "mails_to_you", "not_sent",
    }  # fmt: skip
    assert set(whole) - set(own) == {"notes_on_stays", "notes_of_houses"}
    assert own["account"].named_rows[0]["email"] == EMAIL
    assert "Dear house" in {post["text"] for post in own["posts"].named_rows}
    assert whole["notes_of_houses"].rows[0][2] == "Sings."
