"""Run every check of the project in order, the tests last; stop at the first that fails.

`check_all.py [--no-tests]` runs on the interpreter that calls it, inside the development environment.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lint", (PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise", ".")),
    ("format", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    ("types", (PYTHON, "-m", "mypy", "--no-error-summary")),
    ("imports between packages", (PYTHON, "tools/check_imports.py")),
    ("shape of the code", (PYTHON, "tools/check_shape.py")),
    ("compiled lexicons", (PYTHON, "tools/compile_lexicon.py", "--check")),
    ("generated documentation", (PYTHON, "tools/generate_docs.py", "--check")),
    ("published schemas", (PYTHON, "tools/generate_schemas.py", "--check")),
    ("commands shown in the documentation", (PYTHON, "tools/show_runs.py", "--check")),
)
TESTS: tuple[str, tuple[str, ...]] = ("tests", (PYTHON, "-m", "pytest", "-n", "auto"))


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, with a line before it and its time after it."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        print(f"== {name}: failed after {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """0 when everything passes."""
    checks = CHECKS if "--no-tests" in arguments else (*CHECKS, TESTS)
    return 0 if all(passes(name, command) for name, command in checks) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
