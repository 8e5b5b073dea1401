"""Files of decisions beside a text as they may be found: foreign, damaged, hostile; and where none can be kept."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DATE = ("--date", "2023-05-25")
HERE = "en.txt.sverka.json"
FAULTS: dict[str, tuple[bytes, str]] = {
    "truncated": (b'{"form": "sverka decisions 1", "source": "en', "a damaged file of decisions"),
    "empty": (b"", "a damaged file of decisions"),
    "foreign": (b'{"name": "package", "version": 3}', "no file of decisions"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff", "a damaged file of decisions"),
    "deep": (b"[" * 200_000, "a damaged file of decisions"),
    "huge": (b" " * 5_000_001, "a file of decisions of more than 5 MB"),
    "newer": (b'{"form": "sverka decisions 9"}', "decisions of a newer Sverka"),
}


@pytest.mark.parametrize(("data", "what"), FAULTS.values(), ids=FAULTS)
def test_the_check_goes_on_without_a_file_that_cannot_be_used(run: Run, folder: Path, data: bytes, what: str) -> None:
    plain = run("check", "en.txt", *DATE)
    Path(HERE).write_bytes(data)
    ran = run("check", "en.txt", *DATE)
    assert (ran.code, ran.out) == (0, plain.out)
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"sverka: {what}: {HERE}: ")
    russian = run("--ui", "ru", "check", "en.txt", *DATE)
    assert what not in russian.err
    assert not re.search(r"[a-z]{3,}", russian.err.replace(HERE, "").replace("sverka:", "").replace("--decisions", ""))
    asked = run("check", "en.txt", *DATE, "--ask", stdin="n\n")
    assert (asked.code, asked.out) == (3, "")
    assert Path(HERE).read_bytes() == data


def test_a_pipe_is_not_waited_for_and_a_folder_is_none(run: Run, folder: Path) -> None:
    os.mkfifo(HERE)
    assert "no file of decisions" in run("check", "en.txt", *DATE).err
    Path(HERE).unlink()
    Path(HERE).mkdir()
    assert "no file of decisions" in run("check", "en.txt", *DATE).err


def test_a_link_that_leads_nowhere_is_told(run: Run, folder: Path) -> None:
    Path(HERE).symlink_to("nowhere")
    ran = run("check", "en.txt", *DATE)
    assert (ran.code, ran.err.count("\n")) == (0, 1)


def decisions(folder: Path, **changed: Any) -> None:
    from sverka.deciding.records import digest_of

    text = (folder / "en.txt").read_text(encoding="utf-8")
    claim = {"quote": "$60 mln", "measure": "level(export[KZ;; 2022], USD)", "value": 6e7, "unit": "USD"}
    whole = {"form": "sverka decisions 1", "source": "en.txt", "text": digest_of(text), "origin": "person"}
    (folder / HERE).write_text(
        json.dumps({**whole, "claims": [{**claim, **changed}], "dismissed": []}), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "1 decision used"),
        ({"nobody": "knows", "occurrence": 1}, "1 decision used"),
        ({"quote": "$61 mln"}, "the quote does not stand in the text"),
        ({"quote": "2022"}, "the quote stands 2 times"),
        ({"measure": "level(export[Narnia;; 2022], USD)"}, "Narnia"),
        ({"value": 7e7}, "the value is 70000000 USD"),
        ({"id": "x y"}, "an id that cannot be used"),
    ],
)
def test_what_a_file_says_is_held_against_the_text(run: Run, folder: Path, changed: dict[str, Any], told: str) -> None:
    decisions(folder, **changed)
    ran = run("check", "en.txt", *DATE, "--format", "json")
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert told in ran.err
    persons = [one for one in json.loads(ran.out)["claims"] if one.get("origin") == "person"]
    assert len(persons) == int(told == "1 decision used")


def test_of_very_many_decisions_that_cannot_be_taken_some_are_told(run: Run, folder: Path) -> None:
    decisions(folder)
    whole = json.loads(Path(HERE).read_text(encoding="utf-8"))
    whole["claims"] = [{**whole["claims"][0], "quote": f"$6{at} mln"} for at in range(1, 900)]
    Path(HERE).write_text(json.dumps(whole), encoding="utf-8")
    ran = run("check", "en.txt", *DATE)
    assert (ran.code, ran.err.count("\n")) == (0, 21)
    assert ran.err.endswith(f"sverka: 879 more cannot be taken: {HERE}\n")


def test_a_quote_that_stands_twice_is_told_by_its_number(run: Run, folder: Path) -> None:
    text = "Exports of Kenya were 5 mln USD in 2021. Imports of Kenya were 5 mln USD in 2022.\n"
    (folder / "en.txt").write_text(text, encoding="utf-8")
    run("check", "en.txt", *DATE, "--ask", "all", stdin="s\nn\n\n")
    assert [(one["quote"], one["occurrence"]) for one in json.loads(Path(HERE).read_text())["dismissed"]] == [
        ("5 mln USD", 2)
    ]
    told = json.loads(run("check", "en.txt", *DATE, "--format", "json").out)
    assert [(one["id"], one["flow"]) for one in told["claims"]] == [("c1", "export")]


def test_a_name_for_the_file(run: Run, folder: Path) -> None:
    asked = ("check", "en.txt", *DATE, "--decisions", "mine.json")
    missing = run(*asked)
    assert (missing.code, "there is no such file: mine.json" in missing.err) == (0, True)
    assert run(*asked, "--ask", "all", stdin="n\nq\n").code == 0
    assert not Path(HERE).exists()
    assert "1 decision used: mine.json" in run(*asked).err
    assert run("check", "en.txt", *DATE).err == ""


REFUSED = (
    (("check", "-", "--ask"), 2, "save the text as a file"),
    (("check", "http://127.0.0.1:9/a", "--ask"), 3, ""),
    (("check", "en.txt", "ru.txt", "--ask"), 2, "name one source"),
    (("check", "en.txt", "ru.txt", "--decisions", "f"), 2, "name one source"),
    (("check", "en.txt", "--each", "--ask"), 2, "choose one"),
    (("check", "en.txt", "--no-decisions", "--ask"), 2, "choose one"),
    (("check", "en.txt", "--ask", "some"), 2, "some"),
    (("check", "--ask"), 2, "name a file"),
    (
        ("check", "en.txt", "--ask", "all", "--decisions", "no/such/folder.json"),
        3,
        "name another file with --decisions",
    ),
    (("check", "en.txt", "--ask", "all"), 2, "run it at a terminal"),
)


@pytest.mark.parametrize(("arguments", "code", "advice"), REFUSED)
def test_what_cannot_be_asked_is_refused_with_what_to_do(
    run: Run, folder: Path, arguments: tuple[str, ...], code: int, advice: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert advice in ran.err.splitlines()[-1]
    assert not list(folder.glob("*.json"))


def test_where_nothing_can_be_written_nothing_is_asked(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    ran = run("check", "en.txt", *DATE, "--ask", "all", stdin="n\n")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "decisions cannot be kept there" in ran.err
