"""The published JSON Schemas: valid, strict, and what real answers and hand-made findings are."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import generate_schemas
from reference_pages import json_page
from sverka.checking.findings import Checked
from sverka.checking.wording import Ui
from sverka.model.claims import Assertion
from sverka.model.errors import UsageError
from sverka.model.findings import AssertionFinding, Verdict
from sverka.writing.found_objects import assertion_finding_object, checked_object
from sverka.writing.objects import reading_object
from sverka.writing.proofs import Prose
from sverka.writing.schemas import PUBLISHED, TAKEN, schema_text

GOLDEN = Path(__file__).resolve().parents[1] / "cli" / "golden"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def faults(value: Any, name: str) -> list[str]:
    return [error.message for error in validator(name).iter_errors(value)]


@pytest.fixture
def answer(checked: Checked) -> dict[str, Any]:
    prose = Prose.about(checked.weighed.claims, "en", "RU-TOM")
    told = checked_object(checked, prose, "1.0")
    found: dict[str, Any] = json.loads(json.dumps(told))
    return found


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_is_one_and_tells_its_version(name: str) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith(f"urn:sverka:schema:{name}:")
    assert all(form["additionalProperties"] is False for form in schema["$defs"].values())


def test_the_shipped_schemas_follow_the_table(tmp_path: Path) -> None:
    assert generate_schemas.drifted() == []
    assert {path.name for path in generate_schemas.drifted(tmp_path)} == {
        f"{name}.schema.json" for name in (*PUBLISHED, *TAKEN)
    }


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(UsageError, match="check, read"):
        schema_text("../check")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("check_*.json")), ids=lambda path: path.name)
def test_golden_answers_are_valid(path: Path) -> None:
    assert faults(json.loads(path.read_text(encoding="utf-8")), "check") == []


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_findings_from_records_are_valid(checked: Checked, ui: Ui) -> None:
    prose = Prose.about(checked.weighed.claims, ui, "RU-TOM")
    told = checked_object(checked, prose, "1.0")
    assert faults(told, "check") == []
    assert told["claims"][0]["figure"]["value"] == 1.19e9
    lost = [{"source": "nowhere.txt", "error": "is not there"}]
    assert faults(checked_object(checked, prose, "1.0", lost=lost, order=("nowhere.txt", "article.txt")), "check") == []
    assert faults(reading_object(checked.documents[0].reading, "1.0"), "read") == []


def test_findings_from_records_are_what_the_page_says(answer: dict[str, Any]) -> None:
    assert list(json_page.problems(answer, "check")) == []
    assert {"figure", "sense_use", "alternative", "cause", "past"} <= json_page.objects_in(answer, "check")


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer that has fields of its own, not names given by the text."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        yield value
        for name, item in value.items():
            if name not in ("interpretation", "assumed"):
                yield from objects(list(item.values()) if name in ("slots", "sides") else item)


def test_one_field_more_is_caught_wherever_it_stands(answer: dict[str, Any]) -> None:
    count = len(list(objects(answer)))
    assert count > 60
    for number in range(count):
        changed = copy.deepcopy(answer)
        list(objects(changed))[number]["unheard_of"] = 1
        assert faults(changed, "check"), f"object {number}"


@pytest.mark.parametrize(
    ("field", "value"),
    [("verdict", "true"), ("tried", 1.5), ("figure", "1"), ("interval", [1]), ("gap", "0"), ("causes", ["slip"])],
)
def test_a_wrong_value_is_caught(answer: dict[str, Any], field: str, value: object) -> None:
    answer["claims"][0][field] = value
    assert faults(answer, "check")


def test_a_field_less_is_caught(answer: dict[str, Any]) -> None:
    del answer["claims"][0]["figure"]["version"]
    assert faults(answer, "check")


def test_an_assertion_held_against_records(checked: Checked) -> None:
    found = AssertionFinding(Assertion("a1", "plan", "more"), Verdict.NOT_COVERED, "a plan", (_figure(checked),))
    told = assertion_finding_object(found)
    assert (told["verdict"], told["finding"], told["figures"][0]["rows"]) == ("not covered", "a plan", 412)


def _figure(checked: Checked) -> Any:
    return checked.documents[0].findings[0].figure
