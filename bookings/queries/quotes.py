"""What a stay in a room costs, as only the server computes it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.rules.fit import beds_needed
from bookings.rules.price import Quote, quote
from bookings.rules.stay import Stay
from locations.models import Fee, Room
from payments.rules.money import rounded


def quote_for(room: Room, stay: Stay, people: int, *, fees: Sequence[Fee] | None = None) -> Quote:
    """The lines of `stay` for `people` and their total. `fees` are the house's, if at hand already."""
    if fees is None:
        fees = fees_of([room.house_id])[room.house_id]
    beds = beds_needed(people, shared=room.is_shared)
    currency = room.house.currency
    return quote(
        stay, label=_label(room, stay, beds), rate=room.rate, beds=beds, currency=currency, fees=fees
    )


def fees_of(house_ids: Collection[int]) -> dict[int, list[Fee]]:
    """Each house's fees in order. One query."""
    fees: dict[int, list[Fee]] = defaultdict(list)
    for fee in Fee.objects.filter(house_id__in=house_ids).order_by("house_id", "order", "pk"):
        fees[fee.house_id].append(fee)
    return fees


def _label(room: Room, stay: Stay, beds: int) -> str:
    nights = ngettext("%(count)d night", "%(count)d nights", stay.nights) % {"count": stay.nights}
    rate = rounded(room.rate, currency=room.house.currency)
    if beds > 1:
        return _("%(room)s: %(nights)s × %(beds)d beds × %(rate)s") % {
            "room": room.name, "nights": nights, "beds": beds, "rate": rate,
        }  # fmt: skip
    return _("%(room)s: %(nights)s × %(rate)s") % {"room": room.name, "nights": nights, "rate": rate}
