"""What a house writes down about its guests, and which of them it says are one person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.refused import Refused
from bookings.models import HouseNote, SameGuest
from bookings.queries.guests import guests_of, same_people
from locations.models import House
from members.models import User


@transaction.atomic
def add_house_note(house: House, person: User, *, text: str, by: User, now: datetime) -> HouseNote:
    """A note on a guest of the house that only its stewards see."""
    if not guests_of(house).filter(pk=person.pk).exists():
        raise Refused(_("Only guests of the house have notes."))
    note = HouseNote.objects.create(house=house, person=person, text=_written(text), by=by, at=now)
    _log(house, "house_note", person, by=by, now=now)
    return note


@transaction.atomic
def change_house_note(note: HouseNote, *, text: str, by: User, now: datetime) -> HouseNote:
    """Other words for a note; Refused where it is gone meanwhile."""
    kept = _still_there(note)
    written = _written(text)
    if written != kept.text:
        kept.text, kept.changed_at, kept.changed_by = written, now, by
        kept.save(update_fields=["text", "changed_at", "changed_by"])
        _log(kept.house, "house_note_changed", kept.person, by=by, now=now)
    return kept


@transaction.atomic
def remove_house_note(note: HouseNote, *, by: User, now: datetime) -> None:
    """The note is gone for good; that there was one stays in the house's history."""
    kept = _still_there(note)
    _log(kept.house, "house_note_removed", kept.person, by=by, now=now)
    kept.delete()


@transaction.atomic
def link_guests(house: House, person: User, other: User, *, by: User, now: datetime) -> None:
    """`other`, with all that were linked to it, is the same guest as `person`, in this house only."""
    House.objects.select_for_update().get(pk=house.pk)
    if guests_of(house).filter(pk__in=[person.pk, other.pk]).count() != len({person.pk, other.pk}):
        raise Refused(_("Nobody with that address has a booking in this house."))
    here, there = same_people(house, person), same_people(house, other)
    if here[0] == there[0]:
        raise Refused(_("These two are one already."))
    SameGuest.objects.filter(house=house, of=there[0]).update(of=here[0])
    SameGuest.objects.create(house=house, person=there[0], of=here[0], by=by, at=now)
    _log(house, "link_guests", here[0], by=by, now=now, other=there[0])


@transaction.atomic
def unlink_guest(house: House, person: User, *, by: User, now: datetime) -> None:
    """`person` stands by themselves again in this house; those linked to each other otherwise stay so."""
    House.objects.select_for_update().get(pk=house.pk)
    main, *others = same_people(house, person)
    if not others:
        return
    if person == main:
        # The first of the others takes the place in the middle.
        main = others[0]
        SameGuest.objects.filter(house=house, person=main).delete()
        SameGuest.objects.filter(house=house, of=person).update(of=main)
    else:
        SameGuest.objects.filter(house=house, person=person).delete()
    _log(house, "unlink_guests", main, by=by, now=now, other=person)


def _still_there(note: HouseNote) -> HouseNote:
    notes = HouseNote.objects.select_for_update(of=("self",)).select_related("house", "person")
    found = notes.filter(pk=note.pk).first()
    if found is None:
        raise Refused(_("This note is gone already: somebody else removed it."))
    return found


def _written(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write the note first."))
    return text.strip()


def _log(
    house: House, deed: str, person: User, *, by: User, now: datetime, other: User | None = None
) -> None:
    """Who they are by number only: the history outlives their data."""
    data = {"person": person.pk} | ({"other": other.pk} if other else {})
    log(house, f"bookings.{deed}", user=by, timestamp=now, data=data)
