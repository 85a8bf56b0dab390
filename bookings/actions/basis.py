"""What all of a house is called, counted and dated by."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.beds import lock_rooms
from bookings.actions.refused import Refused
from bookings.queries.capacity import is_taken
from home.actions.purges import write_down_below
from locations.models import House, HousePage
from members.models import User


@transaction.atomic
def change_basis(
    house: House, *, name: str, currency: str, time_zone: str, by: User, now: datetime
) -> list[str]:
    """Set the three; which of them changed. Amounts stay as numbers.

    Refused for currency and time zone once anybody has asked for a room, or a bed of one was taken.
    ValidationError, by field, for what a person can put right.
    """
    rooms = lock_rooms(*house.rooms.values_list("pk", flat=True))
    house = House.objects.select_for_update().get(pk=house.pk)
    wanted = {"name": name, "currency": currency, "time_zone": time_zone}
    changed = [field for field, value in wanted.items() if getattr(house, field) != value]
    if set(changed) - {"name"} and any(is_taken(room) for room in rooms.values()):
        raise Refused(_("Stays hang on the house's currency and time zone: they stay as they are."))
    for field in changed:
        setattr(house, field, wanted[field])
    house.full_clean(exclude=["group", "collection"])
    if changed:
        house.save(update_fields=changed)
        write_down_below(HousePage.objects.filter(translation_key=house.page_key), now=now)
        log(house, "bookings.basis", user=by, timestamp=now, data={"changed": changed})
    return changed
