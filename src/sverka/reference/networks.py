"""Which addresses are of the public internet: the table `addresses/not_public.csv`, and what the library knows."""

from __future__ import annotations

import ipaddress
from functools import cache

from sverka.reference.tables_io import read_table

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, whichever way it is written.

    >>> [is_public(ipaddress.ip_address(one)) for one in ("127.0.0.1", "::ffff:10.0.0.1", "2002:808:808::", "8.8.8.8")]
    [False, False, False, True]
    """
    for network, kind in _networks():
        if network.version == address.version and address in network:
            return kind == "embeds" and is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


@cache
def _networks() -> tuple[tuple[IPNetwork, str], ...]:
    return tuple((ipaddress.ip_network(row["network"]), row["kind"]) for row in read_table("addresses/not_public.csv"))
