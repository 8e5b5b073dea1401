"""Write into README and `docs` what the commands shown there print: `show_runs.py [--check] [FILE...]`.

A fenced block marked `console` holds one command after `$ ` and, below it, what it prints. `console lines=20` keeps the
first 20 lines of the output; `console from=3. lines=20` those from the first line that begins with `3.`; a line with
`…` stands for what is left out. Each command runs once, however often it is shown, in the folder of the repository,
with English screens and without colours. With `--check` nothing is written; each block that differs is named, and the
exit code is 1.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(
    r"^```console(?: from=(?P<start>\S+))?(?: lines=(?P<lines>\d+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
TIMEOUT_SECONDS = 60

Runner = Callable[[str], str]


@cache
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


def shortened(output: str, lines: int | None, start: str | None = None) -> str:
    """The lines of an output from the one that begins with `start`, with a mark for what is left out."""
    kept, before, after = output.splitlines(), [], []
    if start is not None:
        first = next((at for at, line in enumerate(kept) if line.startswith(start)), 0)
        kept, before = kept[first:], ["…"] * (first > 0)
    if lines is not None and len(kept) > lines:
        kept, after = kept[:lines], ["…"]
    return "\n".join([*before, *kept, *after])


def command_of(body: str) -> str:
    """The command of a block, its first line and those that a trailing backslash joins to it."""
    found = re.match(r"\$ ((?:.*\\\n)*.*)", body)
    if found is None:
        raise ValueError(f"a console block must begin with a command after '$ ': {body[:60]!r}")
    return found[1]


def renewed(text: str, runner: Runner = run) -> str:
    """`text` with the output of each console block as its command prints it now."""

    def block(match: re.Match[str]) -> str:
        limit = int(match["lines"]) if match["lines"] else None
        command = command_of(match["body"])
        shown = f"$ {command}\n{shortened(runner(command), limit, match['start'])}".rstrip()
        return "\n".join([match[0].splitlines()[0], shown, "```"])

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
