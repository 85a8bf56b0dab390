"""What a house's stewards set themselves."""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.actions.purges import write_down_below
from locations.models import House, HousePage
from members.models import User

# Name in addresses, currency, zone and language are the operators': too much hangs on them.
SETTABLE: Final = (
    "terms", "answer_days", "hold_hours", "pay_when", "deposit_percent", "rest_days", "lapse_unpaid",
    "max_nights", "lead_days", "window_days", "welcome_days",
    "visibility", "rules", "palette",
)  # fmt: skip
CANCELLING: Final = ("cancelling", "cancelling_tiers", "no_show_percent")


@transaction.atomic
def change_settings(house: House, *, by: User, now: datetime, **changes: Any) -> House:
    """Set some of `SETTABLE` and `CANCELLING`; earlier bookings keep what they were made with.

    ValidationError, by field.
    """
    if others := sorted(set(changes) - {*SETTABLE, *CANCELLING}):
        raise ValidationError(_("These can't be set here: %(names)s."), params={"names": ", ".join(others)})
    house = House.objects.select_for_update().get(pk=house.pk)
    changed = sorted(name for name, value in changes.items() if getattr(house, name) != value)
    for name in changed:
        setattr(house, name, changes[name])
    house.full_clean(exclude=["group", "collection"])
    if changed:
        house.save(update_fields=changed)
        write_down_below(HousePage.objects.filter(translation_key=house.page_key), now=now)
        log(house, "locations.settings", user=by, timestamp=now, data={"changed": changed})
    return house
