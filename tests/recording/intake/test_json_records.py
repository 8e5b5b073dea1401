"""JSON of records: the envelopes of both APIs of UN Comtrade, numbers as they stand, what is no list of records."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.recording.intake import open_table

RECORDS = [
    {"code": "0207", "value": 1.50, "big": 12345678901234567890, "of": None, "more": {"x": 1}},
    {"value": 2, "new": True},
]


def rows_of(document: Any, folder: Path) -> list[list[str]]:
    file = folder / "answer.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    table = open_table(file, folder / "work")
    with table.text.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize("document", [RECORDS, {"data": RECORDS, "count": 2}, {"validation": {}, "dataset": RECORDS}])
def test_records_become_rows_with_all_their_fields(document: Any, tmp_path: Path) -> None:
    assert rows_of(document, tmp_path) == [
        ["code", "value", "big", "of", "new"],
        ["0207", "1.5", "12345678901234567890", "", ""],
        ["", "2", "", "", "true"],
    ]


def test_a_list_of_lists_is_read_by_its_first(tmp_path: Path) -> None:
    document = [["CTY_CODE", "ALL_VAL_MO"], ["-", "1000"], ["5700", 300], ["2010", None]]
    assert rows_of(document, tmp_path) == [["CTY_CODE", "ALL_VAL_MO"], ["-", "1000"], ["5700", "300"], ["2010", ""]]
    assert rows_of({"@odata.context": "x", "value": RECORDS}, tmp_path)[1][0] == "0207"


def test_numbers_stand_as_they_are_written_and_without_exponents(tmp_path: Path) -> None:
    text = '[{"a": 1.2E3, "b": 100.0, "c": NaN}, {"a": 0.000012, "b": 1e999, "c": "x\\ny"}]'
    assert rows_of(text, tmp_path)[1:] == [["1200", "100.0", ""], ["0.000012", "1e999", "x y"]]


@pytest.mark.parametrize(
    "document",
    [
        {"value": {"0": 1}},
        {"value": [1, 2]},
        {"data": []},
        {"data": [1, 2]},
        [[1, 2]],
        [["a", "b"]],
        [[1, 2], [3, 4]],
        [["a", "a"], [1, 2]],
        [["a", "b"], [1]],
        [["a", "b"], {"a": 1}],
        {"dataset": {"a": 1}},
    ],
)
def test_other_documents_are_refused_with_what_to_do(document: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"list of records|fields") as caught:
        rows_of(document, tmp_path)
    assert "CSV" in str(caught.value)
