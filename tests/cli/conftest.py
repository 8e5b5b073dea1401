"""Running commands in this process, and comparing what they print with golden files."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sverka import __version__
from sverka.cli.main import main

GOLDEN = Path(__file__).with_name("golden")


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`run("read", "-", stdin="…")`: run a command; screens are English and 80 columns wide unless said otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SVERKA_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def command(*arguments: str, stdin: str | bytes = "") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        code = main(arguments)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """`golden("demo.txt", text)`: compare with the stored file; SVERKA_UPDATE_GOLDEN=1 stores it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        shown = text.replace(f'"version": "{__version__}"', '"version": "VERSION"')
        if os.environ.get("SVERKA_UPDATE_GOLDEN") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8"), "look at what changed; SVERKA_UPDATE_GOLDEN=1 stores it"

    return compare
