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


def listed(text: str) -> list[str]:
    """The entries of a list separated by commas, without the spaces around them; empty ones are left out."""
    return [entry.strip() for entry in text.split(",") if entry.strip()]


def plain_host(hosts: list[str]) -> str:
    """The first of `hosts` that is an address and no pattern; ImproperlyConfigured where there is none."""
    for host in hosts:
        if not host.startswith(("*", ".")):
            return host
    raise ImproperlyConfigured("Name a host without a wildcard in ALLOWED_HOSTS, or set SITE_URL.")


def heroku_hosts() -> list[str]:
    """What Heroku calls the app, best known name first: a review app has no domain of its own."""
    domain, name = env.str("HEROKU_APP_DEFAULT_DOMAIN_NAME", ""), env.str("HEROKU_APP_NAME", "")
    return [host for host in (domain, f"{name}.herokuapp.com" if name else "") if host]


def refuse_missing() -> None:
    """Raise ImproperlyConfigured naming every required variable that was asked for and absent."""
    if _missing:
        names = ", ".join(dict.fromkeys(_missing))
        raise ImproperlyConfigured(f"Set {names} in the environment (or DEBUG=1 for development).")
