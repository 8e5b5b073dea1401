"""Standard streams that are closed or full, and signals at any moment: one line at most, and never a traceback."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SVERKA = f"{sys.executable} -m sverka"


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False, cwd=cwd)


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("places CN >&-", 0, "", ""),
        ("places CN >&- 2>&- <&-", 0, "", ""),
        ("places Nowhere >&-", 2, "", "sverka: unknown place"),
        ("places Nowhere 2>&-", 2, "", ""),
        ("places Nowhere 2>/dev/full", 2, "", ""),
        ("places CN 2>/dev/full", 0, "China", ""),
        ("places CN >/dev/full", 3, "", "sverka: No space left on device"),
        ("places CN >/dev/full 2>/dev/full", 3, "", ""),
        ("read - <&-", 3, "", "sverka: there is no standard input"),
        ("--help >/dev/full", 3, "", "sverka: No space left on device"),
        ("--version >&-", 0, "", ""),
        ("nonsense 2>/dev/full", 2, "", ""),
    ],
)
def test_a_stream_that_is_closed_or_full(line: str, code: int, out: str, err: str, tmp_path: Path) -> None:
    done = shell(f"{SVERKA} {line}", tmp_path)
    assert done.returncode == code
    assert done.stdout.startswith(out)
    assert bool(done.stdout) == bool(out)
    assert done.stderr.startswith(err)
    assert len(done.stderr.splitlines()) == bool(err)


def test_a_file_of_ours_never_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    """Else what a library prints would land in it."""
    program = "import os, sys; sys.argv = ['sverka', 'places', 'CN']; from sverka.cli.main import main; main(); "
    program += "os.write(9, str(os.open('a', os.O_CREAT | os.O_RDWR)).encode())"
    done = shell(f'{sys.executable} -c "{program}" 9>number >&- 2>&-', tmp_path)
    assert done.returncode == 0
    assert int((tmp_path / "number").read_text()) > 2


RUN_AND_STOP = """
import os, sys, threading
number, seconds, sys.argv = int(sys.argv[1]), float(sys.argv[2]), ["sverka", *sys.argv[3:]]
from sverka.__main__ import run
timer = threading.Timer(seconds, os.kill, (os.getpid(), number))
timer.daemon = True
timer.start()
run()
"""
SIGINT, SIGTERM = 2, 15


@pytest.mark.slow
@pytest.mark.parametrize("signal_number", [SIGINT, SIGTERM])
def test_a_signal_at_any_moment_is_no_traceback(
    signal_number: int,
    make_book: Callable[..., Path],
    gold_documents: Callable[[str], list[dict[str, Any]]],
    tmp_path: Path,
) -> None:
    trade = {"reporter": "RU-TOM", "source": "fts", "flow": "export", "commodity": "2709", "partner": "CN"}
    book = make_book([{**trade, "year": 2022, "month": month, "primary_value": 5.0} for month in range(1, 13)])
    text = tmp_path / "article.txt"
    text.write_text(gold_documents("ru")[0]["text"], encoding="utf-8")
    commands = (
        ("read", str(text)),
        ("bounds", str(text), "--book", str(book)),
        ("check", str(text), "--book", str(book), "--format", "json"),
        ("measure", "level(export)", "--reporter", "RU-TOM", "--book", str(book), "--format", "json"),
        ("show", "RU-TOM", "--book", str(book), "--format", "json"),
    )
    dice = random.Random(signal_number)
    for _ in range(15):
        command = [sys.executable, "-c", RUN_AND_STOP, str(signal_number), f"{dice.uniform(0, 1.5):.3f}"]
        command += dice.choice(commands)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode in (0, 128 + signal_number, -signal_number), done.stderr
        assert "Traceback" not in done.stderr
        assert "ignored" not in done.stderr
        assert len(done.stderr.splitlines()) <= 2, "a line on progress, and one on what stopped it"
        if done.returncode == 0 and command[5] in ("check", "measure", "show"):
            json.loads(done.stdout)
