"""Small files of three forms, true to how they are published, and what a book made of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sverka.recording.book import BookStore, DataFile
from sverka.recording.columns import COLUMNS, SHELF
from sverka.recording.load import Loaded, Request, load_records
from sverka.recording.status import BadRow, quarantined

COMTRADE = (
    "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,cmdDesc,"
    "customsCode,mosCode,motCode,qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue"
).split(",")
_COMTRADE_ROW = {
    "typeCode": "C",
    "freqCode": "A",
    "period": "2023",
    "reporterCode": "398",
    "flowCode": "X",
    "partnerCode": "156",
    "partner2Code": "0",
    "classificationCode": "H6",
    "cmdCode": "100199",
    "cmdDesc": '"Wheat, other than durum"',
    "customsCode": "C00",
    "mosCode": "0",
    "motCode": "0",
    "qtyUnitCode": "8",
    "netWgt": "10",
    "primaryValue": "100",
}
MUNICIPAL = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
FTS = "NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S"
TOMSK = "69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ"

Row = dict[str, Any]


def comtrade(*rows: Mapping[str, str]) -> str:
    """A Comtrade file; each row says in what it differs from the usual one."""
    lines = (",".join((_COMTRADE_ROW | dict(row)).get(name, "") for name in COMTRADE) for row in rows)
    return "\n".join([",".join(COMTRADE), *lines]) + "\n"


def towns(*rows: Sequence[object] | str, header: str = MUNICIPAL) -> str:
    """A municipal file of Comex Stat: (year, month, heading, country code, state, value[, kilograms[, town]])."""
    return "\n".join([header, *map(town, rows)]) + "\n"


def town(row: Sequence[object] | str) -> str:
    """One line of a municipal file; a text is taken as it is."""
    if isinstance(row, str):
        return row
    year, month, heading, country, state, value, *more = row
    kilograms, seat = (*more, *("5", "4106902")[len(more) :])
    return f"{year};{month:>02};{heading};{country};{state};{seat};{kilograms};{value}"


def fts(*rows: str) -> str:
    """A Russian customs file: rows of `flow;period;partner;goods;unit;value;weight;quantity[;region;district]`."""
    return "\n".join([FTS, *(row if row.count(";") != 7 else f"{row};{TOMSK}" for row in rows)]) + "\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with just this text."""
    path.write_bytes(text.encode(encoding))
    return path


def load(book: Path, *files: Path, **how: Any) -> Loaded:
    """Load files; `how` are fields of the request."""
    loaded = load_records(book, Request(files, **how))
    for file in loaded.files:
        assert file.rows == file.stored + file.quarantined
        assert file.aggregates <= file.stored
        assert file.unchanged <= file.stored
    return loaded


def records(book: Path, as_of: int | None = None) -> list[Row]:
    """Every row that a version holds, with all canonical columns, in a fixed order; read without the project's SQL."""
    files = BookStore.open(book).snapshot(as_of).files
    rows = [row for file in files for row in _rows_of(file)]
    return sorted(rows, key=lambda row: [str(row[column.name]) for column in COLUMNS])


def _rows_of(file: DataFile) -> Iterator[Row]:
    import pyarrow.parquet as pq

    read = pq.ParquetFile(file.path).read().to_pylist()
    assert len(read) == file.rows
    for row in read:
        assert row["year"] == file.shelf.year
        shelf = {name: getattr(file.shelf, name) for name in SHELF}
        yield {**{column.name: None for column in COLUMNS}, **row, **shelf}


def parts(rows: Iterable[Row], **wanted: object) -> Decimal:
    """The sum of the values of what may be summed: rows that are no aggregates."""
    found = (
        row for row in rows if row["aggregate"] is None and all(row[name] == value for name, value in wanted.items())
    )
    return sum((row["primary_value"] for row in found), Decimal(0))


def bad_rows(book: Path) -> list[BadRow]:
    """Every quarantined row of a book."""
    return list(quarantined(BookStore.open(book).snapshot().side_files("quarantine")))


def bad_lines(book: Path) -> list[int]:
    """The lines of every quarantined row, in order."""
    return sorted(row.line for row in bad_rows(book))


def state(book: Path) -> tuple[int, list[str]]:
    """The version of a book, and every file that lies in its folder, the lock and the stamps aside."""
    aside = ("_lock", "_stamps")
    files = sorted(str(path.relative_to(book)) for path in book.rglob("*") if path.is_file() and path.name not in aside)
    return BookStore.open(book).latest_version(), files
