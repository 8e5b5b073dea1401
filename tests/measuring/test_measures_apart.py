"""Files that tell value and weight in rows of their own: a weight is missing only where its row is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.measuring.book import open_book
from sverka.recording.load import Request, load_records

HEAD = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG"


def row(partner: str, what: str, value: int) -> str:
    return f"ESTAT:DS-045409(1.0),15/10/24 11:00:00,A,PL,{partner},270900,2,{what},2022,{value},"


CHINA = [row("CN", "VALUE_IN_EUROS", 100), row("CN", "QUANTITY_IN_100KG", 300)]
KAZAKHSTAN = [row("KZ", "VALUE_IN_EUROS", 40), row("KZ", "QUANTITY_IN_100KG", 120)]


@pytest.mark.parametrize(
    ("rows", "weight", "missing"),
    [
        (CHINA, 30_000, []),
        ([*CHINA, *KAZAKHSTAN], 42_000, []),
        ([*CHINA, KAZAKHSTAN[0]], 30_000, [("1", "3")]),
        # A declared total answers with its own weight, as it does with its value.
        ([*CHINA, row("WORLD", "VALUE_IN_EUROS", 500), row("WORLD", "QUANTITY_IN_100KG", 900)], 90_000, []),
        ([*CHINA, row("WORLD", "VALUE_IN_EUROS", 500)], 30_000, [("1", "3")]),
    ],
)
def test_a_weight_is_missing_where_no_row_tells_it(
    tmp_path: Path, rows: list[str], weight: int, missing: list[tuple[str, str]]
) -> None:
    (tmp_path / "x.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    load_records(tmp_path / "book", Request((tmp_path / "x.csv",)))
    with open_book(tmp_path / "book") as book:
        answer = book.cube("PL").measure("level(export[;; 2022], kg)")
        told = [(one.values["rows"], one.values["of"]) for one in answer.remarks if one.kind == "weight_missing"]
        assert (answer.value, told) == (weight, missing)
