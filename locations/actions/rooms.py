"""What a room's stewards set themselves."""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.actions.purges import write_down_below
from locations.models import Room, RoomPage
from members.models import User

# What a sold night hangs on (kind, sleeps, beds) is changed where the stays are known.
ROOM_SETTABLE: Final = ("rate", "amenities")


@transaction.atomic
def change_room(room: Room, *, by: User, now: datetime, **changes: Any) -> Room:
    """Set some of `ROOM_SETTABLE`; bills written before keep their price. ValidationError, by field."""
    if others := sorted(set(changes) - set(ROOM_SETTABLE)):
        raise ValidationError(_("These can't be set here: %(names)s."), params={"names": ", ".join(others)})
    room = Room.objects.select_for_update().get(pk=room.pk)
    changed = sorted(name for name, value in changes.items() if getattr(room, name) != value)
    for name in changed:
        setattr(room, name, changes[name])
    room.full_clean()
    if changed:
        room.save(update_fields=changed)
        write_down_below(RoomPage.objects.filter(translation_key=room.page_key), now=now)
        log(room, "locations.room_settings", user=by, timestamp=now, data={"changed": changed})
    return room
