"""A server of chat completions on loopback that answers as it is told to, well or as badly as it can."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """One question as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def words(self) -> list[str]:
        return [message["content"] for message in self.body["messages"]]


class ModelServer(ThreadingHTTPServer):
    """Answers each question by the next of its behaviours, the last one again and again."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviours: list[Behaviour] = []
        self.heard: list[Heard] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def will(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(Heard(self.path, dict(self.headers), body))
        todo = self.server.behaviours
        behaviour = todo.pop(0) if len(todo) > 1 else todo[0]
        self.close_connection = True
        with suppress(OSError):
            behaviour(self, body)

    def log_message(self, *_: Any) -> None:
        pass


def sends(status: int, body: bytes | str, **headers: str) -> Behaviour:
    """A whole answer."""
    data = body.encode() if isinstance(body, str) else body

    def behave(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return behave


def says(content: object) -> Behaviour:
    """A completion with these words; what is no text is written as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    return sends(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}))


def claims(*items: Any, **top: Any) -> Behaviour:
    """A completion with claims."""
    return says({"origin": "model other", "claims": list(items), **top})


def refuses(status: int, message: str = "", **headers: str) -> Behaviour:
    """An error as servers word it."""
    return sends(status, json.dumps({"error": {"message": message}}), **headers)


def hangs(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Never answers."""
    _server(handler).over.wait(30)


def drips_headers(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Begins an answer whose headers never end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not _server(handler).over.wait(0.02):
        handler.wfile.write(b"X-A: 1\r\n")
        handler.wfile.flush()


def drips_body(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Sends a blank now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not _server(handler).over.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def endless(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Sends as fast as it can, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    stop = time.monotonic() + 20
    while time.monotonic() < stop and not _server(handler).over.is_set():
        handler.wfile.write(b"[" * 65536)


def breaks_off(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Announces more than it sends."""
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"choices"')


def _server(handler: BaseHTTPRequestHandler) -> ModelServer:
    assert isinstance(handler.server, ModelServer)
    return handler.server
