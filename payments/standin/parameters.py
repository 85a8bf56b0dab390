"""Parameters of a request: Stripe's bracketed form encoding, and checks that refuse as Stripe documents."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from payments.standin.errors import Rejection
from payments.standin.store import Json

# A check takes a parameter's full name and raw value and answers the value to use.
Check = Callable[[str, Any], Any]

MOST_FIELDS = 1000
MOST_DEPTH = 8


def decode(encoded: str) -> Json:
    """`a[b][0]=c` as `{"a": {"b": {"0": "c"}}}`; a list stays a mapping until a check makes it one."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Rejection("Too many parameters.") from error
    tree: Json = {}
    for name, value in pairs:
        parts = re.split(r"\]\[|\[|\]$", name)
        if name.endswith("]"):
            parts.pop()
        place(tree, parts[:MOST_DEPTH], value, name=name)
    return tree


def place(tree: Json, parts: list[str], value: str, *, name: str) -> None:
    for part in parts[:-1]:
        tree = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise Rejection(f"Invalid object: {name}", param=name)
    last = parts[-1] or str(len(tree))
    if isinstance(tree.get(last), dict):
        raise Rejection(f"Invalid object: {name}", param=name)
    tree[last] = value


def text(*, most: int = 5000) -> Check:
    def check(name: str, raw: Any) -> str:
        if not isinstance(raw, str):
            raise Rejection(f"Invalid string: {name}", param=name)
        if raw == "":
            message = (
                f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset "
                f"a parameter; however '{name}' cannot be unset."
            )
            raise Rejection(message, code="parameter_invalid_empty", param=name)
        if len(raw) > most:
            message = f"Invalid string: {name} must be at most {most} characters"
            raise Rejection(message, code="parameter_invalid_string", param=name)
        return raw

    return check


def integer(*, least: int = 0) -> Check:
    def check(name: str, raw: Any) -> int:
        if not isinstance(raw, str) or not re.fullmatch(r"-?[0-9]{1,18}", raw):
            raise Rejection(f"Invalid integer: {raw}", code="parameter_invalid_integer", param=name)
        if int(raw) < least:
            message = f"This value must be greater than or equal to {least}."
            raise Rejection(message, code="parameter_invalid_integer", param=name)
        return int(raw)

    return check


def choice(*allowed: str) -> Check:
    def check(name: str, raw: Any) -> str:
        if raw not in allowed:
            raise Rejection(f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
        return str(raw)

    return check


def url(name: str, raw: Any) -> str:
    value: str = text()(name, raw)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value
    except ValueError:
        good = False
    if not good:
        raise Rejection("Not a valid URL", code="url_invalid", param=name)
    return value


def email(name: str, raw: Any) -> str:
    value: str = text(most=512)(name, raw)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise Rejection(f"Invalid email address: {value}", code="email_invalid", param=name)
    return value


def currency(name: str, raw: Any) -> str:
    value = str(raw).lower()
    if not re.fullmatch(r"[a-z]{3}", value):
        message = f"Invalid currency: {value}. Use a three-letter ISO code in lower case."
        raise Rejection(message, param=name)
    return value


def metadata(name: str, raw: Any) -> dict[str, str]:
    """At most 50 keys of 40 characters with values of 500 (docs.stripe.com/api/metadata)."""
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        raise Rejection(f"Invalid {name}: metadata must be a set of key-value pairs", param=name)
    if len(raw) > 50:
        raise Rejection(f"Invalid {name}: you can specify up to 50 keys", param=name)
    for key, value in raw.items():
        if len(key) > 40 or len(value) > 500:
            message = f"Invalid {name}: keys are up to 40 characters long and values up to 500"
            raise Rejection(message, param=f"{name}[{key}]")
    return {key: value for key, value in raw.items() if value != ""}


def list_of(item: Check) -> Check:
    def check(name: str, raw: Any) -> list[Any]:
        if not isinstance(raw, dict) or not all(key.isascii() and key.isdigit() for key in raw):
            raise Rejection("Invalid array", param=name)
        return [item(f"{name}[{key}]", raw[key]) for key in sorted(raw, key=int)]

    return check


@dataclass(frozen=True)
class Record:
    """A mapping with named parameters: an unknown one is refused, a required one must be there."""

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()

    def __call__(self, name: str, raw: Any) -> Json:
        if not isinstance(raw, dict):
            raise Rejection("Invalid object", param=name)
        for part in raw:
            if part not in self.fields:
                full = self._full(name, part)
                raise Rejection(f"Received unknown parameter: {full}", code="parameter_unknown", param=full)
        for part in self.required:
            if part not in raw:
                full = self._full(name, part)
                raise Rejection(f"Missing required param: {full}.", code="parameter_missing", param=full)
        return {part: self.fields[part](self._full(name, part), value) for part, value in raw.items()}

    @staticmethod
    def _full(name: str, part: str) -> str:
        return f"{name}[{part}]" if name else part


EXPAND = list_of(text(most=200))
RETRIEVE = Record({"expand": EXPAND})
