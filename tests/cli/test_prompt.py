"""`sverka prompt` and `sverka schema`, as a user runs them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

import show_runs

from .conftest import Ran

ROOT = Path(__file__).resolve().parents[2]

Run = Callable[..., Ran]
TEXT = "In 2023 exports of Kenya came to $7.1 billion.\n"


def test_the_request_is_the_answer_and_the_next_step_is_told_beside_it(run: Run) -> None:
    ran = run("prompt", "-", "--date", "2024-03-01", "--reporter", "KE", stdin=TEXT)
    assert ran.code == 0
    assert ran.out.startswith("# Task\n")
    assert "[1] In 2023 exports of Kenya came to $7.1 billion." in ran.out
    assert (
        ran.err == "sverka: give this to an assistant, save its answer to a file, then: sverka check - --claims FILE\n"
    )
    assert run("prompt", "-", "--quiet", stdin=TEXT).err == ""


def test_the_next_step_stands_in_russian(run: Run) -> None:
    assert "сохраните ответ в файл" in run("--ui", "ru", "prompt", "-", stdin=TEXT).err


def test_what_the_book_holds_is_in_it(run: Run, tmp_path: Path) -> None:
    assert run("sample", str(tmp_path / "s"), "--rows", "1000", "--seed", "3", "--quiet").code == 0
    files = sorted(str(file) for file in (tmp_path / "s").glob("*.csv"))
    assert run("load", *files, "--book", str(tmp_path / "b"), "--quiet").code == 0
    ran = run(
        "prompt",
        "-",
        "--reporter",
        "RU-SMP",
        "--book",
        str(tmp_path / "b"),
        stdin=TEXT.replace("Kenya", "Sample Oblast"),
    )
    assert "RU-SMP" in ran.out
    assert "HS codes of up to" in ran.out


@pytest.mark.parametrize(("source", "code"), [("nowhere.txt", 3), ("", 2)])
def test_a_source_that_is_none(run: Run, source: str, code: int) -> None:
    ran = run("prompt", source)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)


@pytest.mark.parametrize("name", ["read", "check", "claims"])
def test_schemas_are_printed(run: Run, name: str) -> None:
    assert json.loads(run("schema", name).out)["$id"].startswith(f"urn:sverka:schema:{name}:")


def test_an_unknown_schema(run: Run) -> None:
    ran = run("schema", "nothing")
    assert ran.code == 2
    assert "read, claims" in ran.err
    assert "схемы JSON нет" in run("--ui", "ru", "schema", "nothing").err


def test_the_transcript_of_the_page_on_assistants_is_what_the_commands_print(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")

    def replayed(command: str) -> str:
        monkeypatch.setenv("COLUMNS", "100")
        ran = run(*shlex.split(command)[1:])
        return "\n".join(line.rstrip() for line in (ran.err + ran.out).splitlines())

    assert show_runs.renewed(page, replayed) == page
