"""Mail that comes to a booking's address: threaded in, passed on to the other side, or acted on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bookings import emails
from bookings.actions.answering import approve, decline
from bookings.actions.conversation import keep_for_house, write_to_guest, write_to_house
from bookings.actions.refused import Refused
from bookings.models import AnswerKey, Booking
from bookings.queries.answers import booking_at, key_at, standing_of
from bookings.queries.told import as_sentence
from bookings.rules.replies import Answer, Asked, asked_in
from bookings.rules.states import State
from locations.access import houses_for
from members.models import User
from messaging.actions.posts import Said
from messaging.models import Inbound, Why
from messaging.rules.quotes import folded


@transaction.atomic
def take_reply(inbound: Inbound, *, token: str, now: datetime) -> Why:
    """Put a mail to `booking+token@…` where it belongs. Why.NONE; else what it is to be held for.

    The guest's goes to the stewards, a steward's to the guest; `approve` or `decline: reason` of the steward
    whom the token is for answers the request. Nobody else speaks here, and nobody whose mail does not come
    from the address it names: such a mail is held, unless a steward has let it in (`decided_at`).
    """
    key = key_at(token)
    booking = key.booking if key else booking_at(token)
    if booking is None:
        return Why.STRANGER
    said = _said(inbound)
    person = _speaker(booking, inbound.sender)
    if not inbound.aligned and inbound.decided_at is None:
        return Why.FORGED if person else Why.STRANGER
    if person is None:
        if inbound.decided_at is None:
            return Why.STRANGER
        write_to_house(booking, said=said, by=None, now=now, inbound=inbound)
    elif person == booking.guest and not (key and _answers_for(booking, person)):
        write_to_house(booking, said=said, by=person, now=now, inbound=inbound)
    elif key and (asked := asked_in(said.text)):
        _act(key, asked, said, by=person, inbound=inbound, now=now)
    else:
        write_to_guest(booking, said=said, by=person, now=now, inbound=inbound)
    return Why.NONE


def answer(key: AnswerKey, asked: Asked, *, now: datetime) -> str:
    """Do what the steward of `key` asks with its request, and say what was done.

    Refused where it can't be: answered already, changed, lapsed, without beds, or theirs to answer no more.
    """
    with transaction.atomic():
        key = AnswerKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
        standing = standing_of(key, now=now)
        if not standing.may:
            raise Refused(_("You no longer answer for %(house)s.") % {"house": key.booking.house})
        if standing.changed:
            raise Refused(_("The request is another one by now. Answer the newest mail about it."))
        if standing.told:
            raise Refused(
                _("The request was answered already: %(told)s.")
                % {"told": as_sentence(standing.told, key.booking.house)}
            )
        key.used_at = now
        key.save(update_fields=["used_at"])
        if asked.answer == Answer.APPROVE:
            done = approve(key.booking, by=key.steward, now=now)
            if done.state == State.CONFIRMED:
                return _("Approved, and confirmed at once, as nothing is due. The guest gets a mail.")
            return _("Approved. The guest gets a mail that says how to pay, and the beds are held.")
        decline(key.booking, reason=asked.reason, by=key.steward, now=now)
        return _("Declined. The guest gets a mail with your reason.")


def _act(key: AnswerKey, asked: Asked, said: Said, *, by: User, inbound: Inbound, now: datetime) -> None:
    """Answer the request as asked by mail, and tell whoever wrote what became of it; the guest reads none of
    that."""
    with override(by.language):
        outcome = _outcome(key, asked, by=by, inbound=inbound, now=now)
    keep_for_house(key.booking, said=said, by=by, inbound=inbound, now=now)
    booking = Booking.objects.select_related("guest", "room__house", "bill", "thread").get(pk=key.booking.pk)
    emails.answered(booking, fact=f"inbound-{inbound.pk}", to=by, outcome=outcome, now=now)


def _outcome(key: AnswerKey, asked: Asked, *, by: User, inbound: Inbound, now: datetime) -> str:
    # What a steward lets in that was held is read, never acted on: nobody knows who wrote it.
    if not inbound.aligned:
        return _(
            "Nothing was done: nothing shows that your mail comes from your address. Use the link instead."
        )
    if by != key.steward:
        return _("Nothing was done: that mail was for %(who)s. Answer the one that came to you.") % {
            "who": key.steward
        }
    try:
        return answer(key, asked, now=now)
    except Refused as refused:
        return _("Nothing was done. %(why)s") % {"why": refused}


def _said(inbound: Inbound) -> Said:
    parts = folded(inbound.text, stripped=inbound.stripped)
    return Said(parts.said or _("(no words)"), inbound.subject, parts.quoted)


def _speaker(booking: Booking, address: str) -> User | None:
    """Whoever may speak here: the guest, or who answers for the house."""
    if address.strip().lower() == booking.guest.email.lower():
        return booking.guest
    person = User.objects.filter(email__iexact=address.strip(), is_active=True).first()
    return person if person and _answers_for(booking, person) else None


def _answers_for(booking: Booking, person: User) -> bool:
    return houses_for(person, may="bookings").filter(pk=booking.house.pk).exists()
