"""Every command with hostile texts, measures, options and files: documented exit codes, one line, in good time.

`SVERKA_FUZZ_SECONDS` and `SVERKA_FUZZ_SEED` make it longer or another one.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import hostile_files
import hostile_texts
from fuzz_commands import LEAST_RUNS
from hostile_commands import KINDS, World

TOOL = Path(__file__).resolve().parents[2] / "tools" / "fuzz_commands.py"
SECONDS = float(os.environ.get("SVERKA_FUZZ_SECONDS", "15"))
SEED = int(os.environ.get("SVERKA_FUZZ_SEED", "20230525"))


def test_cases_are_the_same_every_time(tmp_path: Path) -> None:
    world = World(tmp_path)
    for kind, (_, make) in KINDS.items():
        first, again = ([make(random.Random(seed), world) for seed in range(20)] for _ in range(2))
        assert [one.stdin for one in first] == [one.stdin for one in again]
        assert [len(one.arguments) for one in first] == [len(one.arguments) for one in again]
        assert len({(one.arguments, one.stdin) for one in first}) > 10, kind


def test_hostile_input_is_bounded() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        assert len(hostile_texts.text(dice)) < 200_000
        assert len(hostile_files.edited(dice, hostile_files.FTS.encode())) <= 200_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*KINDS])
def test_no_input_is_an_unexpected_error(kind: str) -> None:
    command = [sys.executable, str(TOOL), "--kind", kind, "--seconds", str(SECONDS), "--seed", str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS + 600, check=False)
    assert done.stdout, done.stderr
    result = json.loads(done.stdout)
    assert result["faults"] == []
    assert result["runs"][kind] >= LEAST_RUNS
    assert len(result["codes"]) > 1, "some of it must be refused, and some answered"
