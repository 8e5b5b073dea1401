"""The book on disk: versions, places, the lock, left-overs, and what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sverka.measuring.book import open_book
from sverka.model.errors import InputError, RefusedError, StorageError, UsageError
from sverka.model.period import Period
from sverka.recording.about import about, known_sources
from sverka.recording.book import BookStore
from sverka.recording.entries import FileEntry, LoadEntry, Sum, UnknownCode, parse_entry
from sverka.recording.load import Progress, Request, load_records
from sverka.recording.lock import locked
from sverka.recording.log import read_log
from sverka.recording.recognising import planned
from sverka.recording.source import Asked, Header
from sverka.recording.sources import SOURCES
from sverka.recording.status import holdings, quarantined
from sverka.recording.tidying import remove_leftovers
from sverka.recording.whereabouts import book_path

from . import forms

MAY = (2023, 5, "1201", 160, "PR", 600)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    return forms.write(tmp_path / "EXP_MUN.csv", forms.towns(MAY))


def at(text: str) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: datetime.fromisoformat(text).replace(tzinfo=UTC)


# Versions


def test_versions_are_told_by_number_or_by_day(book: Path, exports: Path) -> None:
    load_records(book, Request((exports,)), now=at("2024-03-01T10:00:00"))
    later = forms.write(exports.with_name("EXP_june.csv"), forms.towns((2023, 6, "1201", 160, "PR", 5)))
    load_records(book, Request((later,)), now=at("2024-03-05T23:59:59"))
    store = BookStore.open(book)
    told = {"": 2, "0": 0, "1": 1, "2": 2, "2024-03-01": 1, "2024-03-04": 1, "2024-03-05": 2, "2030-01-01": 2}
    assert {text: store.snapshot(text).version for text in told} == told
    assert store.snapshot(1).version == 1
    for wrong in ("3", "-1", "soon", "2024-02-28", "2024-13"):
        with pytest.raises(UsageError):
            store.snapshot(wrong)


def test_a_version_does_not_see_what_comes_after_it(book: Path, exports: Path) -> None:
    forms.load(book, exports)
    snapshot = BookStore.open(book).snapshot()
    forms.load(book, forms.write(exports, forms.towns((*MAY[:5], 700))))
    assert [number for number, _ in snapshot.entries] == [0, 1]
    assert forms.parts(forms.records(book, as_of=snapshot.version)) == 600
    assert len(snapshot.files) == 1


def test_loads_are_told_with_their_files_and_checksums(book: Path, exports: Path) -> None:
    import hashlib

    forms.load(book, exports)
    [(_, made), (number, entry)] = BookStore.open(book).snapshot().entries
    assert (made.kind, number, entry.kind) == ("created", 1, "records")
    assert entry.files[0].sha256 == hashlib.sha256(exports.read_bytes()).hexdigest()
    assert (entry.scopes_new, entry.scopes_replaced, entry.scopes_unchanged) == (1, 0, 0)


def test_an_entry_comes_back_as_it_was_kept() -> None:
    file = FileEntry("f.csv", "ab", "fts", 3, 2, 1, 1, 0, "cp1251", ("read as Windows-1251",))
    unknown = UnknownCode("m490", "Other Asia", "partner", 2, 1.5)
    entry = LoadEntry(
        "l1", "2024-03-01T10:00:00+00:00", files=(file,), unknown=(unknown,), side={"quarantine": "_side/q.parquet"},
        about={"t": {"title": "Т"}}, corrections=("one",), program="1", sums={"_side/q.parquet": Sum(3, "cd")},
    )  # fmt: skip
    assert parse_entry(entry.text()) == entry
    assert parse_entry(entry.text()).sums == entry.sums
    assert json.loads(entry.text())["form"] == 2


def test_a_folder_without_a_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no book"):
        BookStore.open(tmp_path)
    (tmp_path / "_delta_log").mkdir()
    with pytest.raises(InputError, match="there is no book"):
        BookStore.open(tmp_path)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"other things \(thesis.txt\)"):
        forms.load(folder, exports)
    assert (folder / "thesis.txt").read_text() == "mine"
    assert not (folder / "_delta_log").exists()


def test_what_a_dead_creation_left_becomes_a_book(book: Path, exports: Path) -> None:
    (book / "_delta_log").mkdir(parents=True)
    (book / "_delta_log" / "_commit_1.json.tmp").write_text("{")
    forms.load(book, exports)
    assert forms.parts(forms.records(book)) == 600


def test_an_empty_book_is_a_book(book: Path, tmp_path: Path, exports: Path) -> None:
    with pytest.raises(InputError):
        forms.load(book, tmp_path / "EXP_none.csv")
    first = (book / "_delta_log" / f"{0:020d}.json").read_bytes()
    assert BookStore.open(book).snapshot().files == ()
    assert holdings(BookStore.open(book).snapshot()) == ()
    forms.load(book, exports)
    assert (book / "_delta_log" / f"{0:020d}.json").read_bytes() == first


@pytest.mark.parametrize("name", ["with space", "bük [a] {b} 20%", "it's", "*?", "книга"])
def test_a_book_and_its_files_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    exports = forms.write(folder / "EXP_[a]*{b}.csv", forms.towns(MAY, "2023;05;junk"))
    book = folder / name
    forms.load(book, exports)
    forms.load(book, forms.write(exports, forms.towns((*MAY[:5], 700))))
    assert (forms.parts(forms.records(book)), forms.parts(forms.records(book, as_of=1))) == (700, 600)
    assert forms.bad_lines(book) == [3]
    with open_book(book) as opened:
        assert opened.cube("BR-PR").measure("level(export[;; 2023-05])").value == 700
    assert [one.rows for one in holdings(BookStore.open(book).snapshot())] == [1]


def test_a_folder_whose_name_would_be_misread_is_refused(tmp_path: Path, exports: Path) -> None:
    with pytest.raises(UsageError, match="without % in its path"):
        forms.load(tmp_path / "a%20b", exports)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("a")] in ([], ["a%20b"])


# The lock and left-overs


def test_a_load_waits_for_another_and_gives_up_at_last(book: Path) -> None:
    waited: list[float] = []
    told: list[str] = []
    with (
        locked(book),
        pytest.raises(RefusedError, match="another load is at work") as caught,
        locked(book, waiting=lambda: told.append("waiting"), wait_seconds=1, sleep=waited.append),
    ):
        pytest.fail("two hold the lock")
    assert sum(waited) == pytest.approx(1, abs=0.2)
    assert told == ["waiting"]
    assert caught.value.exit_code == 4


def test_the_lock_is_given_back_even_by_a_failure(book: Path) -> None:
    with pytest.raises(KeyError), locked(book):
        raise KeyError
    with locked(book, waiting=lambda: pytest.fail("it is still held")):
        pass


def test_a_waiting_load_goes_on_when_the_other_is_done(book: Path) -> None:
    first = locked(book)
    first.__enter__()
    with locked(book, sleep=lambda _: first.__exit__(None, None, None)):
        pass


def test_what_a_dead_load_left_is_taken_away_and_nothing_else(book: Path, exports: Path) -> None:
    forms.load(book, forms.write(exports, forms.towns(MAY, "junk")))
    kept = BookStore.open(book).snapshot().files[0].name
    forms.load(book, forms.write(exports, forms.towns((*MAY[:5], 700))))
    shelf = kept.rpartition("/")[0]
    strange = book / shelf / "found.parquet"
    strange.write_bytes(b"whose?")
    before, old = forms.state(book), forms.records(book, as_of=1)
    left = [f"{shelf}/l1-0.parquet", "_side/l1-quarantine.parquet"]
    for name in ("_work/l1/s0.parquet", *left):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(b"half")
    # A note is believed only of what carries the load's own id, lies in the book, and is named by no version.
    noted = [*left, kept, f"{shelf}/found.parquet", "../EXP_MUN.csv", "_side/l1-none"]
    (book / "_work" / "l1" / "moves.json").write_text(json.dumps(noted))
    assert remove_leftovers(book, read_log(book)) == 2
    assert forms.state(book) == before
    assert strange.exists()
    assert exports.exists()
    assert not (book / "_work").exists()
    assert forms.records(book, as_of=1) == old
    assert remove_leftovers(book, read_log(book)) == 0


def test_a_load_that_fails_leaves_nothing(book: Path, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sverka.recording import load as module

    forms.load(book, exports)
    before = forms.state(book)
    forms.write(exports, forms.towns((*MAY[:5], 700), "junk"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(BookStore, "commit", fail)
        with pytest.raises(StorageError, match="the disk is full"):
            forms.load(book, exports)
    assert forms.state(book) == before
    assert forms.parts(forms.records(book)) == 600
    with monkeypatch.context() as patched:
        patched.setattr(module, "restate", fail)
        with pytest.raises(StorageError, match="the disk is full"):
            forms.load(book, exports)
    assert forms.state(book) == before
    assert forms.load(book, exports).version == 2


def test_a_load_tells_what_it_is_at(book: Path, exports: Path) -> None:
    steps: list[str] = []
    load_records(book, Request((exports,)), progress=Progress(step=steps.append))
    assert steps == ["EXP_MUN.csv", "weighing", "committing"]


# What it says of itself


def test_missing_months_are_told(book: Path, tmp_path: Path) -> None:
    rows = [(year, month, "1201", 160, "PR", 1) for year, month in ((2022, 11), (2023, 2), (2023, 3))]
    forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", forms.towns(*rows, (2023, 3, "1201", 160, "SP", 1))))
    one, other = holdings(BookStore.open(book).snapshot())
    assert (one.reporter, one.flow, one.frequency, one.currency, one.rows) == ("BR-PR", "export", "M", "USD", 3)
    assert (str(one.first), str(one.last)) == ("2022-11", "2023-03")
    assert one.missing == (Period.parse("2022-12"), Period.parse("2023-01"))
    assert (other.reporter, other.missing) == ("BR-SP", ())


def test_missing_years_are_told(book: Path, tmp_path: Path) -> None:
    text = forms.comtrade({"period": "2019"}, {"period": "2022"})
    forms.load(book, forms.write(tmp_path / "c.csv", text))
    [one] = holdings(BookStore.open(book).snapshot())
    assert (str(one.first), str(one.last), [str(gap) for gap in one.missing]) == ("2019", "2022", ["2020", "2021"])


def test_quarantined_rows_are_given_up_to_a_limit(book: Path, exports: Path) -> None:
    forms.load(book, forms.write(exports, forms.towns(MAY, *["junk"] * 4)))
    forms.load(book, forms.write(exports, forms.towns(MAY, *["rubbish"] * 3)))
    files = BookStore.open(book).snapshot().side_files("quarantine")
    assert [row.raw for row in quarantined(files)] == ["junk"] * 4 + ["rubbish"] * 3
    for limit in (1, 4, 5, 7, 9):
        assert len(list(quarantined(files, limit))) == min(limit, 7)


def test_the_same_bad_rows_are_told_once(book: Path, exports: Path, tmp_path: Path) -> None:
    forms.load(book, forms.write(exports, forms.towns(MAY, "junk")))
    new = forms.write(tmp_path / "EXP_june.csv", forms.towns((2023, 6, "1201", 160, "PR", 5), "rubbish"))
    forms.load(book, exports, new)
    assert [row.raw for row in forms.bad_rows(book)] == ["junk", "rubbish"]
    assert BookStore.open(book).snapshot().quarantined == 2


# Which source, which book, which words


def test_a_header_belongs_to_one_source() -> None:
    for header in (forms.COMTRADE, forms.MUNICIPAL.split(";"), forms.FTS.split(";")):
        assert sum(one.recognise(Header(tuple(header), "EXP.csv")) for one in SOURCES) == 1


def test_a_header_of_no_source_asks_for_a_mapping() -> None:
    header = Header(tuple("abcdefghijk"), "x.csv")
    with pytest.raises(InputError, match=r"a, b, c, d, e, f, g, h …") as caught:
        planned(header, None, Asked())
    assert "sverka map" in caught.value.next_step
    with pytest.raises(InputError, match=r"not a file of baci: x\.csv: its columns are a, b"):
        planned(header, "baci", Asked())


def test_the_place_of_the_book() -> None:
    home = {"HOME": "/h"}
    assert book_path("given", {"SVERKA_BOOK": "named"}) == Path("given")
    assert book_path("", {"SVERKA_BOOK": "named"}) == Path("named")
    assert book_path(None, {"SVERKA_BOOK": "", **home}, platform="darwin") == Path(
        "/h/Library/Application Support/sverka/book"
    )
    assert book_path(None, {**home, "XDG_DATA_HOME": "/x"}, platform="linux") == Path("/x/sverka/book")
    assert book_path(None, {"LOCALAPPDATA": "/l"}, platform="win32") == Path("/l/sverka/book")


def test_every_source_has_words_in_both_languages() -> None:
    assert {source.id for source in SOURCES} <= set(known_sources())
    for source in SOURCES:
        one = about(source.id)
        for name in ("title", "region", "partner", "system", "reexports"):
            assert one.word(name, "en")
            assert any("а" <= char <= "я" for char in one.word(name, "ru").lower()) or name == "title"


def test_a_mapping_says_what_its_figures_mean() -> None:
    one = about("hmrc", {"title": "HMRC", "region": "where staff is", "priority": 3, "id": "other", "colour": "red"})
    assert (one.id, one.title_ru, one.region_en, one.priority) == ("hmrc", "HMRC", "where staff is", 3)
    assert about("hmrc").title_en == "hmrc"
