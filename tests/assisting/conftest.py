"""Fixtures: a server with a model, a folder of answers kept, and commands run against both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ..cli.conftest import Ran, run
from .model_server import ModelServer

__all__ = ["run"]

TEXT = "In 2023 exports of Kenya came to $7.1 billion. Imports rose by 5 %. Exports to China were $0.2 billion.\n"
GOOD = {"quote": "$7.1 billion", "measure": "level(export[;; 2023], USD)", "value": 7.1e9, "unit": "USD"}
OTHER = {"quote": "5 %", "measure": "growth(import[UG;; 2023])", "value": 5, "unit": "%"}
BAD = {**GOOD, "quote": "$8 billion"}
KEY = "sk-secret-0123456789"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    site = ModelServer()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    site.over.set()
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where answers are kept; no key and no proxy of the machine comes in."""
    for name in ("SVERKA_ASSIST_KEY", "SVERKA_BOOK", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SVERKA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "assist"


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "t.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def check(run: Callable[..., Ran], text: str, server: ModelServer) -> Callable[..., Ran]:
    """`check("--format", "json")`: the text checked with the model of the server."""
    asked = ("check", text, "--date", "2024-03-01", "--assist", server.url, "--assist-model", "m")
    return lambda *more: run(*asked, *more)
