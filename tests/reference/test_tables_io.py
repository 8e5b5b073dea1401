"""The reader of tables: comments left out, text as it stands, a ragged row refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.reference import tables_io
from sverka.reference.tables_io import read_table


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables_io, "TABLES", tmp_path)
    tables_io.read_file.cache_clear()
    return tmp_path / "t.csv"


def test_rows_are_dicts_of_text_and_read_once(table: Path) -> None:
    table.write_text('# a remark, with a comma\nid,name\nCN,"Китай, КНР"\nKZ,\n', encoding="utf-8")
    rows = read_table("t.csv")
    assert rows == ({"id": "CN", "name": "Китай, КНР"}, {"id": "KZ", "name": ""})
    assert read_table("t.csv") is rows


def test_a_ragged_row_is_a_defect_told_with_its_place(table: Path) -> None:
    table.write_text("id,name\nCN,Китай\nKZ\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"t\.csv, record 3: 1 fields, 2 wanted"):
        read_table("t.csv")
