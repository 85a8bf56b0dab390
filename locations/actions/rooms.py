"""What a room's stewards set themselves."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.actions.purges import write_down_below
from locations.models import Room, RoomPage
from members.models import User

# What a sold night hangs on (kind, beds) is changed where the stays are known.
ROOM_SETTABLE: Final = ("name", "rate", "guests_included", "extra_guest", "sleeps", "order", "amenities")


@transaction.atomic
def change_room(room: Room, *, by: User, now: datetime, **changes: Any) -> Room:
    """Set some of `ROOM_SETTABLE`; bills written before keep their price. ValidationError, by field.

    A room never sleeps fewer than come to stay in it.
    """
    if others := sorted(set(changes) - set(ROOM_SETTABLE)):
        raise ValidationError(_("These can't be set here: %(names)s."), params={"names": ", ".join(others)})
    room = Room.objects.select_for_update().get(pk=room.pk)
    changed = sorted(name for name, value in changes.items() if getattr(room, name) != value)
    for name in changed:
        setattr(room, name, changes[name])
    room.full_clean()
    if "sleeps" in changed:
        _refuse_fewer_than_come(room, now)
    if changed:
        room.save(update_fields=changed)
        write_down_below(RoomPage.objects.filter(translation_key=room.page_key), now=now)
        log(room, "locations.room_settings", user=by, timestamp=now, data={"changed": changed})
    return room


def _refuse_fewer_than_come(room: Room, now: datetime) -> None:
    # Asking to stay locks the room as well, so nobody comes in between.
    stays = import_string(settings.WIRING["future_stays"])(room, now).filter(people__gt=room.sleeps)
    if coming := list(stays.select_related("guest")):
        named = ", ".join(f"{stay.guest} ({stay.number}: {stay.people})" for stay in coming)
        told = _("More people than that come to stay: %(stays)s. Move or cancel those stays first.")
        raise ValidationError({"sleeps": told % {"stays": named}})
