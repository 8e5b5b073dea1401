"""The cube of each engine is what hand-written SQL gives over the same files, to the last unit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest
from engine_records import EDGE, MIRROR, OWN_PARTNER, STATE, TOTALS, records_sql

from sverka.measuring.book import Book
from sverka.measuring.building import LegPlan, compile_cube
from sverka.measuring.engines import Engine
from sverka.measuring.expression import AMOUNTS, COLUMNS, TOLD, decode_code, decode_commodity
from sverka.recording.book import BookStore

Group = tuple[str | int, ...]

GROUPS = """SELECT source, '{flow}' AS flow, valuation, year * 12 + coalesce(month, 1) - 1,
  {there},
  CASE WHEN regexp_full_match(commodity, '[0-9]{{1,10}}') OR commodity = 'TOTAL' THEN commodity ELSE 'other' END,
  coalesce(quantity_unit, ''), (sum(primary_value) * 100)::BIGINT, (coalesce(sum(net_weight_kg), 0) * 1000)::BIGINT,
  count(net_weight_kg), (coalesce(sum(quantity), 0) * 1000)::BIGINT, count(*)
FROM records WHERE aggregate IS NULL AND flow = '{recorded}' AND {here} = '{reporter}' {more} GROUP BY ALL"""


def expected_groups(book: Path, reporter: str) -> Counter[Group]:
    """The groups by hand: each flow as it is recorded, and the two-sided source once more from the other side."""
    files = BookStore.open(book).snapshot().files
    asked = [
        {"flow": flow, "recorded": flow, "here": "reporter", "there": "partner", "more": ""}
        for flow in ("export", "import")
    ]
    asked.append(
        {"flow": "import", "recorded": "export", "here": "partner", "there": "reporter", "more": "AND source = 'baci'"}
    )
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW records AS {records_sql(files)}")
        rows = [
            row for words in asked for row in connection.execute(GROUPS.format(**words, reporter=reporter)).fetchall()
        ]
    return _merged(rows)


def cube_groups(book: Path, engine: Engine, reporter: str) -> Counter[Group]:
    """The groups of parts of an engine, with the codes as texts."""
    compiled = compile_cube(BookStore.open(book).snapshot().files, engine)
    columns = engine.fetch_groups(compiled.for_reporter(reporter))
    assert list(columns) == [*COLUMNS, TOLD]
    assert {str(column.dtype) for column in columns.values()} == {"int64"}
    parts = columns[TOLD] == 0
    numbers = zip(*(columns[name][parts].tolist() for name in COLUMNS), strict=True)
    return _merged([_readable(compiled.legs[leg], *rest) for leg, *rest in numbers])


def _readable(leg: LegPlan, period: int, partner: int, commodity: int, unit: int, *amounts: int) -> Group:
    codes = (decode_code(partner), decode_commodity(commodity), decode_code(unit))
    return (leg.key.source, leg.flow.value, leg.valuation, period, *codes, *amounts)


def _merged(rows: list[Group]) -> Counter[Group]:
    """Groups of one key added up: goods without a code of digits are one kind, whatever they were."""
    keys = len(AMOUNTS)
    sums: dict[Group, list[int]] = {}
    for row in rows:
        amounts = sums.setdefault(row[:-keys], [0] * keys)
        amounts[:] = [have + int(more) for have, more in zip(amounts, row[-keys:], strict=True)]
    return Counter({(*key, *amounts): 1 for key, amounts in sums.items()})


@pytest.mark.parametrize("reporter", [STATE, MIRROR])
def test_the_groups_are_those_of_hand_written_sql(book_path: Path, engine: Engine, reporter: str) -> None:
    expected = expected_groups(book_path, reporter)
    found = cube_groups(book_path, engine, reporter)
    assert found - expected == Counter()
    assert expected - found == Counter()


def test_the_records_have_what_the_suite_is_about(book_path: Path) -> None:
    """Or the comparison above would hold for the want of anything to compare."""
    groups = expected_groups(book_path, STATE)
    assert {row[4] for row in groups} == {"AD", "AE", "AR", "CN", "KZ", "US", "world", OWN_PARTNER}
    assert {len(str(row[5])) for row in groups if str(row[5]).isdigit()} == set(range(2, 11))
    assert {"TOTAL", "other"} <= {row[5] for row in groups}
    assert {row[6] for row in groups} == {"", "l", "pcs", "m2"}
    largest = int(EDGE.replace(".", ""))
    assert {largest, -largest} <= {row[7] for row in groups}
    assert any(0 < int(row[9]) < int(row[11]) for row in groups), "rows with and without a weight in one group"
    mirrored = expected_groups(book_path, MIRROR)
    assert {row[1] for row in mirrored} == {"export", "import"}
    assert any(int(row[7]) < 0 for row in mirrored)


def test_declared_totals_come_beside_their_parts(book_path: Path, engine: Engine) -> None:
    """Those over partners below 0, coarse cuts before fine ones; no groups of countries, no parts of flows."""
    columns = engine.fetch_groups(compile_cube(BookStore.open(book_path).snapshot().files, engine).for_reporter(TOTALS))
    rows = zip(*(columns[name].tolist() for name in (TOLD, "partner", "commodity", "value", "rows")), strict=True)
    found = {(told, decode_code(who), decode_commodity(what), value, count) for told, who, what, value, count in rows}
    assert found == {
        (0, "CN", "270900", 60_00, 1),
        (0, "CN", "271012", 30_00, 2),
        (1, "CN", "27", 95_00, 1),
        (1 + 1000 - len("mode"), "CN", "27", 95_00, 2),
        (1 + 2000 - len("customs;mode"), "CN", "TOTAL", 96_00, 1),
        (1, "CN", "271012", 31_00, 1),
        (-1, "world", "TOTAL", 200_00, 1),
        (-(1 + 1000 - len("customs")), "world", "TOTAL", 200_00, 2),
    }


def test_a_reporter_without_records_has_an_empty_cube(book_path: Path, engine: Engine) -> None:
    assert cube_groups(book_path, engine, "O'Higgins") == Counter()


def test_the_cube_is_built_once(book: Book) -> None:
    assert book.cube(STATE) is book.cube(STATE)
    assert [str(one.key) for one in book.cube(STATE).series] == ["comexstat-municipal/M/USD"]
    assert [str(one.key) for one in book.cube(MIRROR).series] == ["baci/A/USD"]
