"""Run every benchmark and write `docs/benchmarks.md`: `run_benchmarks.py [NAME...]`.

A benchmark is a module of `benchmarks` with `TITLE`, `HEADS` and `rows()`. With names only those run and their tables
are printed; the page is written when all have run.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from pathlib import Path
from types import ModuleType

from reference_pages.markdown import table

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"


def load(path: Path) -> ModuleType:
    """A benchmark by its file."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def machine() -> str:
    """What the times were measured on."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GiB, {python}, {platform.system()} {platform.machine()}"


def section(benchmark: ModuleType) -> str:
    """The table of one benchmark under its title."""
    return f"## {benchmark.TITLE}\n\n{(benchmark.__doc__ or '').strip()}\n\n{table(benchmark.HEADS, benchmark.rows())}"


def main(names: list[str]) -> int:
    """Run, print, write."""
    parts = []
    for path in sorted(FOLDER.glob("*.py")):
        if names and path.stem not in names:
            continue
        print(f"benchmark {path.stem} …", file=sys.stderr, flush=True)
        parts.append(section(load(path)))
        print(parts[-1], end="\n\n", flush=True)
    if not names:
        head = f"# Benchmarks\n\nMeasured by `make bench` on {machine()}. Times vary by ±15 % and with the machine."
        PAGE.write_text("\n\n".join([head, *parts]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
