"""A mail as it came, raw (RFC 5322 and MIME): its headers, its words and its files."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from html.parser import HTMLParser

from messaging.rules.headers import clean
from messaging.rules.posted import File, read

NEW_LINE = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote"}
UNSEEN = {"script", "style", "head", "title"}


@dataclass(frozen=True)
class Mail:
    """`headers`: (name, value) in their order, unfolded, encoded words left as they are."""

    headers: tuple[tuple[str, str], ...]
    text: str
    files: tuple[File, ...]


def mail(raw: bytes) -> Mail:
    """What is in `raw`, whatever is wrong with it; the words of a mail in HTML alone without its markup."""
    # The older policy reads every header, however broken; the newer fails on some.
    whole = message_from_bytes(raw, policy=policy.compat32)
    parts = [part for part in whole.walk() if not part.is_multipart()]
    words = [part for part in parts if not _is_file(part)]
    plain = [_text(part) for part in words if part.get_content_type() == "text/plain"]
    marked_up = [without_markup(_text(part)) for part in words if part.get_content_type() == "text/html"]
    files = [part for part in parts if part not in words]
    return Mail(
        headers=tuple((name, _unfolded(str(value))) for name, value in whole.raw_items()),
        text="\n".join(plain or marked_up),
        files=tuple(_file(part) for part in files),
    )


def without_markup(html: str) -> str:
    """The words of `html`, a line for each block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.words).split("\n")]
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in UNSEEN
        self.words.append("\n" if tag in NEW_LINE else "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        self.words.append("\n" if tag in NEW_LINE else "")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            # Lines in the source mean nothing.
            self.words.append(data.replace("\n", " "))


def _is_file(part: Message) -> bool:
    kind = part.get_content_disposition()
    return kind == "attachment" or bool(part.get_filename()) or part.get_content_maintype() != "text"


def _text(part: Message) -> str:
    return read(_content(part), str(part.get_content_charset("")))


def _file(part: Message) -> File:
    name = clean(str(part.get_filename() or ""))
    return File(field="", name=name, kind=part.get_content_type(), content=_content(part))


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _unfolded(value: str) -> str:
    """On one line, bytes beyond ASCII read as UTF-8."""
    return clean(" ".join(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split()))
