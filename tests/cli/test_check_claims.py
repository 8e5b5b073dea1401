"""`sverka check --claims`, as a user runs it: answers in every form, exit codes, what is told where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sverka.writing.schemas import schema_text

Run = Callable[..., Any]
TEXT = "In 2023 exports of Kenya came to $7.1 billion. Imports rose by 5 %. Exports to China were $0.2 billion.\n"
GOOD = {"quote": "$7.1 billion", "measure": "level(export[;; 2023], USD)", "value": 7.1e9, "unit": "USD"}
OTHER = {"quote": "5 %", "measure": "growth(import[UG;; 2023])", "value": 5, "unit": "%", "id": "mine"}
BAD = {**GOOD, "quote": "$8 billion"}


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    def made(*claims: Any, origin: str = "model m") -> tuple[str, str]:
        (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "c.json").write_text(json.dumps({"origin": origin, "claims": claims}), encoding="utf-8")
        return str(tmp_path / "t.txt"), str(tmp_path / "c.json")

    return made


def test_claims_stand_first_and_the_rest_is_sverkas(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    text, claims = files(OTHER, GOOD, BAD)
    ran = run("check", text, "--claims", claims, "--date", "2024-03-01", "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert [(one["id"], one.get("origin"), one.get("agrees")) for one in told["claims"]] == [
        ("mine", "model m", False),
        ("c1", "model m", True),
        ("c2", None, None),
    ]
    assert told["claims"][0]["differs"] == ["partners"]
    assert told["claims"][0]["slots"]["period"]["origin"] == "model m"
    assert [(one["claim"], one["quote"]) for one in told["rejected"]] == [("3", "$8 billion")]
    assert "copy the figure's words" in told["rejected"][0]["error"]
    assert ran.err.count("\n") == 1
    assert "claim 3 '$8 billion'" in ran.err
    jsonschema.validate(told, json.loads(schema_text("check")))


@pytest.mark.parametrize("form", ["text", "md", "html", "csv", "claimreview"])
def test_every_form_takes_them(run: Run, files: Callable[..., tuple[str, str]], form: str) -> None:
    text, claims = files(OTHER, BAD)
    ran = run("check", text, "--claims", claims, "--date", "2024-03-01", "--format", form)
    assert ran.code == 0
    if form in ("text", "md", "html"):
        assert "Sverka reads otherwise" in ran.out
        assert "Handed over and not taken" in ran.out


def test_messages_stand_in_both_languages(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    text, claims = files(OTHER, BAD)
    ran = run("--ui", "ru", "check", text, "--claims", claims, "--date", "2024-03-01")
    assert "Передано, но не принято" in ran.out
    assert "утверждение 2 '$8 billion': скопируйте слова" in ran.err


def test_nothing_taken_is_exit_3_with_a_line_for_each(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    text, claims = files(BAD, {**BAD, "quote": "€8 billion"})
    ran = run("check", text, "--claims", claims, "--date", "2024-03-01")
    assert (ran.code, ran.out) == (3, "")
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == [
        "none of 2 claims could be taken",
        *["the quote does not stand in the text"] * 2,
    ]


def test_no_claims_at_all_leave_sverkas_reading(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    text, claims = files()
    ran = run("check", text, "--claims", claims, "--date", "2024-03-01", "--format", "json")
    assert [one.get("origin") for one in json.loads(ran.out)["claims"]] == [None] * 3


def test_claims_without_a_text(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    _, claims = files(GOOD, OTHER)
    ran = run("check", "--claims", claims, "--date", "2024-03-01", "--reporter", "KE", "--format", "json")
    told = json.loads(ran.out)
    assert [(one["id"], one["reporter"], one["agrees"]) for one in told["claims"]] == [
        ("c1", "KE", None),
        ("mine", "KE", None),
    ]
    jsonschema.validate(told, json.loads(schema_text("check")))


def test_one_by_one_and_claims_exclude_each_other(run: Run, files: Callable[..., tuple[str, str]]) -> None:
    text, claims = files(GOOD)
    assert run("check", text, text, "--each", "--claims", claims).code == 2
