"""What each command imports, which is what its start-up time is made of.

The budget is 0.2 s over the bare interpreter for `--help`, 0.5 s for `read`, 0.8 s for `bounds`. Times vary with the
machine, imports do not: `benchmarks/startup.py` measures the times, these tests hold the imports.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sverka.cli.main import COMMANDS

ROOT_MODULES = """
import io, json, sys
sys.stdin = io.TextIOWrapper(io.BytesIO({text!r}.encode()), encoding="utf-8")
from sverka.cli.main import main
real, sys.stdout = sys.stdout, io.StringIO()
sys.argv = ["sverka", *{arguments!r}]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
print(json.dumps({{"code": code or 0, "modules": sorted(sys.modules)}}), file=real)
"""
TEXT = "В 2022 году экспорт вырос на 12 % до 81,2 млн долларов. Почти 60 % экспорта пришлось на страны Азии.\n"
HEAVY = {
    "numpy",
    "highspy",
    "pymorphy3",
    "trafilatura",
    "lxml",
    "urllib.request",
    "ibis",
    "duckdb",
    "deltalake",
    "pyarrow",
    "pandas",
    "polars",
    "pyspark",
    "unittest",
    "httpx",
}
BROUGHT_BY_NUMPY = {"unittest", "urllib.request"}


def imported(arguments: list[str]) -> set[str]:
    """The modules loaded when a command is done; the command must succeed."""
    script = ROOT_MODULES.format(text=TEXT, arguments=arguments)
    command = [sys.executable, "-X", "utf8", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    answer = json.loads(done.stdout)
    assert answer["code"] == 0, done.stderr
    return set(answer["modules"])


MAY: dict[str, set[str]] = {
    "--help": set(),
    "--version": set(),
    **{f"{name} --help": set() for name in (*COMMANDS, "book versions")},
    "places central-asia": set(),
    "goods 27": set(),
    "read - --date 2023-05-25": {"pymorphy3"},
    "bounds - --date 2023-05-25": {"pymorphy3", "highspy", "numpy"},
    "check - --date 2023-05-25": {"pymorphy3", "highspy", "numpy"},
}


@pytest.mark.parametrize("command", MAY)
def test_a_command_imports_no_more_than_it_needs(command: str) -> None:
    heavy = imported(command.split()) & HEAVY
    if "numpy" in MAY[command]:
        heavy -= BROUGHT_BY_NUMPY
    assert heavy <= MAY[command]


def test_the_public_names_load_nothing_heavy() -> None:
    script = "import sys, sverka; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())
