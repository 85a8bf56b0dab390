"""The guests of a house as its stewards see them, and nothing of another house."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bookings.actions import Refused
from bookings.actions.guests import add_house_note, change_house_note, link_guests, remove_house_note
from bookings.models import HouseNote, SameGuest
from bookings.queries.guests import alike, guests, listed, same_people
from bookings.rules.states import State
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return SharedRoomFactory(beds=9, house=HouseFactory(name="Embassy SF"))


@pytest.fixture
def elsewhere():
    return SharedRoomFactory(beds=9, house=HouseFactory(name="The Other House"))


@pytest.fixture
def steward(room):
    return StewardFactory(house=room.house, name="Stella")


@pytest.fixture
def desk(client: Client, steward) -> Client:
    client.force_login(steward)
    return client


def stay(room, guest, *, days: int = 0, state=State.CONFIRMED):
    """Three nights that begin so many days after 10 March 2026; asked for well before."""
    arrive = date(2026, 3, 10) + timedelta(days=days)
    asked = min(NOW, NOW + timedelta(days=days - 8))
    return BookingFactory(
        room=room, guest=guest, arrive=arrive, depart=arrive + timedelta(days=3), state=state, now=asked
    )


def page(house, guest) -> str:
    return reverse("desk:guest", args=[house.slug, guest.pk])


def test_list_counts_stays_in_this_house_only(room, elsewhere) -> None:
    ana, bo, other = UserFactory(name="Ana"), UserFactory(name="Bo"), UserFactory(name="Elsewhere only")
    stay(room, ana, days=-40, state=State.CHECKED_OUT)
    stay(room, ana)
    stay(elsewhere, ana, days=-80, state=State.CHECKED_OUT)
    stay(room, bo, days=-20, state=State.DECLINED)
    stay(elsewhere, other)

    found = listed(room.house, guests(room.house, today=TODAY))

    assert [(one.person, one.asked, one.stays, one.last, one.next, one.is_repeat) for one in found] == [
        (ana, 2, 2, date(2026, 2, 1), date(2026, 3, 10), True),
        (bo, 1, 0, None, None, False),
    ]


def test_linked_records_are_one_row_found_by_either(room) -> None:
    ana, again = (
        UserFactory(name="Ana", email="ana@example.org"),
        UserFactory(name="A.", email="a@work.example"),
    )
    stay(room, ana, days=-40, state=State.CHECKED_OUT)
    stay(room, again)
    stay(room, UserFactory(name="Bo"), days=-20, state=State.DECLINED)
    link_guests(room.house, ana, again, by=ana, now=NOW)

    [found] = listed(room.house, guests(room.house, words="work.example", today=TODAY))

    assert (found.person, found.others, found.stays, found.asked) == (ana, [again], 2, 2)
    assert len(listed(room.house, guests(room.house, today=TODAY))) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_at_one_and_three_rows(desk, room, django_assert_num_queries, number) -> None:
    for _n in range(number):
        person, again = UserFactory(), UserFactory()
        stay(room, person, state=State.REQUESTED)
        stay(room, again, state=State.REQUESTED)
        link_guests(room.house, person, again, by=person, now=NOW)
    address = reverse("desk:guests", args=[room.house.slug])
    desk.get(address)

    with django_assert_num_queries(15):
        answer = desk.get(address)

    assert len(answer.context["guests"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_at_one_and_three_stays(
    desk, steward, room, django_assert_num_queries, number
) -> None:
    guest = UserFactory()
    for n in range(number):
        stay(room, guest, days=4 * n, state=State.REQUESTED)
        add_house_note(room.house, guest, text="Quiet.", by=steward, now=NOW)
    desk.get(page(room.house, guest))

    with django_assert_num_queries(22):
        answer = desk.get(page(room.house, guest))

    assert (len(answer.context["rows"]), len(answer.context["notes"])) == (number, number)


def test_page_shows_what_this_house_knows_and_no_other(desk, room, elsewhere, steward) -> None:
    guest = UserFactory(name="Ana", phone="+1 415 555 0199")
    here, there = stay(room, guest), stay(elsewhere, guest, days=10)
    add_house_note(room.house, guest, text="Leaves the kitchen clean.", by=steward, now=NOW)
    add_house_note(elsewhere.house, guest, text="Broke a window.", by=guest, now=NOW)

    shown = desk.get(page(room.house, guest)).content.decode()

    assert "Leaves the kitchen clean." in shown and "+1 415 555 0199" in shown and here.number in shown
    assert "Broke a window." not in shown and there.number not in shown and "The Other House" not in shown
    booking = desk.get(reverse("desk:booking", args=[room.house.slug, here.number])).content.decode()
    assert "Leaves the kitchen clean." in booking and page(room.house, guest) in booking
    assert "Broke a window." not in booking and there.number not in booking


def test_guests_of_other_houses_are_not_there(desk, room, elsewhere) -> None:
    stranger, resident = UserFactory(), UserFactory()
    stay(elsewhere, stranger)

    assert [desk.get(page(room.house, one)).status_code for one in (stranger, resident)] == [404, 404]
    assert desk.post(page(room.house, stranger) + "note/", {"text": "x"}).status_code == 404
    assert not HouseNote.objects.exists()


def test_notes_are_written_changed_and_removed_and_the_log_says_so_without_words(desk, room, steward) -> None:
    guest = UserFactory(name="Ana")
    stay(room, guest)

    desk.post(reverse("desk:add_note", args=[room.house.slug, guest.pk]), {"text": " Snores. "})
    note = HouseNote.objects.get()
    change = reverse("desk:change_note", args=[room.house.slug, guest.pk, note.pk])
    desk.post(change, {"text": "Sleeps soundly."})
    note.refresh_from_db()
    assert (note.text, note.by, note.at, note.changed_by) == ("Sleeps soundly.", steward, NOW, steward)
    desk.post(change, {"do": "remove"})

    assert not HouseNote.objects.exists()
    entries = ModelLogEntry.objects.filter(action__startswith="bookings.house_note").order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("bookings.house_note", steward, {"person": guest.pk}),
        ("bookings.house_note_changed", steward, {"person": guest.pk}),
        ("bookings.house_note_removed", steward, {"person": guest.pk}),
    ]
    assert desk.get(change).status_code == 404


def test_note_without_words_comes_back_and_says_so(desk, room) -> None:
    guest = UserFactory()
    stay(room, guest)

    shown = desk.post(reverse("desk:add_note", args=[room.house.slug, guest.pk]), {"text": "  "})

    assert shown.status_code == 200 and "Write the note first." in shown.content.decode()
    assert not HouseNote.objects.exists()


def test_note_that_is_gone_meanwhile_is_refused(room, steward) -> None:
    guest = UserFactory()
    stay(room, guest)
    note = add_house_note(room.house, guest, text="x", by=steward, now=NOW)
    remove_house_note(note, by=steward, now=NOW)

    for deed in (
        lambda: change_house_note(note, text="y", by=steward, now=NOW),
        lambda: remove_house_note(note, by=steward, now=NOW),
    ):
        with pytest.raises(Refused, match="gone already"):
            deed()


def test_steward_links_and_unlinks_by_address(desk, room) -> None:
    ana, again = (
        UserFactory(name="Ana", email="ana@example.org"),
        UserFactory(name="Ana", email="a@example.net"),
    )
    stays = [stay(room, ana), stay(room, again, days=10)]

    desk.post(reverse("desk:link", args=[room.house.slug, ana.pk]), {"email": "A@example.net"})

    shown = desk.get(page(room.house, again)).content.decode()
    assert all(one.number in shown for one in stays)
    desk.post(reverse("desk:unlink", args=[room.house.slug, again.pk]))
    shown = desk.get(page(room.house, again)).content.decode()
    assert [one.number in shown for one in stays] == [False, True]


def test_link_says_the_same_of_another_house_s_guest_and_of_nobody(desk, room, elsewhere) -> None:
    ana, stranger = UserFactory(), UserFactory(email="stranger@example.org")
    stay(room, ana)
    stay(elsewhere, stranger)

    answers = [
        desk.post(reverse("desk:link", args=[room.house.slug, ana.pk]), {"email": email})
        for email in ("stranger@example.org", "nobody@example.org")
    ]

    pages = [BeautifulSoup(one.content, "html.parser") for one in answers]
    told = [one.select_one("#records .w-field__errors").get_text(" ", strip=True) for one in pages]
    assert told == ["Nobody with that address has a booking in this house."] * 2
    assert not SameGuest.objects.exists()


def test_links_of_one_house_are_none_of_another_s(room, elsewhere, steward) -> None:
    ana, again = UserFactory(), UserFactory()
    for place in (room, elsewhere):
        stay(place, ana)
        stay(place, again, days=5)
    link_guests(room.house, ana, again, by=steward, now=NOW)

    assert same_people(room.house, again) == [ana, again]
    assert same_people(elsewhere.house, again) == [again]


def test_groups_grow_together_and_lose_their_middle(desk, room, steward) -> None:
    people = [UserFactory() for _n in range(4)]
    for n, one in enumerate(people):
        stay(room, one, days=4 * n)
    one, two, three, four = people
    link_guests(room.house, one, two, by=steward, now=NOW)
    link_guests(room.house, three, four, by=steward, now=NOW)
    link_guests(room.house, two, four, by=steward, now=NOW)
    with pytest.raises(Refused, match="one already"):
        link_guests(room.house, four, one, by=steward, now=NOW)
    assert set(same_people(room.house, four)) == set(people)

    desk.post(reverse("desk:unlink", args=[room.house.slug, one.pk]))

    assert same_people(room.house, one) == [one]
    assert set(same_people(room.house, four)) == {two, three, four}


def test_the_same_name_or_number_is_offered(room, elsewhere) -> None:
    ana = UserFactory(name="Ana Lima", phone="1")
    named, called = UserFactory(name="ana lima"), UserFactory(name="A.", phone="1")
    far = UserFactory(name="Ana Lima")
    for n, one in enumerate((ana, named, called, UserFactory(name="Bo"))):
        stay(room, one, days=4 * n)
    stay(elsewhere, far)

    assert set(alike(room.house, [ana])) == {named, called}


@pytest.mark.parametrize("same", [True, False])
def test_database_refuses_a_record_that_is_itself_or_is_two(room, steward, same) -> None:
    ana, again, third = UserFactory(), UserFactory(), UserFactory()
    given = {"house": room.house, "by": steward, "at": NOW}
    SameGuest.objects.create(person=again, of=ana, **given)

    with pytest.raises(IntegrityError), transaction.atomic():
        SameGuest.objects.create(person=ana if same else again, of=ana if same else third, **given)


def test_database_keeps_who_changed_a_note_with_when(room, steward) -> None:
    given = {"house": room.house, "person": UserFactory(), "text": "x", "by": steward, "at": NOW}

    with pytest.raises(IntegrityError), transaction.atomic():
        HouseNote.objects.create(changed_at=NOW, **given)
    assert HouseNote.objects.create(changed_at=NOW, changed_by=steward, **given).pk
