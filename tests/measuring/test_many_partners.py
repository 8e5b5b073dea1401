"""Groups and rests of others among partners: in sums, never ranked or counted; parts that come to more than all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sverka import check
from sverka.checking.wording import UIS
from sverka.measuring.book import Book, open_book
from sverka.measuring.profile import profile_of
from sverka.model.period import Period
from sverka.recording.load import Request, load_records
from sverka.recording.source import Asked
from sverka.writing.profile import profile_sheet

from ..mapped import mapped

RANKED = "rank(IT, export[;; 2023])"
COUNTED = "count(partners, export[;; 2023])"


def loaded(tmp_path: Path, rows: dict[str, int], *, layered: bool = False) -> Book:
    file = tmp_path / "x.csv"
    lines = "".join(f'"{name}",{value}\n' for name, value in rows.items())
    file.write_text(f"Country,Value\n{lines}", encoding="utf-8")
    mapping = mapped(hierarchical=layered)
    load_records(tmp_path / "book", Request((file,), "table", Asked(mapping=mapping)))
    return open_book(tmp_path / "book")


@pytest.fixture
def book_of() -> Iterator[Callable[..., Book]]:
    """Makes books of one table, and closes them."""
    with ExitStack() as stack:
        yield lambda *args, **told: stack.enter_context(loaded(*args, **told))


BESIDE = {"Italy": 300, "China": 200, "Peru": 100, "Chile": 50}


@pytest.mark.parametrize(
    "name",
    [
        "Остальные страны мира",
        "Прочие страны",
        "Rest of world",
        "Other countries",
        "Other African countries",
        "Rounding",
        "Statistical discrepancy",
        "Demás países",
        "Outros países",
        "Autres pays",
        "Übrige Länder",
        "Diğer ülkeler",
        "Boshqa davlatlar",
        "басқа елдер",
        "其他国家",
        "EAEU",
        "Top 25",
    ],
)
def test_groups_and_rests_are_in_sums_and_in_no_rank(book_of: Callable[..., Book], tmp_path: Path, name: str) -> None:
    cube = book_of(tmp_path, {name: 900, **BESIDE}).cube("KZ")
    rank, count, level = (cube.measure(text) for text in (RANKED, COUNTED, "level(export[;; 2023])"))
    assert (rank.value, count.value, level.value) == (1, 4, 1550)
    for one in (rank, count):
        told = [remark for remark in one.remarks if remark.kind == "many_left"]
        assert [remark.values["codes"] for remark in told] == [name]


@pytest.mark.parametrize("name", ["Ruritania", "Oman", "Otherland", "Bunkers", "Roundington"])
def test_other_names_are_ranked_and_counted(book_of: Callable[..., Book], tmp_path: Path, name: str) -> None:
    cube = book_of(tmp_path, {name: 900, **BESIDE}).cube("KZ")
    rank = cube.measure(RANKED)
    assert (rank.value, cube.measure(COUNTED).value) == (2, 5)
    assert "many_left" not in {remark.kind for remark in rank.remarks}


def test_a_rest_that_is_smaller_is_not_told_with_a_rank(book_of: Callable[..., Book], tmp_path: Path) -> None:
    cube = book_of(tmp_path, {"Rest of world": 10, **BESIDE}).cube("KZ")
    assert "many_left" not in {remark.kind for remark in cube.measure(RANKED).remarks}
    assert "many_left" in {remark.kind for remark in cube.measure(COUNTED).remarks}


def test_the_rank_of_a_rest_is_no_rank(book_of: Callable[..., Book], tmp_path: Path) -> None:
    book = book_of(tmp_path, {"Rest of world": 900, **BESIDE})
    [code] = [one.code for _, entry in book.snapshot.entries for one in entry.unknown]
    [remark] = book.cube("KZ").measure(f"rank({code}, export[;; 2023])").remarks
    assert remark.kind == "rank_of_group"


@pytest.mark.parametrize("ui", UIS)
def test_parts_above_their_whole_leave_shares_and_rest_blank(
    book_of: Callable[..., Book], tmp_path: Path, ui: str
) -> None:
    book = book_of(tmp_path, {"World": 500, **BESIDE}, layered=True)
    profile = profile_of(book.cube("KZ"), Period.parse("2023"))
    assert profile is not None
    [table] = [one for one in profile.tables if one.kind == "partners"]
    [concentrated] = profile.concentration
    assert table.rest is not None
    assert (table.rest.level.value, table.rest.share.value) == (None, None)
    assert (concentrated.first_five.value, concentrated.hhi.value, concentrated.partners.value) == (None, None, 4)
    assert any("650" in note and "500" in note for note in profile_sheet(profile, ui).notes)  # type: ignore[arg-type]


@pytest.mark.parametrize("whole", [650, 700])
def test_parts_within_their_whole_keep_shares(book_of: Callable[..., Book], tmp_path: Path, whole: int) -> None:
    book = book_of(tmp_path, {"World": whole, **BESIDE}, layered=True)
    profile = profile_of(book.cube("KZ"), Period.parse("2023"))
    assert profile is not None
    [concentrated] = profile.concentration
    assert concentrated.first_five.value == pytest.approx(100 * 650 / whole)
    assert "partners_over" not in {note.kind for note in profile.notes}


def test_check_gives_the_caution_of_measure_and_no_rest_makes_a_rank_fail(tmp_path: Path) -> None:
    with loaded(tmp_path, {"Остальные страны мира": 900, **BESIDE}):
        pass
    text = "In 2023 Italy was the largest buyer of Kazakhstan's exports."
    [finding] = check(text, book=tmp_path / "book").documents[0].findings
    assert finding.verdict.value == "holds"
    assert any("Остальные страны мира" in one for one in finding.caveats)
