"""Run every command with hostile texts, measures, options and files.

`fuzz_commands.py [--seconds S] [--seed N] [--kind K]`. Each run is one call of the command line in this process. Prints
one JSON object: how many runs of each kind, and each different failure once: an exit code that is not documented, an
unexpected error, a traceback, a warning, too much time. Exits 1 where there is one.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_commands import KINDS, Case, Dice, World

CODES = frozenset({0, 1, 2, 3, 4, 5})
MAX_SECONDS = 10.0
"""Of processor time for one run."""
HANG_SECONDS = 120
LEAST_RUNS = 30
"""However slow the machine is."""


class _TooLongError(BaseException):
    """A run took more than `HANG_SECONDS`."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: its exit code, what it told of itself, what was wrong with that, and how long it took."""

    code: int
    err: str
    fault: str
    seconds: float


def run(case: Case) -> Ran:
    """One command in this process."""
    from sverka.cli.main import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(case.stdin), encoding="utf-8"), out, err
    started, code, trace = time.process_time(), -1, ""
    try:
        signal.alarm(HANG_SECONDS)
        code = main(case.arguments)
    except BaseException:  # with SVERKA_DEBUG an unexpected error comes as it is
        trace = traceback.format_exc()
    finally:
        signal.alarm(0)
        sys.stdin, sys.stdout, sys.stderr = kept
    told = err.buffer.getvalue().decode("utf-8", "replace")
    seconds = time.process_time() - started
    slow = f"{seconds:.0f} seconds" if seconds > MAX_SECONDS else ""
    return Ran(code, told, _fault(code, told, trace) or slow, seconds)


def _fault(code: int, told: str, trace: str) -> str:
    """What a run must not do, in words that are the same for each run that does it; empty where all is well."""
    if trace:
        frames = [line.strip() for line in trace.splitlines() if line.startswith("  File") and "/sverka/" in line]
        return f"{trace.strip().splitlines()[-1][:200]} at {' < '.join(reversed(frames[-2:]))}"
    if code not in CODES:
        return f"exit code {code}: {told[-200:]}"
    if "Traceback" in told or "Warning" in told:
        return f"printed: {told[:300]}"
    last = told.splitlines()[-1] if told.splitlines() else ""
    if code in (2, 3, 4) and not last.startswith("sverka: "):
        return f"exit code {code} without an error line: {last[:200]}"
    return ""


def make_world(folder: Path) -> World:
    """A folder with a small book of the invented region, and files that are odd."""
    from sverka.cli.main import main

    with _quiet():
        assert main(["sample", str(folder / "sample"), "--rows", "1500", "--seed", "3", "--quiet"]) == 0
        records = sorted(str(file) for file in (folder / "sample").glob("*.csv"))
        assert main(["load", *records, "--book", str(folder / "book"), "--quiet"]) == 0
    (folder / "fine.txt").write_text("In 2022 exports of Tomsk Oblast came to $9 bn.", encoding="utf-8")
    (folder / "empty").write_bytes(b"")
    (folder / "noise").write_bytes(random.Random(1).randbytes(3000))
    (folder / "locked").write_bytes(b"x")
    (folder / "locked").chmod(0)
    (folder / "link").symlink_to(folder / "fine.txt")
    (folder / "loop").symlink_to(folder / "loop")
    return World(folder)


@contextmanager
def _quiet() -> Iterator[None]:
    kept = sys.stdout, sys.stderr
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        sys.stdout = sys.stderr = nothing
        try:
            yield
        finally:
            sys.stdout, sys.stderr = kept


def _cry(*_: object) -> None:
    raise _TooLongError(f"more than {HANG_SECONDS} seconds")


def fuzz(seconds: float, seed: int, kinds: list[str], folder: Path) -> dict[str, Any]:
    """Run cases until the time is up; each different fault is told once, with the first case that showed it."""
    os.chdir(folder)
    signal.signal(signal.SIGALRM, _cry)
    dice, world = Dice(seed), make_world(folder)
    stop, runs, codes = time.monotonic() + seconds, Counter[str](), Counter[int]()
    faults: dict[str, Case] = {}
    seen: Counter[str] = Counter()
    slowest = (0.0, Case("", ()))
    while time.monotonic() < stop or sum(runs.values()) < LEAST_RUNS:
        kind = dice.choices(kinds, [KINDS[name][0] for name in kinds])[0]
        case = KINDS[kind][1](Dice(f"{seed} {sum(runs.values())}"), world)
        ran = run(case)
        runs[kind] += 1
        codes[ran.code] += 1
        slowest = max(slowest, (ran.seconds, case), key=lambda pair: pair[0])
        if ran.fault:
            seen[ran.fault] += 1
            faults.setdefault(ran.fault, case)
    return {
        "runs": dict(runs),
        "codes": dict(sorted(codes.items())),
        "slowest_seconds": round(slowest[0], 2),
        "slowest": _shown(slowest[1]),
        "faults": [{"fault": fault, "times": seen[fault], **_shown(case)} for fault, case in faults.items()],
    }


def _shown(case: Case) -> dict[str, Any]:
    return {"arguments": [one[:300] for one in case.arguments], "stdin": repr(case.stdin[:600])}


def main() -> int:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description="Run every command with hostile input.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=20230525)
    parser.add_argument("--kind", action="append", choices=tuple(KINDS), help="may be repeated; all if not given")
    options = parser.parse_args()
    os.environ["SVERKA_DEBUG"] = "1"
    os.environ.pop("SVERKA_BOOK", None)
    with tempfile.TemporaryDirectory(prefix="sverka-fuzz-") as folder:
        result = fuzz(options.seconds, options.seed, options.kind or list(KINDS), Path(folder))
        os.chdir("/")
    print(json.dumps(result, ensure_ascii=True, indent=1))
    return 1 if result["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
