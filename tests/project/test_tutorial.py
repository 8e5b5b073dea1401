"""The tutorial runs as it is printed: its shell commands, then its Python blocks in order, in a folder of their own."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONAL = ("polars",)
"""Libraries that the page shows and that need not be there: the blocks that use them are then passed over."""


def blocks(kind: str, text: str) -> list[tuple[int, str]]:
    """The blocks of a kind, each with the number of the line before it."""
    return [(text.count("\n", 0, one.start()) + 1, one[2]) for one in BLOCK.finditer(text) if one[1] == kind]


def run_commands(page: str, folder: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    for _, script in blocks("sh", page):
        command = ["bash", "-ec", script]
        subprocess.run(
            command, cwd=folder, env={**os.environ, "PATH": path}, check=True, capture_output=True, timeout=300
        )


def failures(page: str) -> list[str]:
    """What the Python blocks print that the page does not say; names live on from block to block."""
    names: dict[str, object] = {}
    told: list[str] = []
    lacking = [name for name in OPTIONAL if find_spec(name) is None]
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for line, code in blocks("pycon", page):
        if not any(f"to_{name}" in code for name in lacking):
            test = doctest.DocTestParser().get_doctest(code, names, PAGE.name, str(PAGE), line)
            runner.run(test, out=told.append, clear_globs=False)
            names = test.globs
    return told


@pytest.mark.slow
def test_the_tutorial_runs_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.read_text(encoding="utf-8")
    run_commands(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "".join(failures(page)) == ""
    assert len(blocks("pycon", page)) >= 10
    assert len(blocks("sh", page)) == 1


def test_a_page_that_is_wrong_is_found() -> None:
    page = "```pycon\n>>> one = 1\n\n```\n\n```pycon\n>>> one + 1\n3\n\n```\n"
    assert "Expected:\n    3\nGot:\n    2" in "".join(failures(page))
    assert failures(page.replace("\n3\n", "\n2\n")) == []


def test_every_example_stands_in_a_block_that_runs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert ">>>" not in BLOCK.sub("", page)
