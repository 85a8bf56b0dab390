"""A form as Mailgun posts it, url-encoded or multipart (RFC 7578), up to the size of the largest mail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32
from urllib.parse import unquote_to_bytes

from messaging.rules.headers import clean

MOST_PARTS = 1000


class NotAForm(Exception):
    """What was posted is no form, or only part of one."""


@dataclass(frozen=True)
class File:
    """`field` is the name in the form; `name` and `kind` are what the sender says the file is."""

    field: str
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """`fields`: the last value of each name, and which charset it is in."""

    fields: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    files: tuple[File, ...] = ()

    def raw(self, name: str) -> bytes:
        return self.fields.get(name, (b"", ""))[0]

    def text(self, name: str) -> str:
        return read(*self.fields.get(name, (b"", "")))

    def __contains__(self, name: str) -> bool:
        return name in self.fields


def form(body: bytes, *, content_type: str) -> Form:
    """The fields and files of `body`; NotAForm where it is of another kind, or cut off."""
    kind = _head(b"Content-Type: " + content_type.encode("utf-8", "replace"))
    if kind.get_content_type() == "application/x-www-form-urlencoded":
        return Form(dict(_pairs(body)))
    boundary = kind.get_param("boundary")
    if kind.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise NotAForm("It is neither url-encoded nor multipart.")
    return _multipart(body, b"--" + boundary.encode("utf-8", "replace"))


def read(content: bytes, charset: str) -> str:
    """`content` as text that a database keeps, in UTF-8 where `charset` is none that is known."""
    try:
        return clean(content.decode(charset or "utf-8"))
    except (LookupError, UnicodeError):
        return clean(content.decode("utf-8", "replace"))


def _pairs(body: bytes) -> Iterator[tuple[str, tuple[bytes, str]]]:
    parts = body.split(b"&", MOST_PARTS)
    if len(parts) > MOST_PARTS:
        raise NotAForm("It has too many fields.")
    for part in parts:
        name, _, value = part.replace(b"+", b" ").partition(b"=")
        yield read(unquote_to_bytes(name), ""), (unquote_to_bytes(value), "")


def _multipart(body: bytes, delimiter: bytes) -> Form:
    whole = b"\r\n" + body
    parts = whole.split(b"\r\n" + delimiter, MOST_PARTS)
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise NotAForm("It has no end, or too many parts.")
    fields: dict[str, tuple[bytes, str]] = {}
    files: list[File] = []
    for part in parts[1:-1]:
        top, _, content = part.partition(b"\r\n\r\n")
        head = _head(top.lstrip(b" \t").removeprefix(b"\r\n"))
        name, file_name = _named(head, "name"), head.get_filename()
        if file_name is None and not _is_file(head):
            fields[name] = (content, str(head.get_content_charset("")))
        else:
            files.append(File(name, clean(file_name or ""), head.get_content_type(), content))
    return Form(fields, tuple(files))


def _is_file(head: Message) -> bool:
    """Mailgun sends files without a name too, but gives each a type that no text has."""
    return "content-type" in head and not head.get_content_type().startswith("text/")


def _named(head: Message, name: str) -> str:
    return str(head.get_param(name, "", header="content-disposition"))


def _head(top: bytes) -> Message:
    # The older policy reads every header, however broken; the newer fails on some.
    return HeaderParser(policy=compat32).parsestr(top.decode("utf-8", "replace") + "\r\n\r\n")
