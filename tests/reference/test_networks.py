"""Which addresses are asked: told by what the resolver answers, before anything is sent."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.reading.intake.fetch import fetch_source
from sverka.reading.intake.web import open_url
from sverka.recording.fetching.wire import Net, ask, open_reply
from sverka.reference.networks import is_public
from sverka.reference.tables_io import read_table

TABLE = read_table("addresses/not_public.csv")
PRIVATE = (
    "10.0.0.1", "172.31.255.255", "192.168.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "100.64.0.1",
    "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255", "255.255.255.255", "192.88.99.0",
    "192.88.99.255", "198.19.0.1", "::", "::1", "fe80::1", "febf::1", "fec0::1", "feff:ffff::1", "fc00::1", "fdff::1",
    "ff02::1", "2002::1", "2002:5db8:d70e::1", "2002:7f00:1::", "2001::1", "2001:0:5db8:d70e::1", "::ffff:10.0.0.1",
    "::ffff:192.88.99.1", "::10.0.0.1", "::ffff:0:169.254.169.254", "64:ff9b::127.0.0.1", "64:ff9b:1::1", "2001:db8::1",
    "100::1", "3fff::1", "5f00::1", "fe80::1%eth0", "4000::1",
)  # fmt: skip
PUBLIC = (
    "93.184.215.14", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.88.98.255", "192.88.100.0",
    "192.167.255.255",
    "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:db7::1", "2001:db9::1",
    "2003::1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::93.184.215.14",
)  # fmt: skip


def resolver(*addresses: str) -> Callable[..., list[tuple[Any, ...]]]:
    """One that gives these addresses of every host, of their own family."""

    def found(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (one, port)) for family, one in zip(families, addresses, strict=True)
        ]

    return found


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections would go; none is made."""
    asked: list[Any] = []

    def refuse(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return asked


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused_before_anything_is_sent(address: str, no_network: list[Any]) -> None:
    for answers in ((address,), ("93.184.215.14", address)):
        with pytest.raises(InputError, match="private network"):
            fetch_source("http://name.example/", opener=partial(open_url, resolver=resolver(*answers)))
        with pytest.raises(InputError, match="private network"):
            ask(Net(opener=partial(open_reply, resolver=resolver(*answers))), "https://name.example/", {}, 0)
    assert no_network == []


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_asked_at_the_very_address(address: str, no_network: list[Any]) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        fetch_source("http://name.example:8080/", opener=partial(open_url, resolver=resolver(address)))
    assert no_network == [(str(ipaddress.ip_address(address)), 8080)]


def test_a_name_is_resolved_once(no_network: list[Any]) -> None:
    """A resolver that changes its mind between the check and the connection has no say in the second."""
    answers = [resolver("93.184.215.14"), resolver("127.0.0.1")]

    def changing(host: str, port: int, **more: object) -> list[tuple[Any, ...]]:
        return answers.pop(0)(host, port, **more)

    with pytest.raises(Exception, match="broke off"):
        open_reply("http://name.example/", {}, False, resolver=changing)
    assert [address for address, _ in no_network] == ["93.184.215.14"]
    assert len(answers) == 1


@pytest.mark.parametrize("row", TABLE, ids=[row["network"] for row in TABLE])
def test_each_network_of_the_table_is_refused_to_its_ends(row: dict[str, str]) -> None:
    network = ipaddress.ip_network(row["network"])
    assert row["source"]
    if row["kind"] == "embeds":
        assert not is_public(network[int(ipaddress.IPv4Address("10.0.0.1"))])
    else:
        assert not is_public(network[0])
        assert not is_public(network[-1])


def test_a_resolver_that_has_nothing_or_nonsense_is_told() -> None:
    for found in (resolver(), resolver("not an address")):
        with pytest.raises(InputError, match="no such host"):
            open_url("http://name.example/", resolver=found)
