"""Over the bare interpreter: each run is paired with one of it. Modules are compiled, as they are after `make demo`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

TEXT = "В 2022 году экспорт вырос на 12 % до 81,2 млн долларов. Почти 60 % экспорта пришлось на страны Азии.\n"
ARTICLE = Path(__file__).resolve().parents[1] / "examples" / "article_en.txt"
BUDGETS_SECONDS: tuple[tuple[str, float | None], ...] = (
    ("--help", 0.2),
    ("read TEXT", 0.5),
    ("bounds TEXT", 0.8),
    ("check TEXT", None),
    ("places asia", None),
    ("prompt ARTICLE", 0.5),
)
PAIRS = 7
TITLE = "Start-up"
HEADS = ("command", "median of 7 pairs", "budget")


def seconds(command: list[str]) -> float:
    """Wall-clock time of one run, which must succeed."""
    started = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - started


def over_bare(arguments: list[str], pairs: int = PAIRS) -> float:
    """The median difference between the command and `python -c pass`, run in turn."""
    bare = [sys.executable, "-c", "pass"]
    command = [str(Path(sys.executable).with_name("sverka")), *arguments]
    seconds(command)
    return median(seconds(command) - seconds(bare) for _ in range(pairs))


def rows() -> list[tuple[str, str, str]]:
    """Command, measured, budget."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        text.write_text(TEXT, encoding="utf-8")
        measured = [
            (name, budget, over_bare(name.replace("TEXT", str(text)).replace("ARTICLE", str(ARTICLE)).split()))
            for name, budget in BUDGETS_SECONDS
        ]
    return [
        (f"`sverka {name}`", f"{took:.2f} s", f"{budget:.1f} s" if budget else "") for name, budget, took in measured
    ]
