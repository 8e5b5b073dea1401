"""Loads that run as processes of their own, to be stopped, to wait, or to be weighed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS = 300.0
"""After this long a process is taken to hang."""
_PROGRAM = """
import sys
from sverka.cli.main import main
code = main()
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print("peak:", *peak, file=sys.stderr)
sys.exit(code)
"""
"""The command as it is installed; at its end it says how much memory it took. What the system tells of a child would
begin with the memory of its parent.
"""


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code (below 0 by a signal), what it said, and the memory that it took at most."""

    code: int
    errors: str
    peak_mb: float


def started(book: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """`sverka load`, begun."""
    command = [sys.executable, "-c", _PROGRAM, "load", *map(str, arguments), "--book", str(book)]
    environment = {**os.environ, "SVERKA_LANG": "en", "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait for a process."""
    _, errors = process.communicate(timeout=SECONDS)
    errors, _, peak = errors.partition("peak: ")
    return Ended(process.returncode, errors, int(peak or 0) / 1024)


def load(book: Path, *arguments: str | Path) -> Ended:
    """`sverka load` from its beginning to its end."""
    return ended(started(book, *arguments))


def wait_until(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that a process does, as long as it runs."""
    deadline = time.monotonic() + SECONDS
    while not true():
        assert process.poll() is None, "the process ended before its time"
        assert time.monotonic() < deadline, "the process hangs"
        time.sleep(0.005)
