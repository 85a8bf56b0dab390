"""What a house tells only those who are about to come."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final


@dataclass(frozen=True)
class Secrets:
    """How one gets in and online; empty where the house has written nothing."""

    door_code: str = ""
    wifi_name: str = ""
    wifi_password: str = ""
    way_in: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def __repr__(self) -> str:
        """Which are there, never what they say: tracebacks and logs show this."""
        return f"Secrets({', '.join(name for name, words in asdict(self).items() if words)})"


NAMES: Final = tuple(field.name for field in fields(Secrets))


def packed(secrets: Secrets) -> str:
    """As one text, to be sealed."""
    return json.dumps(asdict(secrets))


def unpacked(text: str) -> Secrets:
    """What `packed` made; a name it does not know is left out."""
    known: Mapping[str, str] = json.loads(text)
    return Secrets(**{name: known[name] for name in NAMES if name in known})
