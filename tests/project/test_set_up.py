"""Set-up says what to do when it cannot go on; versions are exported without addresses; benchmarks make a page."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import export_requirements
import run_benchmarks
import set_up

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["set_up.py", str(tmp_path / "venv")])
    monkeypatch.setattr(set_up, "OLDEST_PYTHON", (99, 0))
    assert set_up.main() == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err
    assert not (tmp_path / "venv").exists()


def test_a_failed_command_is_shown_with_advice() -> None:
    with pytest.raises(set_up.SetUpError, match=r"(?s)no such package.*check the network"):
        set_up.run([sys.executable, "-c", "print('no such package'); raise SystemExit(1)"], "check the network")


def test_versions_that_cannot_be_had_give_way_to_newer_ones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried: list[list[str]] = []

    def run(command: list[str], advice: str) -> None:
        tried.append(command)
        if "-c" in command:
            raise set_up.SetUpError(advice)

    monkeypatch.setattr(set_up, "run", run)
    set_up.install(tmp_path, dev=True)
    assert tried[2][1:] == ["-m", "compileall", "-q", "src"]
    assert [("-c" in command, "pytest" in " ".join(command)) for command in tried[:2]] == [(True, True), (False, True)]


@dataclass
class Machine:
    """A machine without Java: `has` are the packages that it can get, `ran` is what was run on it."""

    has: set[str]
    ran: list[str]

    def run(self, command: list[str], advice: str) -> None:
        words = " ".join(command).removeprefix("env DEBIAN_FRONTEND=noninteractive apt-get -qq ")
        self.ran.append(words)
        if words != "update" and command[-1] not in self.has:
            raise set_up.SetUpError(advice)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(set(), [])
    monkeypatch.setattr(set_up, "run", made.run)
    monkeypatch.setattr(set_up, "java_version", lambda: None)
    monkeypatch.setattr(set_up, "may_install", lambda: True)
    return made


INSTALL = "install -y --no-install-recommends"
JAVA_17, JAVA_21 = set_up.JAVA_PACKAGES


@pytest.mark.parametrize(
    ("has", "ran"),
    [
        ({JAVA_17}, [f"{INSTALL} {JAVA_17}"]),
        ({JAVA_21}, [f"{INSTALL} {JAVA_17}", "update", f"{INSTALL} {JAVA_17}", f"{INSTALL} {JAVA_21}"]),
        (set(), [f"{INSTALL} {JAVA_17}", "update", f"{INSTALL} {JAVA_17}", f"{INSTALL} {JAVA_21}"]),
    ],
    ids=["at once", "a newer one", "none"],
)
def test_java_is_installed_where_it_can_be(
    machine: Machine, capsys: pytest.CaptureFixture[str], has: set[str], ran: list[str]
) -> None:
    machine.has = has
    set_up.see_to_java()
    assert machine.ran == ran
    assert ("will be skipped" in capsys.readouterr().err) is (not has)


@pytest.mark.parametrize(("version", "allowed", "said"), [(17, True, False), (21, True, False), (11, False, True)])
def test_java_is_left_alone(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: int,
    allowed: bool,
    said: bool,
) -> None:
    monkeypatch.setattr(set_up, "java_version", lambda: version)
    monkeypatch.setattr(set_up, "may_install", lambda: allowed)
    set_up.see_to_java()
    assert machine.ran == []
    assert ("they need Java 17" in capsys.readouterr().err) is said


@pytest.mark.parametrize(
    ("banner", "version"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "1.8.0_401"', 1), ("command not understood", None)],
)
def test_java_tells_its_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, banner: str, version: int | None
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{banner}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert set_up.java_version() == version
    java.unlink()
    assert set_up.java_version() is None


def test_make_says_which_python_is_missing(tmp_path: Path) -> None:
    command = ["make", "demo", "PYTHON=python-that-is-not", f"VENV={tmp_path / 'venv'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "install Python 3.11 or newer" in done.stderr


def test_make_lists_what_it_can_make() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    assert {"demo", "test", "lint", "bench", "docs", "clean"} <= listed


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("click==8.5.1", True),
        ("numpy==2.4.6 ; python_full_version < '3.12'", True),
        ("click @ https://somewhere.example/click.whl", False),
        ("--index-url https://somewhere.example/simple", False),
        ("-e .", False),
    ],
)
def test_only_plain_versions_are_exported(line: str, plain: bool) -> None:
    assert bool(export_requirements.PIN.fullmatch(line)) is plain


def test_a_benchmark_becomes_a_section() -> None:
    benchmark = ModuleType("benchmark", "How long it takes.")
    benchmark.TITLE, benchmark.HEADS, benchmark.rows = "Speed", ("what", "ms"), lambda: [("read", "3")]  # type: ignore[attr-defined]
    assert run_benchmarks.section(benchmark).splitlines() == [
        *("## Speed", "", "How long it takes.", ""),
        *("| what | ms |", "| --- | --- |", "| read | 3 |"),
    ]


@pytest.mark.parametrize("path", sorted(run_benchmarks.FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_every_benchmark_has_the_parts_of_one(path: Path) -> None:
    benchmark = run_benchmarks.load(path)
    assert benchmark.TITLE
    assert benchmark.HEADS
    assert callable(benchmark.rows)
    assert benchmark.__doc__
