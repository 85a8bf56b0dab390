"""Two houses with everything a house can have, made once; every name of the second bears the marker."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Site, Task, TaskState, UploadedFile, Workflow, WorkflowState

from bookings.actions import add_note
from bookings.actions.asking import Words
from bookings.actions.blocks import block
from bookings.actions.feeds import open_feed
from bookings.actions.guests import add_house_note
from bookings.actions.replies import take_reply
from bookings.models import Booking
from bookings.rules.states import State
from home.models import StandardPage
from locations.actions import add_resident, keep_secrets
from locations.models import House, HousePage, Room
from locations.queries import house_pages, room_pages
from locations.rules.secrets import Secrets
from members.models import User
from messaging import send
from messaging.actions import suppress
from messaging.models import Attachment, Canned, Inbound, InboundState, Override, Reason
from payments.actions import documents
from payments.actions.splits import freeze
from payments.models import Dispute, MoneyState, PaymentLink, Payout, StripeEvent
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach
from tests.factories.payments import PaymentFactory, RefundFactory

# A search for the first word must not bring the second.
WORD, MARKER = "Xanadu", "Kubla"


@dataclass
class Place:
    """One house and its people. `ids`: what the parts of an address are called → what stands there."""

    house: House
    room: Room
    booking: Booking
    steward: User
    guest: User
    ids: dict[str, object]


def place(word: str, marker: str, *, operator: User) -> Place:
    """A house whose names all hold `marker`, and its slugs too."""
    name, slug = f"{word} {marker}", f"{word}-{marker}".lower()
    house = HouseFactory(name=f"{name} house", slug=f"{slug}-house", rules=f"{name} rules")
    room = RoomFactory(house=house, name=f"{name} room", slug=f"{slug}-room", sleeps=2)
    RoomFactory(house=house, name=f"{name} draft room", slug=f"{slug}-draft", live=False)
    steward = StewardFactory(house=house, name=f"{name} steward", email=f"steward@{slug}.example")
    guest = UserFactory(name=f"{name} guest", email=f"guest@{slug}.example")
    asked = {"words": Words(purpose=f"{name} purpose", comments=f"{name} comment")}
    booking = BookingFactory(room=room, guest=guest, state=State.CONFIRMED, **asked)
    later = BookingFactory(room=room, guest=guest, arrive=date(2026, 4, 1), depart=date(2026, 4, 3), **asked)
    again = UserFactory(name=f"{name} guest", email=f"again@{slug}.example")
    BookingFactory(room=room, guest=again, arrive=date(2026, 6, 1), depart=date(2026, 6, 3), **asked)
    noted = add_house_note(house, guest, text=f"{name} opinion", by=steward, now=NOW)
    add_note(booking, text=f"{name} note", by=steward, now=NOW)
    resident = add_resident(house, email=guest.email, start=date(2026, 1, 1), by=steward, now=NOW)
    keep_secrets(house, Secrets(door_code=f"{name} code"), by=steward, now=NOW)
    kept = block(
        room,
        start=date(2026, 5, 1),
        end=date(2026, 5, 3),
        beds=1,
        reason=f"{name} reason",
        by=steward,
        now=NOW,
    )
    elsewhere = outside_calendar(room, (slug, date(2026, 5, 10), date(2026, 5, 12)), name=name)
    details = {"name": f"{name} company", "address": f"{name} street", "tax_number": f"{name} tax"}
    documents.keep_details(house, by=steward, now=NOW, **details)
    to = documents.Addressee(name=f"{name} payer", address=f"{name} home")
    paper = documents.invoice(booking.bill, to=to, by=steward, now=NOW)
    freeze([booking.bill])
    refund = RefundFactory(payment=booking.bill.payments.get(), amount=Decimal("1"), reason=f"{name} refund")
    failed = RefundFactory(
        payment=refund.payment, amount=Decimal("1"), state=MoneyState.FAILED, created_at=NOW
    )
    bounced = suppress(guest.email, reason=Reason.BOUNCE, source=f"{name} event", now=NOW)
    letter = Canned.objects.create(house=house, name=f"{name} letter", subject=name, body=f"{name} letter")
    words = {"subject": f"{name} subject", "text": f"{name} words", "changed_at": NOW, "changed_by": steward}
    Override.objects.create(house=house, key="bookings.approved", language="en", **words)
    mail = InboundFactory(house=house, sender=guest.email, text=f"{name} mail")
    file = attach(mail, f"{name}.pdf")
    take_reply(mail, token=booking.thread.token, now=NOW)
    ids = {
        "guest": guest.pk, "house_note": noted.pk, "same_guest": again.email,
        "file": file.pk,
        "paper": paper.number, "payment": refund.payment_id,
        "failed": failed.pk, "suppressed": bounced.pk, "letter": letter.pk,
        "house": house.slug, "room": room.slug, "number": booking.number, "reference": booking.bill.reference,
        "verb": "cancel", "refund": refund.pk, "change": room.capacity_changes.get().pk,
        "feed": open_feed(house, room, by=steward, now=NOW).pk,
        "calendar": elsewhere.pk, "outside": elsewhere.stays.get().pk,
        "block": kept.pk, "residency": resident.pk, "role": house.roles.get().pk,
        "season": house.seasons.create(name=f"{name} season", min_nights=2, weekdays=[0]).pk,
        "mail": house.messages.order_by("pk").last().pk,
        "home": home_page().pk,
        "preview": HousePage.body.field.stream_block.child_blocks["text"].definition_prefix,
    }  # fmt: skip
    ids |= pages(house, room, steward, name) | files(house, steward, name) | rest(house, steward, name)
    ids |= mails_in(house, name) | stripe(booking, later, slug, name)
    return Place(house, room, booking, steward, guest, ids)


def stripe(booking: Booking, later: Booking, slug: str, name: str) -> dict[str, object]:
    """A dispute, a link for who else pays, and what operators see of the account."""
    apart = PaymentFactory(
        bill=later.bill, source="STRIPE", state=MoneyState.PENDING, settled_at=None, applied_at=None,
        quarantined_at=NOW, quarantine=f"{name} mismatch", intent_id=f"pi_{slug}",
    )  # fmt: skip
    dispute = Dispute.objects.create(
        payment=booking.bill.payments.get(), dispute_id=f"du_{slug}", amount=1, status="won",
        reason=f"{name} dispute", created_at=NOW, changed_at=NOW, told_at=NOW,
    )  # fmt: skip
    event = StripeEvent.objects.create(
        event_id=f"evt_{slug}", kind="charge.updated", payload={}, received_at=NOW, next_at=NOW
    )
    payout = Payout.objects.create(
        payout_id=f"po_{slug}", amount=0, currency="USD", status="paid", arrives_on=NOW.date(), created_at=NOW
    )
    link = PaymentLink.objects.create(
        bill=booking.bill, name=f"{name} aunt", by=booking.guest, created_at=NOW
    )
    return {
        "apart": apart.pk, "dispute": dispute.pk, "event": event.pk, "payout": payout.pk, "link": link.pk,
    }  # fmt: skip


def mails_in(house: House, name: str) -> dict[str, object]:
    """A mail that is held, and one that was passed on to the stewards, each with a file."""
    ids: dict[str, object] = {}
    for word, state in (("held", InboundState.HELD), ("archived", InboundState.DONE)):
        mail = Inbound.objects.create(
            token=f"{name} {word}", recipient="stay@h.mail.localhost.example", house=house, list_name="stay",
            sender="ann@example.org", sender_name=f"{name} author", subject=f"{name} {word}",
            text=f"{name} text", state=state, received_at=NOW, next_at=NOW,
        )  # fmt: skip
        file = Attachment(inbound=mail, name=f"{name}.txt", content_type="text/plain", size=4)
        file.file.save("held", ContentFile(b"text"))
        ids |= {word: mail.pk, f"{word}_file": file.pk}
    return ids


def pages(house: House, room: Room, steward: User, name: str) -> dict[str, object]:
    """A page with a draft, a revision and a history, all of them of the house."""
    page = house_pages([house])[house.pk]
    page.summary = f"{name} summary"
    revision = page.save_revision(user=steward, log_action=True)
    below = page.add_child(instance=StandardPage(title=f"{name} draft", slug="draft", live=False))
    below.save_revision(user=steward)
    alias = below.create_alias(update_slug="alias")
    room_page = room_pages([room])[room.pk]
    log(room_page, "wagtail.edit", user=steward)
    session = EditingSession.objects.create(
        user=steward, content_type=ContentType.objects.get_for_model(page), object_id=page.pk,
        last_seen_at=datetime.now(UTC), is_editing=True,
    )  # fmt: skip
    return {
        "page": page.pk, "below": below.pk, "alias": alias.pk, "room_page": room_page.pk,
        "revision": revision.pk, "session": session.pk, "object_id": quote(page.pk),
    }  # fmt: skip


def files(house: House, steward: User, name: str) -> dict[str, object]:
    house.collection.add_child(name=f"{name} files")
    image = get_image_model().objects.create(
        title=f"{name} image", file=get_test_image_file(f"{name}.png"), collection=house.collection
    )
    image.tags.add(f"{name} tag")
    document = get_document_model().objects.create(
        title=f"{name} plan", file=ContentFile(b"the way in", name=f"{name}.txt"), collection=house.collection
    )
    document.tags.add(f"{name} label")
    for file in (image, document):
        log(file, "wagtail.edit", user=steward)
    uploaded = {
        kind: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"half", name=f"{name}.half"),
            uploaded_by_user=steward,
        ).pk
        for kind, model in (("image", get_image_model()), ("document", get_document_model()))
    }
    return {
        "image": image.pk, "document": document.pk, "document_file": document.filename,
        "uploaded_image": uploaded["image"], "uploaded_document": uploaded["document"],
        "collection": house.collection_id,
    }  # fmt: skip


def rest(house: House, steward: User, name: str) -> dict[str, object]:
    """What only operators see: redirects, sites, workflows, users, groups."""
    page = Page.objects.get(translation_key=house.page_key)
    workflow = Workflow.objects.create(name=f"{name} workflow")
    task = Task.objects.create(name=f"{name} task")
    state = WorkflowState(workflow=workflow, content_object=page, requested_by=steward)
    state.base_content_type = state.content_type = ContentType.objects.get_for_model(page)
    state.save()
    step = TaskState.objects.create(
        workflow_state=state, task=task, revision=page.latest_revision, status=TaskState.STATUS_APPROVED
    )
    slug = house.slug
    return {
        "redirect": Redirect.objects.create(old_path=f"/{slug}-old", redirect_page=page).pk,
        "site": Site.objects.create(hostname=f"{slug}.example", root_page=page, site_name=name[:20]).pk,
        "workflow": workflow.pk, "task": task.pk, "workflow_state": state.pk, "task_state": step.pk,
        "user": steward.pk, "group": house.group_id,
        "locale": Locale.objects.get_or_create(language_code="en")[0].pk,
    }  # fmt: skip


@dataclass
class World:
    """`theirs` bears the marker; `operator` and `ours.steward` stand on either side of its walls."""

    ours: Place
    theirs: Place
    operator: User


def build() -> World:
    home_page()
    operator = UserFactory(is_superuser=True, name="The operator")
    ours = place("Shangri", "La", operator=operator)
    theirs = place(WORD, MARKER, operator=operator)
    for one in (ours, theirs):
        send.thread(house=one.house, label=one.house.name, path="/")
    return World(ours=ours, theirs=theirs, operator=operator)
