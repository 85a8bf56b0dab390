"""What mails about bookings need: dates and times in words, the stay and its bill as rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel.dates import get_timezone_location
from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from bookings.models import Booking
from payments.models import BillLine, Payment
from payments.rules.balance import Balance
from payments.rules.money import rounded

register = template.Library()

FIGURE_SPACE = "\u2007"  # as wide as a digit: it lines sums up in a mail that is text alone


@dataclass(frozen=True)
class Row:
    """One line of a bill as a mail shows it; `amount` is padded so that a column of them lines up."""

    label: str
    amount: str
    is_sum: bool = False


@register.filter
def day(value: date) -> str:
    """A date with its weekday: `Fri 12 March`."""
    return date_format(value, "D j F")


@register.filter
def clock(value: datetime) -> str:
    """A moment that is on the house's clock already: `Fri 12 March, 18:00`."""
    return date_format(value, "D j F, H:i")


@register.filter
def moment(value: datetime, place: str) -> str:
    """The same, and whose clock that is: `Fri 12 March, 18:00, Amsterdam time`.

    Without a `place` it is called by the city of its time zone.
    """
    city = place or get_timezone_location(value, locale=to_locale(get_language() or "en"), return_city=True)
    return _("%(moment)s, %(place)s time") % {"moment": clock(value), "place": city}


@register.filter
def dates(booking: Booking) -> str:
    """The stay's first day and its last: `Fri 12 March to Mon 15 March`."""
    return _("%(arrive)s to %(depart)s") % {"arrive": day(booking.arrive), "depart": day(booking.depart)}


@register.filter(is_safe=True)
def paragraphs(words: str) -> str:
    """Words without the blank lines and edges that tags leave behind: one blank line between paragraphs."""
    lines = "\n".join(line.strip(" \t") for line in words.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


@register.simple_tag
def stay_rows(booking: Booking) -> list[tuple[str, str]]:
    """What the stay is, as pairs of label and value."""
    return [
        (_("House"), booking.house.name),
        (_("Room"), booking.room.name),
        (_("Arrives"), date_format(booking.arrive, "D j F Y")),
        (_("Departs"), date_format(booking.depart, "D j F Y")),
        (_("Nights"), str(booking.nights)),
        (_("People"), str(booking.people)),
        (_("Guest"), str(booking.guest)),
        (_("Booking number"), booking.number),
    ]


@register.simple_tag
def bill_rows(
    booking: Booking, balance: Balance, lines: Iterable[BillLine], payments: Iterable[Payment]
) -> list[Row]:
    """The guest's lines of the bill, their total, what was paid, what goes back and what is left to pay."""
    paid = [(_paid(payment, booking), payment.amount) for payment in payments]
    rows = [(_label(line), line.amount, False) for line in lines]
    rows.append((_("Total"), balance.total, True))
    rows.extend((label, amount, False) for label, amount in paid)
    if balance.refunded:
        rows.append((_("Goes back to the guest"), balance.refunded, False))
    if paid and balance.owed > 0:
        rows.append((_("Still to pay"), balance.owed, True))
    return _aligned(rows, booking.bill.currency)


def _paid(payment: Payment, booking: Booking) -> str:
    settled = payment.settled_at or payment.created_at
    received = payment.received_on or settled.astimezone(booking.house.zone).date()
    words = {"source": payment.get_source_display(), "day": date_format(received, "D j F Y")}
    return _("Paid by %(source)s, %(day)s") % words


def _label(line: BillLine) -> str:
    if line.percent is None:
        return line.label
    return _("%(label)s, %(percent)s %%") % {"label": line.label, "percent": f"{line.percent.normalize():f}"}


def _aligned(rows: list[tuple[str, Decimal, bool]], currency: str) -> list[Row]:
    amounts = [f"{rounded(amount, currency=currency):f}" for _label, amount, _is_sum in rows]
    width = max(len(amount) for amount in amounts)
    return [
        Row(label=label, amount=amount.rjust(width, FIGURE_SPACE), is_sum=is_sum)
        for (label, _amount, is_sum), amount in zip(rows, amounts, strict=True)
    ]
