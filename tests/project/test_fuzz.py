"""A thousand hostile texts: no error but our own, none over 2 s, no more than 500 MB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fuzzing import MAX_CHARACTERS, fuzzed_texts

TOOL = Path(__file__).resolve().parents[2] / "tools" / "fuzz.py"
PART = 250
MAX_SECONDS = 2.0
MAX_MB = 500


def test_the_texts_are_the_same_every_time_and_bounded() -> None:
    texts = ["Экспорт вырос на 12 %.", "Exports rose by 12 %."]
    first = list(fuzzed_texts(texts, 50, seed=1))
    assert first == list(fuzzed_texts(texts, 50, seed=1))
    assert len(set(first)) > 40
    assert max(map(len, first)) <= MAX_CHARACTERS


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_hostile_texts_are_read_and_checked(seed: int) -> None:
    command = [sys.executable, str(TOOL), "--number", str(PART), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout, done.stderr
    result = json.loads(done.stdout)
    assert result["failures"] == []
    assert result["texts"] == PART
    assert result["slowest_seconds"] < MAX_SECONDS
    assert result["peak_mb"] < MAX_MB
