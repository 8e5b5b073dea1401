"""Real answers of the commands are what the page on JSON says, field by field."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reference_pages import json_page
from sverka.cli.main import main

RUSSIAN = """В Томской области почти 60 % экспорта пришлось на Азию
На Центральную Азию в 2022 году пришлось 45 % внешнеторгового оборота Томской области. Ещё треть приходится на Монголию
и Китай. Почти 60 % экспорта пришлось на страны Азии. Экспорт древесины вырос на 12,5 % до 81,2 млн долларов.
В регион поставляют оборудование и химическую продукцию из Китая. План: 100 %. Всего 7 из них.
"""
ENGLISH = """Exports to Central Asia made up 45 % of turnover in 2022, up from 1.2-1.4 bn dollars a year earlier.
Exports of timber rose by about 12 % to $81.2 mln. China was the second-largest market. The deficit was $3 bn.
"""
STATEMENTS = """source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of
"A report",2023-01-01,share,export,,,2022,,exact,80,%,turnover
"Another",2023-01-01,share,export,,,2022,,at_most,20,%,turnover
"On Central Asia",2020-01-01,share,turnover,central-asia,,2019,,exact,80,%,turnover
"On Mongolia",2020-01-01,share,turnover,MN,,2019,,exact,30,%,turnover
"""
MANY = "kind,flow,period,value,unit\n" + "".join(f"level,export,2018,{100 + 7 * at},USD\n" for at in range(24))
"""More conflicts than are looked for."""

CLAIMS = """{"quote": "$3 bn", "kind": "balance", "period": "2022", "value": -3e9, "unit": "USD"}
{"quote": "$4 bn", "kind": "balance", "period": "2022", "value": -4e9, "unit": "USD"}
"""
"""One that the text has, and one that it has not."""

NO_MODEL = ("--assist", "http://127.0.0.1:1", "--assist-model", "m")
"""A server that is not there."""

Run = Callable[..., list[dict[str, Any]]]
OF_BOOKS = (
    "measure",
    "load",
    "book",
    "versions",
    "loads",
    "quarantine",
    "diff",
    "examined",
    "repaired",
    "profile",
    "brief",
)
"""The objects of the commands that use a book; `test_book_json.py` holds these."""
OF_RECORDS = {"figure", "sense_use", "alternative", "cause", "past", "claim_reading"}
"""What a finding has where records answer it; `tests/writing/test_schemas.py` holds these."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the texts and give back the JSON objects that it prints, one a line or one in all."""
    for name, text in {
        "ru.txt": RUSSIAN,
        "en.txt": ENGLISH,
        "s.csv": STATEMENTS,
        "many.csv": MANY,
        "c.json": CLAIMS,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def answer(*arguments: str, code: int = 0) -> list[dict[str, Any]]:
        out = io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            assert main([*arguments, "--date", "2023-05-25", "--format", "json"]) == code
        text = out.getvalue()
        return [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]

    return answer


def faults(answers: list[dict[str, Any]], form: str) -> list[str]:
    return [fault for answer in answers for fault in json_page.problems(answer, form)]


@pytest.mark.parametrize("name", ["ru.txt", "en.txt"])
def test_read_answers_as_documented(run: Run, name: str) -> None:
    (answer,) = run("read", name)
    assert answer["claims"]
    assert faults([answer], "read") == []


def test_several_sources_answer_a_line_each(run: Run) -> None:
    answers = run("read", "ru.txt", "nowhere.txt", "en.txt", code=3)
    assert [("error" in one) for one in answers] == [False, True, False]
    assert faults(answers[::2], "read") == []
    assert faults(answers[1:2], "failure") == []


@pytest.mark.parametrize("extra", [(), ("--exact",), ("--measure", "share(export, turnover)")])
def test_bounds_answer_as_documented(run: Run, extra: tuple[str, ...]) -> None:
    (answer,) = run("bounds", "ru.txt", "--with", "s.csv", *extra)
    assert answer["conflicts"]
    assert answer["corrections"]
    assert faults([answer], "bounds") == []


@pytest.mark.parametrize("sources", [("ru.txt",), ("ru.txt", "en.txt")])
def test_check_answers_as_documented(run: Run, sources: tuple[str, ...]) -> None:
    answers = run("check", *sources, "--with", "s.csv")
    assert answers[0]["conflicts"]
    assert faults(answers, "check") == []


def test_every_object_of_the_page_occurs_in_an_answer(run: Run) -> None:
    answers = [
        *((one, "read") for one in run("read", "ru.txt")),
        *((one, "bounds") for one in run("bounds", "ru.txt", "en.txt", "--with", "s.csv")),
        *((one, "bounds") for one in run("bounds", "--with", "many.csv")),
        *((one, "check") for one in run("check", "ru.txt", "en.txt", "--with", "s.csv")),
        *((one, "check") for one in run("check", "en.txt", "--claims", "c.json")),
        *((one, "check") for one in run("check", "en.txt", *NO_MODEL)),
    ]
    met = {name for answer, form in answers for name in json_page.objects_in(answer, form)}
    of_books = {name for form in OF_BOOKS for name in _below(form)}
    assert set(json_page.forms()) - met - of_books - OF_RECORDS - {"failure"} == set()
    assert of_books <= set(json_page.forms())


def _below(name: str) -> set[str]:
    """An object of the page and all that it is made of."""
    inner = {word for field in json_page.forms()[name].fields for word in re.findall(r"\w+", field.form)}
    return {name}.union(*(_below(one) for one in inner & set(json_page.forms())))


@pytest.mark.parametrize(
    ("value", "form", "fault"),
    [
        (None, "string", "None is no string"),
        (True, "number", "True is no number"),
        ([1, "2"], "[number]", "[1]: '2' is no number"),
        ({"claim": "c1"}, "idle", ".reason: missing"),
        ({"claim": "c1", "reason": "", "more": 1}, "idle", ".more: not in the documentation"),
        ({"low": 3}, "{string}", "[low]: 3 is no string"),
    ],
)
def test_an_answer_that_differs_is_found(value: object, form: str, fault: str) -> None:
    assert [fault in one for one in json_page.problems(value, form)] == [True]


def test_what_fits_is_let_pass() -> None:
    assert list(json_page.problems([None, 1, 2.5], "[number?]")) == []
    assert json_page.in_words("[[string]]") == "list of list of string"
