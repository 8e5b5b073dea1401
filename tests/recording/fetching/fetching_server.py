"""A server on the loopback address that answers as the real ones do, and clocks that do not wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEADER = (
    b'"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"\n'
)
EXPORTS = HEADER + b'"2023";"01";"12019000";"10";"160";"PR";"01";"0917800";5;5000;2500\n' * 20_000
DATE = "Thu, 05 Feb 2026 18:21:06 GMT"


@dataclass
class Asking:
    """One question that the server was asked."""

    path: str
    headers: dict[str, str]


@dataclass
class Planned:
    """How a path is answered: by a function, once; then by the next, the last of them for ever."""

    answers: list[Callable[[Site], None]]

    def take(self) -> Callable[[Site], None]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Server(ThreadingHTTPServer):
    """Keeps what it was asked and what it is to answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Site)
        self.asked: list[Asking] = []
        self.plan: dict[str, Planned] = {}

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def on(self, path: str, *answers: Callable[[Site], None]) -> None:
        self.plan[path] = Planned(list(answers))


class Site(BaseHTTPRequestHandler):
    """Answers each path by plan."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(Asking(self.path, {name.lower(): value for name, value in self.headers.items()}))
        planned = self.server.plan.get(self.path.partition("?")[0])
        if planned is None:
            self.say(404, b"<html>no such thing</html>", {"Content-Type": "text/html"})
        else:
            planned.take()(self)

    def say(self, status: int, body: bytes, headers: dict[str, str], length: int | None = None) -> None:
        """An answer; `length` is what it claims to have, its own if not given."""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body) if length is None else length)} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def whole(
    body: bytes, etag: str = '"v1"', *, kind: str = "text/csv", sent: int | None = None
) -> Callable[[Site], None]:
    """A file as Apache and nginx serve it: conditions and ranges are honoured; after `sent` bytes the line is cut."""

    def answer(site: Site) -> None:
        headers = {"Content-Type": kind, "Last-Modified": DATE, "Accept-Ranges": "bytes"} | (
            {"ETag": etag} if etag else {}
        )
        asked = site.server.asked[-1].headers
        if (etag and asked.get("if-none-match") == etag) or (not etag and asked.get("if-modified-since") == DATE):
            site.say(304, b"", headers)
            return
        start = 0
        if asked.get("range") and asked.get("if-range") in (etag or DATE, None):
            start = int(asked["range"].removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                site.say(416, b"", headers | {"Content-Range": f"bytes */{len(body)}"})
                return
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        rest = body[start:]
        site.say(206 if "Content-Range" in headers else 200, rest[:sent], headers, len(rest))

    return answer


def plain(status: int, body: bytes = b"", **headers: str) -> Callable[[Site], None]:
    """An answer that looks at nothing."""
    return lambda site: site.say(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Clock:
    """Time that passes only while something sleeps."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


PATH = "/balanca/bd/comexstat-bd/ncm/EXP_2023.csv"
NAME = "EXP_2023.csv"
