"""Discount codes: whether one may be used now, by this guest."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bookings.models import Booking
from bookings.rules.clock import today
from bookings.rules.states import OVER
from locations.models import DiscountCode, House
from members.models import User
from payments.models import code_source


@dataclass(frozen=True)
class CodeReduction:
    """What a code takes off, as `payments.rules.reductions.Reduction`."""

    code: DiscountCode

    @property
    def source(self) -> str:
        return code_source(self.code.pk)

    @property
    def kind(self) -> str:
        return self.code.kind

    @property
    def value(self) -> Decimal:
        return self.code.value

    @property
    def label(self) -> str:
        return _("Code %(code)s") % {"code": self.code.code}

    @property
    def reason(self) -> str:
        return ""


def code_at(house: House, typed: str) -> DiscountCode | None:
    """The house's code of these letters, small or capital; None where there is none."""
    return DiscountCode.objects.filter(house=house, code=typed.strip().upper()).first()


def why_no_code(code: DiscountCode | None, *, guest: User | AnonymousUser | None, now: datetime) -> str:
    """Why the code can't be used now, in words; empty if it can."""
    if code is None:
        return _("This house knows no such code. Check how it is written.")
    day = today(now, code.house.zone)
    if (code.start and day < code.start) or (code.end and day >= code.end):
        return _("This code does not hold today.")
    used = uses(code, now=now)
    if code.uses is not None and used.count() >= code.uses:
        return _("This code has been used as often as it can be.")
    by_guest = used.filter(guest=guest).count() if guest and guest.is_authenticated else 0
    if code.per_guest is not None and by_guest >= code.per_guest:
        return _("You have used this code already.")
    return ""


def uses(code: DiscountCode, *, now: datetime) -> QuerySet[Booking]:
    """The stays that use the code; one that came to nothing gives it free again."""
    over = Q(state__in=sorted(OVER)) | Q(hold_until__lte=now) | Q(answer_by__lte=now)
    standing = Booking.objects.filter(bill__reductions__code=code, bill__reductions__ended_at=None)
    return standing.exclude(over)
