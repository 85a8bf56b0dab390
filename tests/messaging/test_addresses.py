"""Our own addresses: exactly, and nothing that only looks like one."""

import pytest

from messaging.rules.addresses import LISTS, Address, list_address, parsed

DOMAIN = "lists.example.org"


@pytest.mark.parametrize("name", LISTS)
def test_parsed_reads_what_list_address_wrote(name):
    written = list_address(name, slug="embassy-sf", domain=DOMAIN)

    assert parsed(written, domain=DOMAIN) == Address(name, "embassy-sf")


@pytest.mark.parametrize(
    ("recipient", "address"),
    [
        ("Stay@Embassy-SF.Lists.Example.org", Address("stay", "embassy-sf")),
        ("Embassy <stay@embassy-sf.lists.example.org>", Address("stay", "embassy-sf")),
        ("booking+aB-_9@embassy-sf.lists.example.org", Address("booking", "embassy-sf", "aB-_9")),
        ("BOOKING+aB@embassy-sf.lists.example.org", Address("booking", "embassy-sf", "aB")),
    ],
)
def test_parsed_takes_any_case_but_keeps_a_tokens(recipient, address):
    assert parsed(recipient, domain=DOMAIN) == address


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "stay",
        "stay@lists.example.org",
        "stay@embassy-sf.other.example.org",
        "stay@embassy-sf.lists.example.org.evil.example",
        "stay@embassy-sf.evil-lists.example.org",
        "stay@a.embassy-sf.lists.example.org",
        "xstay@embassy-sf.lists.example.org",
        "stay+x@embassy-sf.lists.example.org",
        "booking@embassy-sf.lists.example.org",
        "booking+@embassy-sf.lists.example.org",
        "everybody@embassy-sf.lists.example.org",
        "stay@embassy-sf.lists.example.org@evil.example",
        "stay@.lists.example.org",
    ],
)
def test_parsed_takes_nothing_else(recipient):
    assert parsed(recipient, domain=DOMAIN) is None
