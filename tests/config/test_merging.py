"""Two accounts of one person become one, whatever both had in the same place."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db.models import UniqueConstraint
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bookings.actions.guests import add_house_note, link_guests
from bookings.models import AnswerKey, Booking, HouseNote
from bookings.queries.guests import same_people
from bookings.rules.states import State
from config.invariants import broken
from config.merging import BY_HAND, CannotMerge, merge, moves
from locations.actions import add_resident, follow, give_role
from locations.models import Duty, Residency
from members.actions.leaving import erase, goes_with_the_account
from members.models import User
from messaging.models import Message
from payments.models import Bill
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator():
    return UserFactory(is_superuser=True)


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4)


@pytest.fixture
def two(room):
    """One person's two accounts, each with a booking, a role, a residency and a follow in the same house."""
    keep = UserFactory(name="Ana", email="ana@example.org")
    gone = UserFactory(name="A. Lima", email="a@example.net", phone="+31 20 1", bio="I cook.")
    steward, form = StewardFactory(house=room.house), uuid4()
    for number, one in enumerate((keep, gone)):
        dates = {"arrive": date(2026, 3, 10 + 5 * number), "depart": date(2026, 3, 12 + 5 * number)}
        booking = BookingFactory(room=room, guest=one, state=State.CONFIRMED, **dates)
        Booking.objects.filter(pk=booking.pk).update(ask_key=form)
        add_house_note(room.house, one, text="Sings.", by=steward, now=NOW)
        follow(room.house, by=one, now=NOW)
        AnswerKey.objects.create(
            step=Booking.objects.earliest("pk").moves.first(), steward=one, token=str(number)
        )
    other = UserFactory(name="Other")
    BookingFactory(room=room, guest=other, arrive=date(2026, 5, 1), depart=date(2026, 5, 3))
    link_guests(room.house, gone, other, by=steward, now=NOW)
    link_guests(room.house, keep, gone, by=steward, now=NOW)
    return keep, gone


def test_all_moves_and_nothing_is_there_twice(two, room, operator) -> None:
    keep, gone = two
    give_role(room.house, keep, Duty.BOOKKEEPER, by=operator, now=NOW)
    give_role(room.house, gone, Duty.STEWARD, by=operator, now=NOW)
    assert moves(gone)[Booking] == 1

    merge(keep, gone, by=operator, now=NOW)

    keep.refresh_from_db()
    assert [Booking.objects.filter(guest=one).count() for one in (keep, gone)] == [2, 0]
    assert [Bill.objects.filter(payer=one).count() for one in (keep, gone)] == [2, 0]
    assert [HouseNote.objects.filter(person=one).count() for one in (keep, gone)] == [2, 0]
    assert [role.role for role in keep.roles.all()] == ["STEWARD"] and not gone.roles.exists()
    assert room.house.group in keep.groups.all() and not gone.groups.exists()
    assert [one.person for one in room.house.follows.all()] == [keep]
    keys = AnswerKey.objects.filter(token__in=["0", "1"])
    assert [key.steward for key in keys] == [keep]
    assert [str(one) for one in same_people(room.house, keep)] == ["Ana", "Other"]
    assert (keep.name, keep.phone, keep.bio) == ("Ana", "+31 20 1", "I cook.")
    assert not Message.objects.filter(recipient=gone).exists() and broken() == []


def test_the_other_account_is_nobody_s_any_more_and_the_log_says_so(two, operator) -> None:
    keep, gone = two

    merge(keep, gone, by=operator, now=NOW)

    gone.refresh_from_db()
    assert (gone.is_active, gone.erased_at, gone.email) == (False, NOW, f"erased-{gone.pk}@erased.invalid")
    assert not gone.has_usable_password() and not moves(gone)
    entry = ModelLogEntry.objects.get(action="members.merge")
    assert (entry.user, entry.object_id, entry.data) == (operator, str(keep.pk), {"other": gone.pk})


SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
YEARS = [
    (((SPRING, SUMMER), (date(2026, 5, 1), None)), [(SPRING, None)]),
    (((SPRING, None), (date(2025, 1, 1), None)), [(date(2025, 1, 1), None)]),
    (((SPRING, SUMMER), (date(2026, 8, 1), None)), [(SPRING, SUMMER), (date(2026, 8, 1), None)]),
    (((date(2026, 4, 1), date(2026, 5, 1)), (SPRING, SUMMER)), [(SPRING, SUMMER)]),
]


@pytest.mark.parametrize(("lived", "left"), YEARS)
def test_years_in_one_house_that_meet_are_one(operator, lived, left) -> None:
    house, keep, gone = HouseFactory(), UserFactory(), UserFactory()
    for person, (start, end) in zip((keep, gone), lived, strict=True):
        add_resident(house, email=person.email, start=start, end=end, by=operator, now=NOW)

    merge(keep, gone, by=operator, now=NOW)

    assert list(Residency.objects.filter(person=keep).values_list("start", "end")) == left
    assert not Residency.objects.filter(person=gone).exists()


def test_what_can_t_be_one(operator) -> None:
    keep, gone = UserFactory(), UserFactory()
    erase(UserFactory(email="left@example.org"), by=operator, now=NOW)
    left = User.objects.exclude(erased_at=None).get()

    for other, why in ((keep, "itself"), (operator, "runs the network"), (left, "erased")):
        with pytest.raises(CannotMerge, match=why):
            merge(keep, other, by=operator, now=NOW)
    merge(keep, gone, by=operator, now=NOW)
    with pytest.raises(CannotMerge, match="merged before"):
        merge(keep, gone, by=operator, now=NOW)


def test_every_table_that_may_hold_a_person_once_is_seen_to() -> None:
    """A new one has to be thought about in config.merging, as two rows of it would clash."""
    once = set()
    for model in apps.get_models(include_auto_created=True):
        names = {one.name for one in model._meta.local_concrete_fields if one.related_model is User}
        rules = [one.fields for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
        rules += [*model._meta.unique_together]
        rules += [[one.name] for one in model._meta.local_concrete_fields if one.unique]
        if names and not goes_with_the_account(model) and any(names & set(rule) for rule in rules):
            once.add(model._meta.label)

    # Of a booking it is the form it was asked with that may be there once.
    assert once == BY_HAND | {"bookings.Booking"}


@pytest.fixture
def admin(client, operator):
    client.force_login(operator)
    return client


def test_operator_sees_what_moves_before_it_does(admin, two) -> None:
    keep, gone = two
    address = reverse("merge_person", args=[keep.pk])

    asked = admin.post(address, {"email": "A@example.net"})

    assert "2" not in [str(number) for label, number in asked.context["moves"] if label == "booking"]
    assert ("booking", 1) in asked.context["moves"]
    assert Booking.objects.filter(guest=gone).exists()
    done = admin.post(address, {"email": "a@example.net", "sure": "1"})
    assert done["Location"] == reverse("person", args=[keep.pk])
    assert not Booking.objects.filter(guest=gone).exists()


@pytest.mark.parametrize(
    ("email", "why"), [("nobody@example.org", "Nobody has an account"), ("ana@example.org", "account itself")]
)
def test_operator_is_told_what_is_wrong_with_the_address(admin, email, why) -> None:
    keep = UserFactory(email="ana@example.org")

    assert why in admin.post(reverse("merge_person", args=[keep.pk]), {"email": email}).content.decode()


def test_operator_exports_with_notes_of_houses_and_erases_by_the_address(admin, room) -> None:
    person = UserFactory(name="Ana", email="ana@example.org")
    BookingFactory(room=room, guest=person, state=State.DECLINED)
    add_house_note(room.house, person, text="Sings.", by=person, now=NOW)

    page, file = (admin.get(reverse(name, args=[person.pk])) for name in ("person", "person_file"))
    assert "Sings." in page.content.decode() and file.json()["notes_of_houses"][0]["words"] == "Sings."
    erasing = reverse("erase_person", args=[person.pk])
    assert "another address" in admin.post(erasing, {"email": "x@example.org"}).content.decode()
    assert admin.post(erasing, {"email": "ana@example.org"})["Location"] == reverse(
        "person", args=[person.pk]
    )
    assert "Erased" in admin.get(reverse("person", args=[person.pk])).content.decode()
    assert not HouseNote.objects.exists()


def test_list_of_users_leads_there(admin) -> None:
    person = UserFactory()

    assert (
        reverse("person", args=[person.pk]) in admin.get(reverse("wagtailusers_users:index")).content.decode()
    )


@pytest.mark.parametrize("name", ["person", "person_file", "erase_person", "merge_person"])
def test_stewards_find_nothing_of_it(client, room, name) -> None:
    client.force_login(StewardFactory(house=room.house))
    address = reverse(name, args=[UserFactory().pk])

    assert [client.get(address).status_code, client.post(address, {"sure": "1"}).status_code] == [404, 404]
