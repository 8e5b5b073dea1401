"""Domestic exports, re-exports and total exports in columns: the total is taken, or it is asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import read_mapping
from sverka.recording.source import Asked

from .test_shaping import recorded

TAKEN = {
    "total exports": (
        "Year,Country,Domestic exports,Re-exports,Total exports,Imports\n"
        "2023,China,100,20,120,300\n2023,Peru,5,1,6,7\n",
        [("export", 126.0), ("import", 307.0)],
    ),
    "totals of both flows": (
        "Year,Country,Total exports,Total imports\n2023,China,120,300\n2023,Peru,6,7\n",
        [("export", 126.0), ("import", 307.0)],
    ),
    "total before its parts, Russian": (
        "Год;Страна;Экспорт всего;Экспорт отечественных товаров;Реэкспорт;Импорт всего\n2023;Китай;120;100;20;300\n",
        [("export", 120.0), ("import", 300.0)],
    ),
    "exports and imports alone": (
        "Year,Country,Exports,Imports\n2023,China,120,300\n",
        [("export", 120.0), ("import", 300.0)],
    ),
    "domestic exports alone": (
        "Year,Country,Domestic exports,Imports\n2023,China,100,300\n",
        [("export", 100.0), ("import", 300.0)],
    ),
    "turnover beside them": (
        "Year,Country,Exports,Imports,Total trade\n2023,China,100,300,400\n",
        [("export", 100.0), ("import", 300.0)],
    ),
}
ASKED = {
    "domestic exports and re-exports": "Year,Country,Domestic exports,Re-exports,Imports\n2023,China,100,20,300\n",
    "a total that is less": (
        "Year,Country,Domestic exports,Total exports,Imports\n2023,China,100,90,300\n2023,Peru,5,6,7\n"
    ),
}


@pytest.mark.parametrize(("text", "expected"), list(TAKEN.values()), ids=list(TAKEN))
def test_all_of_a_flow_is_taken(tmp_path: Path, text: str, expected: list[tuple[str, float]]) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    draft = draft_of_file(tmp_path / "x.csv", Wishes("KZ"))
    request = Request((tmp_path / "x.csv",), "table", Asked(mapping=tomllib.loads(draft)))
    load_records(tmp_path / "book", request)
    found: dict[str, float] = {}
    for flow, value in recorded(tmp_path / "book", "flow, primary_value::DOUBLE"):
        found[flow] = found.get(flow, 0.0) + value
    assert sorted(found.items()) == expected, draft


@pytest.mark.parametrize("text", list(ASKED.values()), ids=list(ASKED))
def test_parts_of_a_flow_without_all_of_it_are_asked(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    draft = draft_of_file(tmp_path / "x.csv", Wishes("KZ"))
    with pytest.raises(InputError):
        read_mapping(draft, "m.toml")
