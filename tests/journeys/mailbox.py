"""The worker, run by hand, and the mails it hands over."""

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from config.work import Round, every_minute, every_second

CODE = re.compile(r"\b\d{4}-\d{4}\b")
LINK = re.compile(r"https?://\S+")


def work() -> None:
    """What the worker does in a second and in a minute; whatever fails, fails the journey."""
    current = Round()
    every_second(current, now=timezone.now)
    every_minute(current, now=timezone.now)
    every_second(current, now=timezone.now)
    assert current.failed == []


class Mailbox:
    """Everybody's mails."""

    def to(self, address: str) -> list[EmailMultiAlternatives]:
        """All that came to `address`, oldest first, once the worker has been at it."""
        work()
        return [message for message in mail.outbox if message.to == [address]]

    def subjects(self, address: str) -> list[str]:
        return [message.subject for message in self.to(address)]

    def newest(self, address: str) -> EmailMultiAlternatives:
        return self.to(address)[-1]

    def code(self, address: str) -> str:
        """The code of the newest mail."""
        return CODE.search(str(self.newest(address).body))[0]

    def link(self, address: str) -> str:
        """The one thing to do in the newest mail."""
        return LINK.search(str(self.newest(address).body))[0]
