"""Tries are counted by the visitor's address, which nobody can make up."""

import pytest

from members.rules.address import client_ip


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("203.0.113.9, 198.51.100.2", 2, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 198.51.100.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "203.0.113.9"),
        (" ,", 2, "10.0.0.1"),
    ],
)
def test_client_ip_is_the_first_address_our_own_proxies_name(forwarded, proxies, expected):
    assert client_ip("10.0.0.1", forwarded, proxies=proxies) == expected
