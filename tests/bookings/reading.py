"""A mail as its reader sees it."""

from html.parser import HTMLParser

from messaging.models import Message
from messaging.send.outbox import opened


class Text(HTMLParser):
    """What a reader sees of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        # A link stands within its sentence.
        self.seen.append("" if tag == "a" else " ")

    def handle_data(self, data: str) -> None:
        self.seen.append(data)

    def __str__(self) -> str:
        return " ".join("".join(self.seen).split())


def read(message: Message) -> Message:
    """The message as its reader gets it: some are sealed."""
    words = opened(message)
    message.text, message.html = words.text, words.html
    return message
