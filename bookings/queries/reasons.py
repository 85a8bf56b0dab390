"""Why this price: how the lines of a quote are called and explained, for guest and desk alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.rules.price import Length, NightPrice, Stretch, Tariff, stretches
from payments.rules.lines import Facts, Fee, nights_charged, people_charged
from payments.rules.money import rounded

FEES = {
    "PERCENT": gettext_lazy("%(percent)s of %(base)s"),
    "STAY": gettext_lazy("%(amount)s for the stay"),
    "NIGHT": gettext_lazy("%(amount)s a night"),
    "PERSON_NIGHT": gettext_lazy("%(amount)s a person and night"),
}


@dataclass(frozen=True)
class Reasons:
    """The words of `bookings.rules.price.Words` for a room and its currency."""

    room: str
    currency: str

    def stay(self, nights: Sequence[NightPrice], *, beds: int) -> tuple[str, str]:
        count = ngettext("%(count)d night", "%(count)d nights", len(nights)) % {"count": len(nights)}
        words = {"room": self.room, "nights": count, "beds": beds, "rate": self._money(nights[0].each)}
        if len({one.each for one in nights}) > 1:
            bed = _("%(room)s: %(nights)s × %(beds)d beds") if beds > 1 else _("%(room)s: %(nights)s")
            label = bed % words
        elif beds > 1:
            label = _("%(room)s: %(nights)s × %(beds)d beds × %(rate)s") % words
        else:
            label = _("%(room)s: %(nights)s × %(rate)s") % words
        return label, "\n".join(self._stretch(one, beds) for one in stretches(nights))

    def _stretch(self, one: Stretch, beds: int) -> str:
        words = {
            "start": date_format(one.start, "D j F"),
            "end": date_format(one.end, "D j F"),
            "price": self._money(one.each),
            "season": _("as booked") if one.is_kept else one.season or _("the usual price"),
            "beds": beds,
        }
        if beds > 1:
            return _("%(start)s to %(end)s: %(price)s a night and bed (%(season)s), %(beds)d beds.") % words
        return _("%(start)s to %(end)s: %(price)s a night (%(season)s).") % words

    def further(self, guests: int, nights: int, tariff: Tariff) -> tuple[str, str]:
        words = {"guests": guests, "nights": nights, "price": self._money(tariff.extra_guest)}
        people = ngettext("%(guests)d further guest", "%(guests)d further guests", guests) % words
        count = ngettext("%(nights)d night", "%(nights)d nights", nights) % words
        label = _("%(people)s: %(count)s × %(price)s") % {**words, "people": people, "count": count}
        why = ngettext(
            "The price of the room is for %(included)d guest; each further one costs %(price)s a night.",
            "The price of the room is for %(included)d guests; each further one costs %(price)s a night.",
            tariff.guests_included,
        )
        return label, why % {"included": tariff.guests_included, **words}

    def length(self, length: Length, base: Decimal) -> tuple[str, str]:
        words = {"nights": length.nights, "percent": shown_percent(length.percent), "base": self._money(base)}
        label = _("Less for %(nights)d nights or more") % words
        return label, _("%(percent)s off %(base)s, for stays of %(nights)d nights or more.") % words

    def fee(self, fee: Fee, base: Decimal, facts: Facts) -> str:
        words = {"percent": shown_percent(fee.percent), "base": self._money(base)}
        words |= {"amount": self._money(fee.amount)}
        told = str(FEES[fee.basis]) % words
        if fee.basis in {"NIGHT", "PERSON_NIGHT"}:
            told = _("%(told)s × %(units)s") % {"told": told, "units": self._units(fee, facts)}
        return f"{told}. {self._exempt(fee)}".strip()

    def _units(self, fee: Fee, facts: Facts) -> str:
        nights, people = nights_charged(fee, facts), people_charged(fee, facts)
        count = ngettext("%(n)d night", "%(n)d nights", nights) % {"n": nights}
        if fee.basis == "NIGHT":
            return count
        return f"{count} × {ngettext('%(n)d person', '%(n)d people', people) % {'n': people}}"

    def _exempt(self, fee: Fee) -> str:
        told = []
        if fee.cap_nights:
            most = ngettext("For %(n)d night at most.", "For %(n)d nights at most.", fee.cap_nights)
            told.append(most % {"n": fee.cap_nights})
        if fee.free_under:
            told.append(_("Nothing for people younger than %(age)d.") % {"age": fee.free_under})
        if fee.free_from_nights:
            told.append(_("Nothing for stays of %(n)d nights or more.") % {"n": fee.free_from_nights})
        return " ".join(told)

    def _money(self, amount: Decimal) -> str:
        return f"{rounded(amount, currency=self.currency):f}"


def shown_percent(percent: Decimal) -> str:
    """A percentage without the zeros it is stored with: `12.5 %`."""
    return f"{percent.normalize():f}\u00a0%"
