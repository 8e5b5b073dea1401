"""Write into README and `docs` what the commands shown there print: `show_runs.py [--check] [FILE...]`.

A fenced block marked `console` holds commands after `$ ` and, below each, what it prints. `console lines=20` keeps the
first 20 lines of each output and a line with `…`. Commands run in the folder of the repository with English screens
and without colours. With `--check` nothing is written; each block that differs is named, and the exit code is 1.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console(?: lines=(?P<lines>\d+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TIMEOUT_SECONDS = 60

Runner = Callable[[str], str]


def run(command: str) -> str:
    """What a command prints, errors included, as a reader of the documentation would see it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    environment.pop("SVERKA_BOOK", None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def shortened(output: str, lines: int | None) -> str:
    """The first lines of an output, with a mark where there are more."""
    all_lines = output.splitlines()
    kept = all_lines if lines is None or len(all_lines) <= lines else [*all_lines[:lines], "…"]
    return "\n".join(kept)


def commands(body: str) -> list[str]:
    """The commands of a block, a trailing backslash joining lines."""
    joined = re.sub(r"\\\n(?:> )?", "\\\n", body)
    return re.findall(r"^\$ ((?:.*\\\n)*.*)$", joined, re.MULTILINE)


def renewed(text: str, runner: Runner = run) -> str:
    """`text` with the output of each console block as the commands print it now."""

    def block(match: re.Match[str]) -> str:
        limit = int(match["lines"]) if match["lines"] else None
        shown = [f"$ {one}\n{shortened(runner(one), limit)}".rstrip() for one in commands(match["body"])]
        head = match[0].splitlines()[0]
        return "\n".join([head, *shown, "```"])

    return BLOCK.sub(block, text)


def documents() -> list[Path]:
    """Every page that may show a command."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def main(arguments: list[str]) -> int:
    """Write, or check."""
    named = [Path(one) for one in arguments if not one.startswith("--")]
    stale = 0
    for path in named or documents():
        old = path.read_text(encoding="utf-8")
        new = renewed(old)
        if new == old:
            continue
        stale += 1
        if "--check" in arguments:
            print(f"{path}: the commands shown print something else now: run `make docs` and look at what changed")
            print(
                "\n".join(
                    difflib.unified_diff(old.splitlines(), new.splitlines(), "shown", "printed", lineterm="", n=1)
                )
            )
        else:
            path.write_text(new, encoding="utf-8")
            print(f"wrote {path.name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
