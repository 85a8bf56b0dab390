"""Who lives in a house, and that nobody is shown who did not say so."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from locations.access import may_see
from locations.actions import add_resident, choose_listing, end_residency, give_role, remove_residency
from locations.models import Duty, Residency, Role, Visibility
from locations.queries import listed_people, listing_choices, residents
from members.models import User
from messaging.models import Message
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 20, tzinfo=UTC)
MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)


@pytest.fixture(autouse=True)
def outbox(settings) -> None:
    # Django's test runner puts a backend of its own here.
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"


@pytest.fixture
def house():
    return HouseFactory(name="Embassy SF")


@pytest.fixture
def steward(house):
    return StewardFactory(house=house, name="Sam Steward")


def moved_in(house, person, *, start=MARCH, end=None, listed=False) -> Residency:
    return Residency.objects.create(house=house, person=person, start=start, end=end, listed=listed)


@pytest.mark.parametrize("end", [None, date(2027, 3, 2)])
def test_residency_lasts_a_day_at_least(house, end) -> None:
    moved_in(house, UserFactory(), end=end)


@pytest.mark.parametrize("end", [MARCH, date(2027, 2, 28)])
def test_residency_without_a_day_is_refused_by_the_database(house, end) -> None:
    with pytest.raises(IntegrityError, match="residency_has_a_day"), transaction.atomic():
        moved_in(house, UserFactory(), end=end)


def test_residency_has_one_open_end_per_person_and_house(house) -> None:
    person = UserFactory()
    moved_in(house, person)
    moved_in(HouseFactory(), person)

    with pytest.raises(IntegrityError, match="residency_one_without_an_end"), transaction.atomic():
        moved_in(house, person, start=APRIL)


@pytest.mark.parametrize(
    ("on", "lives"),
    [(date(2027, 2, 28), False), (MARCH, True), (date(2027, 3, 31), True), (APRIL, False)],
)
def test_residents_live_there_from_the_first_day_to_before_the_last(house, on, lives) -> None:
    residency = moved_in(house, UserFactory(), end=APRIL)
    moved_in(HouseFactory(), UserFactory())

    assert list(residents(house, on)) == ([residency] if lives else [])


def test_resident_who_is_new_gets_an_account_and_a_mail_and_is_not_shown(house, steward) -> None:
    residency = add_resident(house, email="Rita@Example.org", start=MARCH, by=steward, now=NOW)

    person = User.objects.get(email="rita@example.org")
    assert (residency.person, residency.end, residency.listed) == (person, None, False)
    letter = Message.objects.get()
    assert (letter.to, letter.house, letter.key) == (
        "rita@example.org", house, "locations.resident_added",
    )  # fmt: skip
    assert letter.subject == "Embassy SF: you are down as living here"
    assert "Sam Steward put you down as living in Embassy SF from Mon 1 March on." in letter.text
    assert "/accounts/profile/" in letter.text and "/accounts/profile/" in letter.html
    assert list(listed_people(house, MARCH)) == []


def test_resident_who_is_known_keeps_the_account(house, steward) -> None:
    known = UserFactory(email="rita@example.org")

    add_resident(house, email="rita@example.org", start=MARCH, end=APRIL, by=steward, now=NOW)

    assert [one.person for one in residents(house, MARCH)] == [known]
    assert "from Mon 1 March until Thu 1 April" in Message.objects.get().text


def test_resident_with_a_closed_account_is_put_down_and_not_shown(house, steward) -> None:
    """A refusal would tell that there is an account, and that it is closed."""
    UserFactory(email="gone@example.org", name="Gone", is_active=False)

    added = add_resident(house, email="gone@example.org", start=MARCH, by=steward, now=NOW)

    assert added.called == "gone@example.org"
    assert not added.person.is_active
    assert list(listed_people(house, MARCH)) == []


@pytest.mark.parametrize("act", ["end", "remove"])
def test_resident_who_was_removed_meanwhile_is_said_to_be_gone(house, steward, act) -> None:
    gone = moved_in(house, UserFactory())
    remove_residency(gone, by=steward, now=NOW)

    with pytest.raises(ValidationError, match="gone already"):
        if act == "end":
            end_residency(gone, end=APRIL, by=steward, now=NOW)
        else:
            remove_residency(gone, by=steward, now=NOW)


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (MARCH, None, True),
        (MARCH, APRIL, False),
        (date(2027, 3, 31), date(2027, 4, 2), True),
        (date(2027, 4, 30), None, True),
        (MAY, None, False),
    ],
)
def test_resident_can_t_live_there_twice_at_once(house, steward, start, end, meets) -> None:
    person = UserFactory()
    moved_in(house, person, start=APRIL, end=MAY)

    try:
        add_resident(house, email=person.email, start=start, end=end, by=steward, now=NOW)
    except ValidationError as refused:
        assert "living here from 1 April 2027 already" in str(refused)
        assert meets
    else:
        assert not meets


def test_residency_ends_on_the_day_that_is_said(house, steward) -> None:
    residency = moved_in(house, UserFactory())

    end_residency(residency, end=APRIL, by=steward, now=NOW)

    assert [one.end for one in residents(house, MARCH)] == [APRIL]
    with pytest.raises(ValidationError):
        end_residency(residency, end=MARCH, by=steward, now=NOW)


def test_residency_by_mistake_is_taken_back_and_logged(house, steward) -> None:
    residency = moved_in(house, UserFactory(name="Rita"))

    remove_residency(residency, by=steward, now=NOW)

    assert not Residency.objects.exists()
    entry = ModelLogEntry.objects.get(action="locations.remove_resident")
    assert (entry.user, entry.object_id, entry.data["person"]) == (steward, str(house.pk), "Rita")


def test_listed_people_are_those_who_agreed_by_name(house, steward) -> None:
    rita, silent, gone, nameless, closed = (
        UserFactory(name="Rita"), UserFactory(), UserFactory(), UserFactory(name=""),
        UserFactory(name="Closed", is_active=False),
    )  # fmt: skip
    moved_in(house, silent)
    moved_in(house, gone, start=date(2027, 1, 1), end=MARCH, listed=True)
    for person in (rita, nameless, closed):
        moved_in(house, person, listed=True)
    Role.objects.filter(user=steward).update(listed=True)
    give_role(house, UserFactory(name="Quiet steward"), Duty.STEWARD, by=steward, now=NOW)

    assert [person.name for person in listed_people(house, MARCH)] == ["Rita", "Sam Steward"]


def test_choosing_is_for_oneself_in_one_house_in_every_part_one_has_there(house, steward) -> None:
    other = HouseFactory()
    mine, elsewhere, others = (
        moved_in(house, steward), moved_in(other, steward), moved_in(house, UserFactory())
    )  # fmt: skip

    choose_listing(house, listed=True, by=steward, now=NOW)

    for row in (mine, elsewhere, others):
        row.refresh_from_db()
    assert (mine.listed, elsewhere.listed, others.listed) == (True, False, False)
    assert Role.objects.get(user=steward).listed
    assert listing_choices(steward, now=NOW) == [(house, True), (other, False)]

    choose_listing(house, listed=False, by=steward, now=NOW)

    assert listing_choices(steward, now=NOW) == [(house, False), (other, False)]
    assert list(listed_people(house, MARCH)) == []


def test_choosing_needs_a_part_in_the_house(house) -> None:
    past = UserFactory()
    moved_in(house, past, start=date(2027, 1, 1), end=date(2027, 2, 1))

    for person in (past, UserFactory()):
        with pytest.raises(PermissionDenied):
            choose_listing(house, listed=True, by=person, now=NOW)


@pytest.mark.parametrize(
    ("start", "end", "sees"),
    [(MARCH, None, True), (MARCH, date(2027, 3, 2), True), (date(2027, 3, 2), None, False),
     (date(2027, 2, 1), MARCH, False)],
)  # fmt: skip
def test_members_house_is_seen_by_who_lives_there_today(time_machine, start, end, sees) -> None:
    time_machine.move_to(NOW, tick=False)
    house = HouseFactory(visibility=Visibility.MEMBERS)
    person = UserFactory()
    moved_in(house, person, start=start, end=end)

    assert may_see(person, house) == sees
