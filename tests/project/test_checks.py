"""The checks as a whole: their order, their list in CONTRIBUTING, and the closing lines on tests that were not run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import check_all

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = """
import pytest

def test_runs():
    pass

@pytest.mark.parametrize("number", range(2))
def test_waits(number):
    pytest.skip("no browser here")
"""


def test_every_check_is_explained_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = [command for _, command in (*check_all.CHECKS, check_all.TESTS)]
    names = [next(part for part in command[1:] if not part.startswith("-")) for command in commands]
    assert [name for name in names if name not in text] == []


def test_the_readme_shows_every_check_in_order() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [name for name, _ in (*check_all.CHECKS, check_all.TESTS)]
    assert [line.removeprefix("== ") for line in text.splitlines() if line.startswith("== ")] == names


def test_the_first_failure_stops_the_checks() -> None:
    assert check_all.passes("true", (sys.executable, "-c", "pass"))
    assert not check_all.passes("false", (sys.executable, "-c", "raise SystemExit(3)"))


def test_continuous_integration_runs_what_make_test_runs() -> None:
    assert "exec make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


def closing_lines(folder: Path, *options: str) -> list[str]:
    """What pytest prints for a folder with the project's closing lines."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", *options, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.splitlines()


def test_skipped_tests_are_told_in_the_closing_lines(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(SKIPPED, encoding="utf-8")
    *_, told, summary = closing_lines(tmp_path)
    assert told == "not run: 2 tests: no browser here"
    assert summary.startswith("1 passed, 2 skipped")


def test_nothing_skipped_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text("def test_runs():\n    pass\n", encoding="utf-8")
    assert "every test was run" in closing_lines(tmp_path)
