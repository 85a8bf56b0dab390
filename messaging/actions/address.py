"""A person signs in, and gets mail, with another address from now on."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from messaging.models import Reason, Suppression
from messaging.send import queue

STILL_NEWS = timedelta(days=14)


class AddressTaken(Exception):
    """The address has an account of its own; the message is fit for whoever has shown that it is theirs."""


@transaction.atomic
def change_address(person: User, email: str, *, by: User, now: datetime) -> None:
    """`email`, which `person` has shown to be theirs, in place of their old one, which is told.

    What they chose not to be sent holds on. AddressTaken where another account has it.
    """
    kept = User.objects.select_for_update().get(pk=person.pk)
    before, wanted = kept.email, email.strip().lower()
    if wanted == before:
        return
    try:
        with transaction.atomic():
            kept.email = wanted
            kept.save(update_fields=["email"])
    except IntegrityError as error:
        raise AddressTaken(
            _("This address has an account of its own. Write to the network to have the two made one.")
        ) from error
    person.email = wanted
    _keep_choices(before, wanted)
    queue(
        key="messaging.address_changed",
        fact=f"{person.pk}-{now.isoformat()}",
        to=before,
        house=None,
        thread=None,
        context={"to": kept, "email": wanted, "path": reverse("account_login")},
        now=now,
        language=kept.language,
        useful_until=now + STILL_NEWS,
    )
    log(kept, "messaging.change_address", user=by, timestamp=now)


def _keep_choices(before: str, wanted: str) -> None:
    """What was said by the person goes along; that mail came back is of the old address alone."""
    stands = Suppression.objects.filter(address=wanted).values_list("scope", "house", "reason")
    known = set(stands)
    for row in Suppression.objects.filter(address=before).exclude(reason=Reason.BOUNCE):
        if (row.scope, row.house_id, row.reason) not in known:
            row.address = wanted
            row.save(update_fields=["address"])
