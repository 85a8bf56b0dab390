"""What every answer says to browsers and to the edge, and what every page names of static files."""

import re
from collections.abc import Mapping

HASHED = re.compile(r"^/static/.+\.[0-9a-f]{12}\.\w+$")
STATIC = re.compile(r"[\"'(=](/static/[^\"'()\s<>&?]+)")
REQUIRED = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
# Answers that may be kept: pages and lists for everybody, words of the admin's scripts, icons.
KEPT = re.compile(r"^(public, )?(max-age=\d+|s-maxage=\d+)")


def faults(path: str, headers: Mapping[str, str]) -> list[str]:
    """What is missing of the headers that each answer has."""
    wrong = [f"{name}: {headers.get(name)}" for name, value in REQUIRED.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    if "frame-ancestors 'self'" not in policy and "default-src 'none'" not in policy:
        wrong.append(f"Content-Security-Policy: {policy}")
    if not path.startswith("/admin/") and "unsafe-inline" in policy:
        wrong.append(f"Content-Security-Policy: {policy}")
    caching = headers.get("Cache-Control", "")
    if not ("no-store" in caching or "no-cache" in caching or KEPT.match(caching)):
        wrong.append(f"Cache-Control: {caching}")
    if "no-store" not in caching and headers.get("Set-Cookie"):
        wrong.append(f"A cookie, and {caching}")
    return wrong


def named_files(body: str) -> set[str]:
    """Addresses of static files in a page."""
    return set(STATIC.findall(body))
