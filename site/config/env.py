"""Reads the environment strictly: production is the default and a missing setting is named."""

import sys

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
DEBUG = env.bool("DEBUG", False)
# The image build runs `collectstatic` without any configuration.
BUILDING = "collectstatic" in sys.argv
_missing: list[str] = []


def required(name: str, stand_in: str) -> str:
    """The variable `name`; `stand_in` where DEBUG is on or static files are being built."""
    value = env.str(name, "")
    if value:
        return value
    if not (DEBUG or BUILDING):
        _missing.append(name)
    return stand_in


def refuse_missing() -> None:
    """Raise ImproperlyConfigured naming every required variable that was asked for and absent."""
    if _missing:
        names = ", ".join(dict.fromkeys(_missing))
        raise ImproperlyConfigured(f"Set {names} in the environment (or DEBUG=1 for development).")
