"""Who is asked: public servers only, by few redirects, each of them checked, and not too often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest
from fetching_server import EXPORTS, NAME, PATH, Clock, Server, plain, whole

from sverka.model.errors import InputError
from sverka.recording.fetching import Fetched, Net, fetch
from sverka.recording.fetching.catalog import Asked, Wanted, wanted
from sverka.recording.fetching.wire import Reply, ask, open_reply

Get = Callable[..., Fetched]


def test_private_servers_are_refused(exports: Wanted, net: Net, server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="private") as caught:
        fetch(exports, tmp_path, replace(net, base=None))
    assert "--allow-private" in caught.value.next_step
    assert server.asked == []


def test_private_servers_are_asked_where_that_is_allowed(
    exports: Wanted, net: Net, server: Server, tmp_path: Path
) -> None:
    server.on(PATH, whole(EXPORTS))
    assert fetch(exports, tmp_path, replace(net, base=None, allow_private=True)).outcome == "fetched"


def test_a_redirect_is_followed_with_its_range(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, plain(302, Location="/moved/e.csv"))
    server.on("/moved/e.csv", whole(EXPORTS, sent=1000), whole(EXPORTS))
    get()
    assert (tmp_path / NAME).read_bytes() == EXPORTS
    assert [one.headers.get("range") for one in server.asked] == [None, None, "bytes=1000-", "bytes=1000-"]


def test_redirects_are_bounded(server: Server, get: Get) -> None:
    server.on(PATH, plain(302, Location=PATH))
    with pytest.raises(InputError, match="more than 5 times"):
        get()
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("there", "word"),
    [
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/", "private"),
        ("http://127.0.0.1:1/", "private"),
        ("file:///etc/passwd", "malformed"),
        ("ftp://127.0.0.1/x", "malformed"),
    ],
)
def test_a_redirect_out_of_the_public_web_is_refused(server: Server, get: Get, there: str, word: str) -> None:
    """Another base is trusted for its own host and port alone."""
    server.on(PATH, plain(302, Location=there))
    with pytest.raises(InputError, match=word):
        get()


def test_a_redirect_to_an_unprotected_address_is_refused(net: Net) -> None:
    def opener(url: str, headers: Mapping[str, str], allow_private: bool) -> Reply:
        moved = Message()
        moved["Location"] = "http://public.example/file"
        return Reply(301, "Moved", moved, lambda size: b"", lambda: None)

    with pytest.raises(InputError, match="unprotected"):
        ask(replace(net, opener=opener), "https://public.example/file", {}, 0)


def test_a_server_is_not_asked_too_often(server: Server, net: Net, clock: Clock, tmp_path: Path) -> None:
    files = wanted("comexstat-state", Asked(flow=("export",), year=(2022, 2023, 2023)), server.base)
    assert [one.name for one in files] == ["EXP_2022.csv", "EXP_2023.csv"]
    for one in files:
        server.on(one.urls[0].removeprefix(server.base), whole(EXPORTS))
        fetch(one, tmp_path, net)
    assert clock.slept == [1.0]


def test_a_closed_port_is_tried_again_and_then_said(exports: Wanted, net: Net, clock: Clock, tmp_path: Path) -> None:
    gone = "http://127.0.0.1:1"
    one = replace(exports, urls=(exports.urls[0].replace(str(net.base), gone),))
    with pytest.raises(InputError, match=r"broke off \(ConnectionRefusedError\), after 4 tries"):
        fetch(one, tmp_path, replace(net, base=gone))
    assert len(clock.slept) >= 3


def test_an_answer_that_is_no_http_is_a_broken_connection(server: Server, net: Net) -> None:
    from sverka.recording.fetching.wire import DroppedError

    server.on("/odd", lambda site: site.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"))
    with pytest.raises(DroppedError, match="broke off"):
        open_reply(f"{server.base}/odd", {}, True)


def test_a_certificate_that_does_not_hold_says_what_to_do(monkeypatch: pytest.MonkeyPatch, net: Net) -> None:
    """Comex Stat leaves out an intermediate certificate; the check is never switched off."""
    import ssl

    from sverka.recording.fetching import wire

    class Refusing:
        def connect(self) -> None:
            raise ssl.SSLCertVerificationError("unable to get local issuer certificate")

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(wire, "connection_to", lambda *_: Refusing())
    with pytest.raises(InputError, match="certificate") as caught:
        open_reply("https://127.0.0.1/", {}, True)
    assert "SSL_CERT_FILE" in caught.value.next_step
