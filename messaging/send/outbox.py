"""Writes mails into the outbox, in the transaction of the fact they tell."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from email.utils import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from home.rules.seal import seal, unseal
from locations.models import House
from members.models import User
from messaging.catalogue import mail_of
from messaging.emails import Words, words
from messaging.models import Message, MessageState, Priority, Scope, Thread
from messaging.queries import list_of
from messaging.send.copies import words_of_copy

PURPOSE = "outbox"
# The key of mail that Django writes: sign-in codes.
CODES = "django"
GONE = "Whom it was for had their account erased."
OPEN_STATES = [MessageState.WAITING, MessageState.SENDING, MessageState.UNKNOWN]


def thread(*, house: House, label: str, path: str) -> Thread:
    """A thread for mails about one thing, which `path` leads to on the site."""
    return Thread.objects.create(house=house, token=secrets.token_urlsafe(32), label=label, path=path)


def queue(
    *,
    key: str,
    fact: str,
    to: User | str,
    house: House | None,
    thread: Thread | None,
    context: Mapping[str, object],
    now: datetime,
    language: str | None = None,
    useful_until: datetime | None = None,
    sealed: bool = False,
    reply_to: str = "",
    scope: Scope = Scope.OWN,
    said: Words | None = None,
    not_before: datetime | None = None,
) -> Message:
    """The outbox row of the mail `key` about `fact` to one person, written now or found from before.

    `fact` is the id of what happened (a move, a payment, house and day), never the thing it happened to: a
    second approval is a second fact. `key` names the templates (`messaging.emails.words`); `url` in them
    leads to `context["path"]`, or to the thread's path. `language` is the recipient's where not given.
    After `useful_until` it is not sent any more. `sealed` encrypts the body and blanks it after sending.
    It goes out `not_before` then, after all that is more urgent; one that is too late is written as skipped.
    `scope` says which choice of the recipient it goes by, besides mail having come back from their address.
    `said`: the words where they are rendered already.
    """
    dedupe_key = f"{key}:{fact}:{_address(to)}"
    if existing := Message.objects.filter(dedupe_key=dedupe_key).first():
        return existing
    language = language or _language(to, house)
    path = str(context.get("path") or (thread.path if thread else ""))
    said = said or words(key, context=context, house=house, path=path, language=language)
    fields: dict[str, object] = {"key": key, "scope": scope, "thread": thread, "created_at": now}
    fields |= _envelope(to, house=house, language=language, reply_to=reply_to)
    fields |= body(said, sealed=sealed or mail_of(key).sealed)
    fields |= _when(now, not_before=not_before, useful_until=useful_until)
    if isinstance(to, User) and to.erased_at:
        fields |= {"state": MessageState.SKIPPED, "text": "", "html": "", "error": GONE}
    return Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)[0]


def keep_useful(thread: Thread, *, keys: Collection[str], until: datetime) -> None:
    """Let mails of `keys` about `thread` that still wait be of use until `until`, if that is later."""
    waiting = Message.objects.filter(thread=thread, key__in=keys, state__in=OPEN_STATES)
    waiting.filter(useful_until__lt=until).update(useful_until=until)


def body(said: Words, *, sealed: bool) -> dict[str, object]:
    """The fields of a Message that hold `said`; text and html encrypted where `sealed`."""
    text, html = said.text, said.html
    if sealed:
        text, html = (seal(part, keys=_keys(), purpose=PURPOSE) for part in (text, html))
    return {"subject": said.subject[:300], "text": text, "html": html, "is_sealed": sealed}


def opened(message: Message) -> Words:
    """The words of `message` as they are to be sent; InvalidToken if sealed under forgotten keys."""
    if message.inbound and list_of(message):
        return words_of_copy(message, message.inbound)
    text, html = message.text, message.html
    if message.is_sealed and text:
        text, html = (unseal(part, keys=_keys(), purpose=PURPOSE) for part in (text, html))
    return Words(subject=message.subject, text=text, html=html)


def sender(house: House | None, *, language: str) -> str:
    """Who a mail comes from: always an address under our own domain, so that SPF and DKIM hold."""
    if house is None:
        return settings.DEFAULT_FROM_EMAIL
    with translation.override(language):
        name = _("%(house)s via %(network)s") % {"house": house.name, "network": settings.WAGTAIL_SITE_NAME}
    return f'"{quote(" ".join(name.split()))}" <{house.mail_address}>'


def _when(now: datetime, *, not_before: datetime | None, useful_until: datetime | None) -> dict[str, object]:
    """When it goes out; what is too late already is told as that, without the words, and never goes."""
    priority = Priority.LETTER if not_before is None else Priority.DAY
    when: dict[str, object] = {
        "next_at": max(now, not_before or now),
        "useful_until": useful_until,
        "priority": priority,
    }
    if useful_until and useful_until <= now:
        late = "It was written when it was of no use any more."
        return {**when, "state": MessageState.SKIPPED, "text": "", "html": "", "error": late}
    return when


def _envelope(to: User | str, *, house: House | None, language: str, reply_to: str) -> dict[str, object]:
    return {
        "house": house,
        "to": _address(to),
        "recipient": to if isinstance(to, User) else None,
        "from_email": sender(house, language=language),
        "reply_to": reply_to or (house.mail_address if house else ""),
    }


def _address(to: User | str) -> str:
    return (to.email if isinstance(to, User) else to).strip().lower()


def _language(to: User | str, house: House | None) -> str:
    if isinstance(to, User):
        return to.language
    return house.language if house else settings.LANGUAGE_CODE


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
