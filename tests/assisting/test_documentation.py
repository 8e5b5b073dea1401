"""The transcript of `docs/assistants.md` is what a run prints; the server there is the one of these tests."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from ..cli.conftest import Ran
from .model_server import ModelServer, says

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "assistants.md"
BLOCK = re.compile(
    r"(?<=^```console-server\n)\$ (?P<command>[^\n]+)\n(?P<shown>.*?)(?=^```$)", re.MULTILINE | re.DOTALL
)
SHOWN_HOST = "localhost:11434"


def test_the_transcript_is_what_is_printed(
    run: Callable[..., Ran], server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    server.will(says((ROOT / "examples" / "answer_en.txt").read_text(encoding="utf-8")))
    text = PAGE.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found is not None
    ran = run(*shlex.split(found["command"].replace(SHOWN_HOST, server.host))[1:])
    lines = [line.rstrip() for line in (ran.err + ran.out).replace(server.host, SHOWN_HOST).splitlines()]
    kept = [*lines[: lines.index("Said without a figure") - 1], "…"]
    printed = "\n".join(kept) + "\n"
    if os.environ.get("SVERKA_UPDATE_GOLDEN") == "1":
        PAGE.write_text(text[: found.start("shown")] + printed + text[found.end("shown") :], encoding="utf-8")
    assert found["shown"] == printed, "look at what changed; SVERKA_UPDATE_GOLDEN=1 stores it"
