"""What may be paid of a bill: the one check for cards, links and money taken by hand."""

from decimal import Decimal

from django.utils.translation import gettext as _

from payments import queries
from payments.actions import Refused
from payments.models import Bill
from payments.rules.money import is_whole, shown


def check_amount(bill: Bill, amount: Decimal) -> None:
    """Refused unless `amount` is above zero, whole in the bill's currency, and at most what is owed."""
    owed = queries.owed(bill)
    if owed <= 0:
        raise Refused(_("Nothing is owed on this bill any more."))
    if not amount.is_finite() or amount <= 0 or not is_whole(amount, currency=bill.currency):
        raise Refused(_("Enter an amount above zero, with no more decimal places than the currency has."))
    if amount > owed:
        raise Refused(
            _("That is more than the %(owed)s owed.") % {"owed": shown(owed, currency=bill.currency)}
        )
