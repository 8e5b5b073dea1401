"""Bytes of files, standard input and pages. The web is a server on the loopback address."""

from __future__ import annotations

import gzip
import io
import ipaddress
import os
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.reading.document import fetch_source
from sverka.reading.intake import fetch, web
from sverka.reading.intake.limits import MAX_SOURCE_BYTES


def _http(*headers: str, body: bytes = b"Exports rose.") -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode() + body


PACKED = gzip.compress(b"Exports rose. " * 500)
GZIP = "Content-Encoding: gzip"
CHUNKED = "Transfer-Encoding: chunked"
RAW = {
    "/short": _http("Content-Length: 100000", body=b"a" * 87),
    "/more": _http("Content-Length: 4"),
    "/huge": _http("Content-Length: 9000000000"),
    "/two-lengths": _http("Content-Length: 13", "Content-Length: 9"),
    "/listed-lengths": _http("Content-Length: 13, 9"),
    "/same-lengths": _http("Content-Length: 13, 13"),
    "/minus": _http("Content-Length: -1"),
    "/odd-length": _http("Content-Length: 1_3"),
    "/chunked": _http(CHUNKED, body=b"d\r\nExports rose.\r\n0\r\n\r\n"),
    "/chunked-cut": _http(CHUNKED, body=b"ffff\r\nExports rose."),
    "/chunked-no-end": _http(CHUNKED, body=b"d\r\nExports rose.\r\n"),
    "/chunked-odd": _http(CHUNKED, body=b"zz\r\nExports rose.\r\n"),
    "/gzip-cut": _http(GZIP, f"Content-Length: {len(PACKED) - 9}", body=PACKED[:-9]),
    "/gzip-two": _http(GZIP, f"Content-Length: {2 * len(PACKED)}", body=2 * PACKED),
    "/gzip-none": _http(GZIP, "Content-Length: 13"),
    "/brotli": _http("Content-Encoding: br", "Content-Length: 13"),
    "/until-closed": _http(),
    "/no-http": b"SSH-2.0-OpenSSH_9.6\r\n",
    "/heads": _http(*[f"X-{number}: 1" for number in range(200)]),
    "/to-nowhere": b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, rest = self.path.partition("?")
        if path == "/loop":
            self._answer(302, b"", Location="/loop")
        elif path == "/to":
            self._answer(301, b"", Location=rest)
        elif path == "/gzip":
            self._answer(200, gzip.compress(b"Exports rose."), **{"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self._answer(200, gzip.compress(bytes(MAX_SOURCE_BYTES * 4)), **{"Content-Encoding": "gzip"})
        elif path == "/large":
            self._answer(200, b"a" * (MAX_SOURCE_BYTES + 1000))
        elif path == "/missing":
            self._answer(404, b"no")
        elif path in RAW:
            self._raw(RAW[path])
        elif path == "/endless":
            self._endless()
        elif path == "/slow":
            self.server.released.wait(10)  # type: ignore[attr-defined]
        else:
            self._answer(200, f"Exports rose. {self.path} {self.headers['Host']}".encode())

    def _raw(self, answer: bytes) -> None:
        self.wfile.write(answer)
        self.close_connection = True

    def _endless(self) -> None:
        """No length, and no end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while not self.server.released.is_set():  # type: ignore[attr-defined]
                self.wfile.write(b"Exports rose. " * 5000)
        except OSError:
            self.close_connection = True

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.released = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_and_standard_input_are_read(tmp_path: Path) -> None:
    path = tmp_path / "текст.txt"
    path.write_bytes(b"Exports rose.")
    assert fetch_source(str(path)) == b"Exports rose."
    assert fetch_source("-", stdin=io.BytesIO(b"Imports fell.")) == b"Imports fell."


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda folder: folder / "absent.txt", "no such file"),
        (lambda folder: folder, "directory"),
        (lambda folder: "/dev/zero", "device"),
        (lambda folder: "a" * 5000, "cannot be read"),
        (lambda folder: "a\0b", "cannot be read"),
        (lambda folder: "ftp://example.org/a", "ftp://"),
        (lambda folder: "file:///etc/passwd", "file://"),
        (lambda folder: "http://", "malformed"),
        (lambda folder: "http://[::1", "malformed"),
        (lambda folder: "http://host:port/", "malformed"),
        (lambda folder: "-", "standard input"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(make, word: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=word) as caught:
        fetch_source(str(make(tmp_path)))
    assert caught.value.where
    assert caught.value.next_step


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0)
    with pytest.raises(InputError, match="permission denied"):
        fetch_source(str(path))


def test_large_sources_are_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(InputError, match="larger than 5 MB"):
        fetch_source(str(path))
    with pytest.raises(InputError, match="larger than 5 MB"):
        fetch_source("-", stdin=io.BytesIO(b"a" * (MAX_SOURCE_BYTES + 1)))


def test_a_page_is_read_where_private_hosts_are_allowed(site: str) -> None:
    body = fetch_source(f"{site}/news/экспорт?q=45%25&б=1#part", allow_private=True).decode()
    assert body.startswith("Exports rose. /news/%D1%8D%D0%BA")
    assert "q=45%25&" in body
    assert "#" not in body
    assert body.endswith(site.removeprefix("http://"))
    assert fetch_source(f"{site}/gzip", allow_private=True) == b"Exports rose."


def test_private_hosts_are_refused_by_default(site: str) -> None:
    with pytest.raises(InputError, match="private"):
        fetch_source(site)
    with pytest.raises(InputError, match="private"):
        fetch_source(site.replace("127.0.0.1", "localhost"))


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/loop", "redirects more than 5 times"),
        ("/missing", "404"),
        ("/large", "larger than 5 MB"),
        ("/bomb", "larger than 5 MB"),
        ("/to?file:///etc/passwd", "malformed"),
        ("/to?ftp://127.0.0.1/", "malformed"),
        ("/to-nowhere", "malformed"),
        ("/endless", "larger than 5 MB"),
        ("/huge", "larger than 5 MB"),
        ("/short", "broke off at 87 of 100,000 bytes"),
        ("/more", "more than the 4 bytes"),
        ("/two-lengths", "a length that is none"),
        ("/listed-lengths", "a length that is none"),
        ("/minus", "a length that is none"),
        ("/odd-length", "a length that is none"),
        ("/chunked-cut", "cannot be read"),
        ("/chunked-no-end", "cannot be read"),
        ("/chunked-odd", "cannot be read"),
        ("/gzip-cut", "no end"),
        ("/gzip-none", "cannot be read"),
        ("/brotli", "encoding that was not asked for"),
        ("/no-http", "cannot be read"),
        ("/heads", "cannot be read"),
    ],
)
def test_pages_that_misbehave_are_refused(site: str, path: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        fetch_source(site + path, allow_private=True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/chunked", b"Exports rose."),
        ("/same-lengths", b"Exports rose."),
        ("/until-closed", b"Exports rose."),
        ("/gzip-two", b"Exports rose. " * 1000),
    ],
)
def test_a_page_that_is_whole_is_read(site: str, path: str, text: bytes) -> None:
    assert fetch_source(site + path, allow_private=True) == text


def test_a_server_that_keeps_the_line_open_is_not_waited_for(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was asked to close it, and has sent all that it announced."""
    monkeypatch.setattr(_Site, "protocol_version", "HTTP/1.1")
    monkeypatch.setattr(_Site, "handle", lambda self: (self.handle_one_request(), time.sleep(3)))
    began = time.monotonic()
    assert fetch_source(f"{site}/kept", allow_private=True).startswith(b"Exports rose.")
    assert time.monotonic() - began < 2


def test_being_sent_on_for_ever_ends_by_the_clock(site: str) -> None:
    times = iter(range(0, 1000, 45))
    with pytest.raises(InputError, match="in time"):
        fetch.fetch_source(f"{site}/loop", allow_private=True, clock=lambda: float(next(times)))


def test_a_redirect_is_followed(site: str) -> None:
    assert fetch_source(f"{site}/to?/here", allow_private=True).startswith(b"Exports rose. /here")


def test_a_redirect_to_a_private_host_is_refused() -> None:
    asked: list[str] = []

    def opener(url: str, allow_private: bool) -> web.Response:
        asked.append(url)
        if url == "http://public.example/":
            return web.Response(302, "Found", "http://169.254.169.254/latest/", b"")
        return web.open_url(url, allow_private)

    with pytest.raises(InputError, match="private"):
        fetch.fetch_source("http://public.example/", opener=opener)
    assert asked == ["http://public.example/", "http://169.254.169.254/latest/"]


def _sent(*steps: str) -> fetch.Opener:
    """An opener that is sent on from each of these addresses to the next, and finds the page at the last."""

    def opener(url: str, allow_private: bool) -> web.Response:
        at = steps.index(url)
        if at + 1 < len(steps):
            return web.Response(301, "Moved", steps[at + 1], b"")
        return web.Response(200, "OK", "", b"Exports rose.")

    return opener


@pytest.mark.parametrize(
    "steps",
    [
        ("https://a.example/", "http://a.example/"),
        ("https://a.example/", "HTTP://A.example/"),
        ("http://a.example/", "https://a.example/", "http://b.example/"),
    ],
)
def test_a_redirect_to_an_unprotected_address_is_refused(steps: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="unprotected"):
        fetch.fetch_source(steps[0], opener=_sent(*steps))


@pytest.mark.parametrize(
    "steps",
    [
        ("http://a.example/", "http://b.example/"),
        ("http://a.example/", "https://a.example/"),
        ("https://a.example/", "https://b.example/x"),
    ],
)
def test_a_redirect_that_keeps_the_protection_is_followed(steps: tuple[str, ...]) -> None:
    assert fetch.fetch_source(steps[0], opener=_sent(*steps)) == b"Exports rose."


def test_a_slow_page_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TOTAL_TIMEOUT_S", 0.2)
    with pytest.raises(InputError, match="in time"):
        fetch_source(f"{site}/slow", allow_private=True)


def test_a_closed_port_is_no_traceback() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(InputError, match="cannot be read"):
            fetch_source(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_host_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)) for host in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(InputError, match="private"):
        fetch_source("http://two.example/")


def test_the_connection_goes_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved once: an answer that changes between check and connection has no effect."""
    port = int(site.rpartition(":")[2])
    asked: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host if host[0].isdigit() else "127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    body = fetch_source(f"http://name.example:{port}/", allow_private=True)
    assert body.endswith(f"name.example:{port}".encode())
    assert asked.count("name.example") == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not web.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_that_are_public(address: str) -> None:
    assert web.is_public(ipaddress.ip_address(address))
