"""Several sources of one trade, two-sided records, mirrors, cubes that are kept: what answers, and who is told of."""

from __future__ import annotations

import gc
import random
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring import building
from sverka.measuring.answers import Answer
from sverka.measuring.book import MOST_CUBES, Book, Cube, open_book
from sverka.measuring.lineage import definition_text, query_text, used_definitions
from sverka.measuring.mirrors import mirrored
from sverka.measuring.reporters import book_reporters
from sverka.model.grammar import parse_measure

ByHand = Callable[..., float]
TO_CHINA = "level(export[CN;; 2022])"


def source_of(answer: Answer) -> str | None:
    return None if answer.series is None else answer.series.key.source


def definition_of(answer: Answer, lang: str = "en") -> str:
    assert answer.series is not None
    return definition_text(answer.series, used_definitions(answer), lang)


def test_one_source_answers_and_nothing_is_added_up(shared_book: Book, by_hand: ByHand) -> None:
    answer = shared_book.cube("RU").measure(TO_CHINA)
    assert source_of(answer) == "fts"
    assert answer.value == by_hand("RU", "export", partner=("CN",), months=(2022, 1, 12))
    assert answer.rows == 12
    remark = answer.remarks[0]
    assert (remark.kind, remark.values["sources"]) == ("other_sources", "baci, comext, comtrade")


def test_the_next_source_answers_what_the_first_lacks(shared_book: Book, by_hand: ByHand) -> None:
    cube = shared_book.cube("RU")
    yearly = cube.measure("level(export[CN;; 2021])")
    assert (source_of(yearly), yearly.value) == (
        "comtrade",
        by_hand("RU", "export", source="comtrade", months=(2021, 1, 12)),
    )
    kazakhstan = cube.measure("level(export[KZ; 100199; 2022])")
    assert (source_of(kazakhstan), kazakhstan.value) == ("baci", 99)


def test_a_measure_is_whole_from_one_source(shared_book: Book) -> None:
    """Exports of 2022 are monthly, but those of 2021 are not: growth comes from the source that has both."""
    answer = shared_book.cube("RU").measure("growth(export[CN;; 2022])")
    assert source_of(answer) == "comtrade"
    assert answer.value == pytest.approx(100 * (1500 - 1000) / 1000)
    turnover = shared_book.cube("RU").measure("level(turnover[CN;; 2022])")
    assert (source_of(turnover), turnover.value) == ("comtrade", 1500 + 270)


def test_a_source_can_be_asked_for(shared_book: Book, by_hand: ByHand) -> None:
    cube = shared_book.cube("RU")
    each = cube.measure_each(TO_CHINA)
    assert list(each) == ["fts", "comext", "comtrade", "baci"]
    assert {source: answer.value for source, answer in each.items()} == {
        source: by_hand("RU", "export", source=source, partner=("CN",), months=(2022, 1, 12)) for source in each
    }
    assert [answer.unit for answer in each.values()] == ["USD", "EUR", "USD", "USD"]
    assert cube.measure(TO_CHINA, source="baci").value == 1410
    assert cube.measure(TO_CHINA, source="sdmx").value is None
    assert [one.key.source for one in shared_book.cube("RU", sources=("baci", "comext")).series] == ["comext", "baci"]


def test_a_two_sided_row_serves_exporter_and_importer(shared_book: Book) -> None:
    files = [file for file in shared_book.snapshot.files if file.shelf.source == "baci"]
    assert {file.shelf.flow for file in files} == {"export"}, "a row is stored once"
    russia = shared_book.cube("RU").measure("level(import[CN; 847130; 2022])", source="baci")
    china = shared_book.cube("CN").measure("level(export[RU; 847130; 2022])", source="baci")
    assert russia.value == china.value == 274.5
    assert russia.rows == china.rows == 1
    both = shared_book.cube("RU").measure("level(turnover[CN;; 2022])", source="baci")
    assert both.value == 274.5 + 1410
    kazakhstan = shared_book.cube("KZ").measure("level(import[;; 2022])")
    assert (source_of(kazakhstan), kazakhstan.value, kazakhstan.rows) == ("baci", 99 + 24, 2)


@pytest.mark.parametrize(("lang", "says"), [("en", "reconciled by CEPII"), ("ru", "сведены CEPII")])
def test_the_definition_says_that_two_reports_were_reconciled(shared_book: Book, lang: str, says: str) -> None:
    answer = shared_book.cube("KZ").measure("level(import[;; 2022])")
    assert says in definition_of(answer, lang)
    assert says not in definition_of(shared_book.cube("RU").measure(TO_CHINA), lang)


def test_importers_are_reporters_of_a_two_sided_source(shared_book: Book) -> None:
    found = book_reporters(shared_book)
    assert {"RU", "CN", "KZ", "AQ"} <= set(found)
    assert "DE" not in found, "a partner of a one-sided source reports nothing"


def test_a_definition_is_of_the_flows_and_years_used(shared_book: Book) -> None:
    text = definition_of(shared_book.cube("CN").measure("level(import[RU;; 2022])"))
    assert "USD, imports CIF" in text
    assert "exports" not in text.partition("USD, ")[2].partition(";")[0]
    assert "World as summed over partners" in text
    assert "World as reported" in definition_of(shared_book.cube("AL").measure("level(export[;; 2022])"))


def test_mirrors_stand_beside_the_figure(shared_book: Book) -> None:
    cube = shared_book.cube("RU")
    own = cube.measure(TO_CHINA)
    found = list(mirrored(cube, parse_measure(TO_CHINA)))
    assert [(partner, str(answer.measure)) for partner, answer in found] == [("CN", "level(import[RU;; 2022])")]
    assert (source_of(found[0][1]), found[0][1].value) == ("comtrade", 530 * 3)
    assert cube.measure(TO_CHINA).value == own.value


def test_a_mirror_rests_on_a_query_of_the_partner(shared_book: Book) -> None:
    ((partner, answer),) = mirrored(shared_book.cube("RU"), parse_measure(TO_CHINA))
    query = query_text(shared_book.cube(partner), answer)
    assert query is not None
    assert "reporter\" = 'CN'" in query


@pytest.mark.parametrize(
    ("reporter", "measure"),
    [
        ("RU", "level(export[;; 2022])"),
        ("RU", "level(turnover[CN;; 2022])"),
        ("RU", "growth(export[CN;; 2022])"),
        ("RU-TOM", TO_CHINA),
    ],
)
def test_what_has_no_mirror(shared_book: Book, reporter: str, measure: str) -> None:
    assert list(mirrored(shared_book.cube(reporter), parse_measure(measure))) == []


def test_mirrors_of_a_group_are_those_of_its_members(shared_book: Book) -> None:
    found = dict(mirrored(shared_book.cube("RU"), parse_measure("level(export[central-asia+-KZ;; 2022])")))
    assert sorted(found) == ["KG", "TJ", "TM", "UZ"]
    assert {answer.remarks[0].kind for answer in found.values()} == {"mirror_missing"}


def test_a_reporter_without_records_is_empty_not_zero(shared_book: Book) -> None:
    cube = shared_book.cube("FJ")
    assert cube.series == ()
    answer = cube.measure("level(export[;; 2022])")
    assert (answer.value, answer.rows, [one.kind for one in answer.remarks]) == (None, 0, ["no_records"])
    assert cube.measure_each(TO_CHINA) == {}
    assert query_text(cube, answer) is None


def test_a_hostile_reporter_finds_nothing(shared_book: Book) -> None:
    assert shared_book.cube("' OR '1'='1").series == ()


@pytest.fixture
def small(make_book: Callable[..., Path]) -> Path:
    record: dict[str, Any] = {
        "source": "comtrade",
        "reporter": "AQ",
        "year": 2023,
        "flow": "export",
        "partner": "CN",
        "commodity": "02",
        "primary_value": 5,
    }
    return make_book([record, {**record, "reporter": "AD"}])


def test_cubes_are_kept_while_the_book_is_open(small: Path) -> None:
    with open_book(small) as book:
        cube = book.cube("AQ")
        assert book.cube("AQ") is cube
        assert book.cube("AQ", sources=("comtrade",)) is not cube
        assert book.cube("AQ", sources=("comtrade",)) is book.cube("AQ", sources=("comtrade",))
        assert book.cube("AD") is not cube


def test_a_cube_costs_one_query_whatever_is_asked(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queries: list[str] = []
    with open_book(small) as book:
        fetch = book.engine.fetch_groups
        monkeypatch.setattr(
            book.engine, "fetch_groups", lambda query, tick=None: queries.append(query) or fetch(query, tick)
        )
        for _ in range(3):
            assert book.cube("AQ").measure("level(export[CN;; 2023])").value == 5
            assert book.cube("AQ").measure("share(export[CN;; 2023], export[;; 2023])").value == 100
        assert len(queries) == 1


def test_the_oldest_cube_goes_first(small: Path) -> None:
    with open_book(small) as book:
        first: Callable[[], Cube | None] = weakref.ref(book.cube("AQ"))
        for number in range(MOST_CUBES):
            book.cube(f"X{number}")
        gc.collect()
        assert first() is None
        assert book.cube("AQ").measure("level(export[;; 2023])").value == 5


def test_a_cube_that_nobody_holds_goes_at_once(small: Path) -> None:
    """No cycle keeps it until the collector comes by: a cube may be hundreds of megabytes."""
    book = open_book(small)
    cube: Cube | None = book.cube("AQ")
    assert cube is not None
    assert cube.measure("level(export[;; 2023])").value == 5
    first: Callable[[], Cube | None] = weakref.ref(cube)
    gc.disable()
    try:
        book.close()
        cube = None
        assert first() is None
    finally:
        gc.enable()


def test_a_closed_book_lets_go_and_opens_again(small: Path) -> None:
    book = open_book(small)
    assert book.cube("AQ").series
    book.close()
    book.close()
    assert book.cube("AQ").measure("level(export[;; 2023])").value == 5
    book.close()


def test_an_empty_version_has_nothing(small: Path) -> None:
    with open_book(small, as_of=0) as book:
        assert book.cube("AQ").series == ()
        assert book_reporters(book) == ()


def test_ten_thousand_years_are_not_covered_at_once(small: Path) -> None:
    with open_book(small) as book:
        started = time.process_time()
        answer = book.cube("AQ").measure("level(export[;; 0000/9999])")
        assert [remark.kind for remark in answer.remarks] == ["incomplete"]
        assert time.process_time() - started < 5


def test_rows_of_a_single_source_are_taken_as_they_are_each_cell_once(
    book_maker: Callable[[Path], Callable[..., Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def groups() -> list[dict[str, list[int]]]:
        with open_book(folder) as book:
            cubes = [book.cube(code) for code in ("RU", "CN", "KZ")]
            blocks = [block for cube in cubes for series in cube.series for block in series.blocks.values()]
            return [{name: values.tolist() for name, values in block.groups().items()} for block in blocks]

    chance = random.Random(7)
    records = [
        {
            "source": "baci",
            "flow": "export",
            "classification": "HS1992",
            "year": chance.choice((2021, 2022)),
            "reporter": "RU",
            "partner": chance.choice(("CN", "KZ", "DE")),
            "commodity": f"27{chance.randrange(4):04d}",
            "primary_value": chance.randrange(900) / 10,
            "net_weight_kg": chance.choice((None, 2.5)),
        }
        for _ in range(60)
    ]
    more = {"source": "comtrade", "reporter": "CN", "partner": "RU", "valuation": "CIF"}
    folder = book_maker(tmp_path)([*records, {**records[0], **more}])
    taken = groups()
    monkeypatch.setattr(building, "SINGLE", frozenset())
    assert taken == groups()
    assert max(taken[0]["rows"]) > 1, "the file repeats cells"
