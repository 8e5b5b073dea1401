from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sverka.model.errors import InputError
from sverka.recording.intake import Limits, open_table

FileOf = Callable[..., Path]


def parquet(path: Path, select: str) -> Path:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as engine:
        engine.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 4096)")
    return path


def test_rows_become_lines_in_their_order(tmp_path: Path, work: Path) -> None:
    path = parquet(
        tmp_path / "no_suffix", "SELECT 100000 - i AS a, lpad(i::VARCHAR, 6, '0') AS b FROM range(100000) t(i)"
    )
    table = open_table(path, work)
    lines = table.text.read_text().splitlines()
    assert lines == ["a,b", *(f"{100_000 - i},{i:06}" for i in range(100_000))]
    assert (table.data_lines, table.header.columns, table.file) == (100_000, ("a", "b"), "no_suffix")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("207::DOUBLE", "207"),
        ("1.5e-7::DOUBLE", "0.00000015"),
        ("1e20::DOUBLE", "100000000000000000000"),
        ("12.5::FLOAT", "12.5"),
        ("'nan'::DOUBLE", ""),
        ("NULL", ""),
        ("'a' || chr(10) || 'b'", "a b"),
        ("'0207'", "0207"),
        ("'a,b'", '"a,b"'),
        ("1.50::DECIMAL(9, 2)", "1.50"),
        ("DATE '2020-01-31'", "2020-01-31"),
        ("true", "true"),
        ("[1, 2]", '"[1, 2]"'),
    ],
)
def test_values_as_text(tmp_path: Path, work: Path, value: str, text: str) -> None:
    path = parquet(tmp_path / "a[1].parquet", f"SELECT {value} AS \"x\ny\", 'end' AS z")
    assert open_table(path, work).text.read_text() == f"x y,z\n{text},end\n"


def test_a_broken_file_is_refused(file_of: FileOf, work: Path) -> None:
    with pytest.raises(InputError, match="the Parquet file cannot be read") as caught:
        open_table(file_of(b"PAR1" + b"x" * 100 + b"PAR1"), work)
    assert str(work.parent) not in str(caught.value)
    assert list(work.iterdir()) == []


def test_a_file_that_grows_too_large_is_stopped(tmp_path: Path, work: Path) -> None:
    path = parquet(tmp_path / "large", "SELECT repeat('x', 1000) AS a, i AS b FROM range(2000000) t(i)")
    with pytest.raises(InputError, match="expands to more than 10 MiB"):
        open_table(path, work, limits=Limits(expanded=10 << 20))
    assert list(work.iterdir()) == []
