"""Real answers of the commands that use a book are what the page on JSON says, field by field."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reference_pages import json_page
from sverka.cli.main import main

Run = Callable[..., Any]
COMMANDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "book": ("book", ()),
    "versions": ("book", ("versions",)),
    "loads": ("book", ("loads",)),
    "quarantine": ("book", ("quarantine",)),
    "diff": ("book", ("diff", "0", "1")),
    "examined": ("book", ("check",)),
    "repaired": ("book", ("repair",)),
    "profile": ("show", ("RU-SMP",)),
    "brief": ("brief", ("RU-SMP", "--period", "2023")),
}


def answer(*arguments: str, code: int = 0) -> Any:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        assert main([*arguments, "--quiet", *(() if arguments[0] == "sample" else ("--format", "json"))]) == code
    return None if arguments[0] == "sample" else json.loads(out.getvalue())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("json")
    answer("sample", str(folder / "sample"), "--rows", "1000", "--seed", "3")
    files = sorted(str(file) for file in (folder / "sample").glob("*.csv"))
    told: dict[str, Any] = answer("load", *files, "--book", str(folder / "book"))
    return str(folder / "book"), told


def test_load_answers_as_documented(loaded: tuple[str, dict[str, Any]]) -> None:
    told = loaded[1]
    assert list(json_page.problems(told, "load")) == []
    assert {"load", "file", "scopes", "unknown"} <= json_page.objects_in(told, "load")
    assert all(file["rows"] == file["stored"] + file["quarantined"] for file in told["files"])


@pytest.mark.parametrize("form", COMMANDS)
def test_commands_answer_as_documented(loaded: tuple[str, dict[str, Any]], form: str) -> None:
    command, arguments = COMMANDS[form]
    told = answer(command, *arguments, "--book", loaded[0])
    assert list(json_page.problems(told, form)) == []


def test_damage_is_told_as_documented(loaded: tuple[str, dict[str, Any]], tmp_path: Path) -> None:
    book = str(shutil.copytree(loaded[0], tmp_path / "book"))
    [entry] = (tmp_path / "book" / "_delta_log").glob("*1.json")
    entry.write_bytes(b"")
    told = answer("book", "check", "--book", book, code=4)
    assert list(json_page.problems(told, "examined")) == []
    assert (told["whole"], told["version"], told["last_whole"]) == (False, "1", "0")
    done = answer("book", "repair", "--book", book)
    assert list(json_page.problems(done, "repaired")) == []
    assert (done["version"], done["changed"], done["moved"]) == ("0", True, [f"_delta_log/{entry.name}", "_head"])
    entries = tmp_path / "book" / "_delta_log"
    for one in entries.iterdir():
        one.unlink()
    told = answer("book", "check", "--book", book, code=4)
    assert list(json_page.problems(told, "examined")) == []
    assert told["last_whole"] is None


def test_measures_answer_as_documented(loaded: tuple[str, dict[str, Any]]) -> None:
    asked = ["level(export[;; 2022], USD)", "growth(export[;; 2023])", "level(export[; 97; 2023])"]
    told = answer("measure", *asked, "--reporter", "RU-SMP", "--book", loaded[0])
    assert list(json_page.problems(told, "[measure]")) == []
    assert [one["measure"] for one in told] == asked
    assert [one["value"] is None for one in told] == [False, False, True]


def test_each_source_is_labelled(loaded: tuple[str, dict[str, Any]]) -> None:
    told = answer("measure", "level(export[;; 2022])", "--reporter", "RU-SMP", "--each-source", "--book", loaded[0])
    assert list(json_page.problems(told, "[measure]")) == []
    assert [one["label"] for one in told] == ["fts", "sdmx"]
