"""One client is one IPv4 address or one IPv6 network."""

from __future__ import annotations

import pytest

from auction.kernel.address import address_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8:1:2::9", "2001:db8:1:2"),
        ("2001:db8::9", "2001:db8:0:0"),
        ("::1", "0:0:0:0"),
        ("", ""),
    ],
)
def test_an_address_is_one_ipv4_or_one_ipv6_network(address: str, key: str) -> None:
    assert address_key(address) == key
