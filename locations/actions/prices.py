"""What makes a house's prices, as its stewards set it; bills written before stay as they are."""

from datetime import datetime
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.actions.purges import write_down_below
from locations.models import DiscountCode, Fee, House, HousePage, LengthDiscount, Season
from locations.rules.seasons import clash
from members.models import User

Priced: TypeAlias = Season | LengthDiscount | Fee | DiscountCode


@transaction.atomic
def keep_price(row: Priced, *, by: User, now: datetime) -> Priced:
    """Write `row`, new or changed. ValidationError, by field, also where two seasons would count equally."""
    House.objects.select_for_update().get(pk=row.house_id)
    row.full_clean()
    if isinstance(row, Season):
        _refuse_clash(row)
    row.save()
    _tell(row, "locations.keep_price", by=by, now=now)
    return row


@transaction.atomic
def drop_price(row: Priced, *, by: User, now: datetime) -> None:
    """Take `row` away; what was quoted before and not yet asked for is priced anew.

    ValidationError for a code that was used.
    """
    House.objects.select_for_update().get(pk=row.house_id)
    _tell(row, "locations.drop_price", by=by, now=now)
    try:
        row.delete()
    except ProtectedError as error:
        told = _("Stays were booked with it. Let it end today instead, so that nobody can use it any more.")
        raise ValidationError(told) from error


def _refuse_clash(season: Season) -> None:
    others = Season.objects.filter(house=season.house_id).exclude(pk=season.pk)
    if other := next((one for one in others if clash(season, one)), None):
        told = _(
            "“%(season)s” holds for as many days at the same time, so nobody could say which of the two "
            "counts. Change the dates or weekdays of one of them."
        )
        raise ValidationError(told % {"season": other.name})


def _tell(row: Priced, action: str, *, by: User, now: datetime) -> None:
    house: House = row.house
    write_down_below(HousePage.objects.filter(translation_key=house.page_key), now=now)
    data = {"kind": str(row._meta.verbose_name), "label": str(row)}
    log(house, action, user=by, timestamp=now, data=data)
