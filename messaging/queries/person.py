"""What is kept of a person's mail."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from members.models import User
from members.rules.records import Label, Section
from messaging.models import Inbound, Message, Post, Suppression

WORDS: dict[str, Label] = {"subject": gettext_lazy("Subject"), "text": gettext_lazy("Words")}


def person_export(person: User) -> list[Section]:
    """Mails to and from them, what they wrote on the site, and what they chose to be sent."""
    sent = {"written": gettext_lazy("Written"), "became": gettext_lazy("What became of it"), **WORDS}
    # Of codes and secrets nothing is kept that could be read.
    mails = [
        (mail.created_at, mail.became, mail.subject, "" if mail.is_sealed else mail.text)
        for mail in mails_to(person).order_by("created_at")
    ]
    posts = [
        (post.at, post.thread.label, post.subject, post.text)
        for post in Post.objects.filter(by=person).select_related("thread").order_by("at")
    ]
    received = Inbound.objects.filter(sender=person.email).prefetch_related("attachments")
    came = [
        (mail.received_at, mail.recipient, mail.subject, mail.text,
         ", ".join(file.name for file in mail.attachments.all()))
        for mail in received.order_by("received_at")
    ]  # fmt: skip
    chosen = [
        (row.get_scope_display(), row.house.name if row.house else "", row.get_reason_display(), row.at)
        for row in Suppression.objects.filter(address=person.email).select_related("house")
    ]
    at = gettext_lazy("At")
    return [
        Section("posts", gettext_lazy("What you wrote on the site"),
                {"at": at, "about": gettext_lazy("About"), **WORDS}, posts),
        Section("mails_to_us", gettext_lazy("Mails you sent"),
                {"at": at, "to": gettext_lazy("To"), **WORDS, "files": gettext_lazy("Files")}, came),
        Section("mails_to_you", gettext_lazy("Mails you were sent"), sent, mails),
        Section("not_sent", gettext_lazy("Mail you are not sent"),
                {"which": gettext_lazy("Of which mail"), "house": gettext_lazy("House"),
                 "why": gettext_lazy("Why"), "since": gettext_lazy("Since")}, chosen),
    ]  # fmt: skip


def mails_to(person: User) -> QuerySet[Message]:
    """Every mail to them, by their account or by the address they have now."""
    return Message.objects.filter(Q(recipient=person) | Q(to=person.email))
