"""Fixtures that several packages' tests share, and the closing lines on what was not run."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CARRIED_GOLD = ROOT / "tests" / "gold"

hypothesis.settings.register_profile("dev", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

GoldDocument = dict[str, Any]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material next to the repository: the seed article, the gold corpus, data."""
    if not SHARED.is_dir():
        pytest.skip("the folder `shared` does not stand next to the repository (seed article, gold corpus)")
    return SHARED


@pytest.fixture(scope="session")
def gold_documents() -> Callable[[str], list[GoldDocument]]:
    """`gold_documents("ru")`: the annotated documents of a language that the repository carries."""

    def load(lang: str) -> list[GoldDocument]:
        lines = (CARRIED_GOLD / f"{lang}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    return load


def _reason(report: pytest.TestReport) -> str:
    """The words given to `skip`, without the file and line."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the closing lines how many tests were not run, and why."""
    skipped = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in skipped.most_common():
        terminalreporter.write_line(f"not run: {count} {'test' if count == 1 else 'tests'}: {reason}")
    if not skipped:
        terminalreporter.write_line("every test was run")
