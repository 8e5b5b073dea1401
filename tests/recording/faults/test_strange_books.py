"""Books with gaps, links, strangers and other forms; folders that are none; places with odd names."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.model.errors import DamagedError, InputError, RefusedError, UsageError
from sverka.recording.book import BookStore
from sverka.recording.keeping import examine, repair
from sverka.recording.load import utc_now

from . import making

OLDER_FLIPS = int(os.environ.get("SVERKA_FLIPS", "40"))
Edit = Callable[[dict[str, Any], dict[str, Any]], None]


def entry(book: Path, number: int) -> Path:
    return book / "_delta_log" / f"{number:020d}.json"


def rewrite(path: Path, edit: Edit, *, seal: bool = False) -> None:
    """Write an entry anew, without a seal unless one is asked for; `edit` gets its commitInfo and its load entry."""
    import hashlib

    first, *rest = path.read_bytes().splitlines(keepends=True)
    info = json.loads(first)["commitInfo"]
    told = json.loads(info["sverka"])
    edit(info, told)
    info["sverka"] = json.dumps(told)
    info["sverkaSeal"] = "0" * 64
    data = json.dumps({"commitInfo": info}, separators=(",", ":")).encode() + b"\n" + b"".join(rest)
    digest = hashlib.sha256(data).hexdigest().encode()
    unsealed = data.replace(b',"sverkaSeal":"' + b"0" * 64 + b'"', b"")
    path.write_bytes(data.replace(b"0" * 64, digest) if seal else unsealed)


def to_form_1(book: Path) -> None:
    """Make the log what the version before wrote: no seals, no checksums, no head."""

    def older(info: dict[str, Any], told: dict[str, Any]) -> None:
        info.pop("sverkaBefore")
        told.pop("sums")
        told["form"] = 1

    for path in (book / "_delta_log").glob("*.json"):
        rewrite(path, older)
    (book / "_head").unlink()


# The log


@pytest.mark.parametrize("number", range(6))
def test_a_gap_in_the_log_is_told(whole: making.Whole, book: Path, number: int) -> None:
    entry(book, number).unlink()
    before = making.contents(book)
    for ran in (
        making.run("book", "--book", book),
        making.run("show", "BR-PR", "--book", book),
        making.run("brief", "BR-PR", "--period", "2023", "--book", book),
        making.run("load", "rates", whole.new, "--book", book),
        making.load_new(whole, book),
    ):
        assert (ran.code, ran.out) == (4, "") or "rates" in ran.err
        assert making.is_one_line(ran)
    assert making.contents(book) == before
    assert examine(book).last_whole == (number - 1 if number else None)


def test_several_newest_entries_that_are_gone_are_missed(book: Path) -> None:
    for number in (3, 4, 5):
        entry(book, number).unlink()
    with pytest.raises(DamagedError, match="went to version 5"):
        BookStore.open(book)
    done = repair(book, now=utc_now)
    assert (done.before.newest, done.version) == (5, 2)
    assert examine(book).whole


def test_a_head_that_lags_behind_is_no_harm_and_is_mended(whole: making.Whole, book: Path, tmp_path: Path) -> None:
    head = (book / "_head").read_bytes()
    assert making.load_new(whole, book).code == 0
    (book / "_head").write_bytes(head)
    assert examine(book).whole
    assert making.figures(book)[2] == making.NEW_VALUE
    (tmp_path / "rates.csv").write_bytes(making.RATES + b"2023-06,EUR,0.8\n")
    assert making.run("load", "rates", tmp_path / "rates.csv", "--book", book).code == 0
    assert json.loads((book / "_head").read_bytes())["version"] == 7


def test_an_entry_of_another_book_does_not_fit(whole: making.Whole, book: Path, tmp_path: Path) -> None:
    other = making.make(tmp_path / "other")
    shutil.copy(entry(other.book, 3), entry(book, 3))
    with pytest.raises(DamagedError, match="does not follow"):
        BookStore.open(book)
    assert examine(book).last_whole == 2


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()


EDITS: dict[str, tuple[Edit, str]] = {
    "no load entry": (lambda info, told: info.update(sverka2=1) or told.clear(), "cannot be read"),
    "a file without an account": (lambda _, told: told["files"].append({"file": "x"}), "cannot be read"),
    "a side file that is none": (lambda _, told: told.update(side={"rates": 5}), "cannot be read"),
    "a list for a map": (lambda _, told: told.update(side=["rates"]), "cannot be read"),
    "files that are none": (lambda _, told: told.update(files=5), "cannot be read"),
}


@pytest.mark.parametrize("way", EDITS)
def test_an_entry_that_says_nonsense_is_told(book: Path, way: str) -> None:
    edit, says = EDITS[way]
    rewrite(entry(book, 5), edit, seal=True)
    with pytest.raises(DamagedError, match=says):
        BookStore.open(book)


def test_what_an_entry_says_beside_what_is_known_is_passed_over(whole: making.Whole, book: Path) -> None:
    (book / "_head").unlink()
    for number in range(1, 6):
        entry(book, number).unlink()
    rewrite(entry(book, 0), lambda info, told: told.update(colour="red") or info.update(more=1), seal=True)
    assert making.figures(book) == (None, None, None)
    assert making.load_new(whole, book).code == 0


def test_a_commit_of_another_program_is_told(book: Path) -> None:
    from deltalake import DeltaTable

    DeltaTable(str(book)).optimize.compact()
    with pytest.raises(DamagedError, match="Sverka did not write it"):
        BookStore.open(book)
    repair(book, now=utc_now)
    assert examine(book).newest == 5
    assert examine(book).whole


def test_a_newer_form_asks_for_an_update(whole: making.Whole, book: Path) -> None:
    rewrite(entry(book, 5), lambda _, told: told.update(form=3, what={"is": "this"}, files=7), seal=True)
    before = making.contents(book)
    for ran in (making.load_new(whole, book), making.run("book", "check", "--book", book)):
        assert (ran.code, "update Sverka" in ran.err) == (4, True)
        assert making.is_one_line(ran)
    with pytest.raises(RefusedError, match="newer Sverka"):
        repair(book, now=utc_now)
    assert making.contents(book) == before


# The older form


def test_a_book_of_the_older_form_is_read_and_loaded_into(whole: making.Whole, book: Path) -> None:
    to_form_1(book)
    assert making.figures(book) == whole.figures[5]
    assert examine(book).unsummed == (1, 2, 3, 4, 5)
    assert examine(book).whole
    assert making.load_new(whole, book).code == 0
    assert making.figures(book)[2] == making.NEW_VALUE
    assert examine(book).whole
    # From now on the log before it is held by the new entry.
    making.flip(entry(book, 2), 3000)
    with pytest.raises(DamagedError):
        BookStore.open(book)


@pytest.mark.parametrize("way", ["halved", "deleted", "lengthened", "a link"])
@pytest.mark.parametrize("kind", ["data", "newest entry"])
def test_damage_to_a_book_of_the_older_form_is_told(whole: making.Whole, book: Path, kind: str, way: str) -> None:
    to_form_1(book)
    if (kind, way) in (("newest entry", "deleted"), ("newest entry", "lengthened")):
        return  # nothing of that form tells it
    making.WAYS[way](book / whole.names[kind])
    with pytest.raises(DamagedError):
        BookStore.open(book).snapshot()


def test_no_bit_of_a_book_of_the_older_form_is_unexpected(whole: making.Whole, book: Path) -> None:
    to_form_1(book)
    draw = random.Random(11)
    names = [whole.names[kind] for kind in ("first entry", "newest entry", "data", "quarantine", "replaced data")]
    commands = (
        ("measure", making.MEASURES[0], "--reporter", "BR-PR"),
        ("book",), ("book", "quarantine"), ("book", "diff", "3", "4"), ("book", "check"), ("show", "BR-PR"),
    )  # fmt: skip
    for at in range(OLDER_FLIPS):
        path = book / names[at % len(names)]
        bit = draw.randrange(8 * path.stat().st_size)
        making.flip(path, bit)
        command = draw.choice(commands)
        ran = making.run(*command, "--book", book)
        assert ran.code in (0, 4, 5), (command, path.name, bit, ran.err)
        assert ran.code != 4 or command[-1] == "check" or making.is_one_line(ran), ran.err
        making.flip(path, bit)


def test_checkpoints_of_others_are_not_used(whole: making.Whole, book: Path) -> None:
    from deltalake import DeltaTable

    DeltaTable(str(book)).create_checkpoint()
    made = sorted(path.name for path in (book / "_delta_log").iterdir() if "checkpoint" in path.name)
    assert len(made) == 2
    for name in made:
        (book / "_delta_log" / name).write_bytes(b"nonsense")
    assert making.figures(book) == whole.figures[5]
    assert set(examine(book).strange) == {f"_delta_log/{name}" for name in made}
    entry(book, 5).write_bytes(b"")
    done = repair(book, now=utc_now)
    assert {f"_delta_log/{name}" for name in made} <= set(done.moved)  # they speak of a version that is gone
    assert DeltaTable(str(book)).version() == 4


def test_other_programs_read_every_version(whole: making.Whole) -> None:
    from deltalake import DeltaTable

    store = BookStore.open(whole.book)
    for number in range(6):
        table = DeltaTable(str(whole.book), version=number)
        assert sorted(table.file_uris()) == [str(file.path) for file in store.snapshot(number).files]
    assert table.to_pyarrow_table().num_rows == sum(file.rows for file in store.snapshot().files)


# Strangers


def test_files_that_no_version_names_are_listed_and_left(whole: making.Whole, book: Path) -> None:
    shelf = whole.names["data"].rpartition("/")[0]
    strange = [f"{shelf}/mine.parquet", "_side/mine.csv", "notes.txt", "_delta_log/notes.txt", "_delta_log/7.json"]
    for name in strange:
        (book / name).write_bytes(b"mine")
    (book / "_work" / "dead").mkdir(parents=True)
    found = examine(book)
    assert found.whole
    assert set(found.strange) == set(strange)
    assert making.load_new(whole, book).code == 0
    assert all((book / name).read_bytes() == b"mine" for name in strange)
    assert not (book / "_work").exists()


def test_a_far_entry_is_one_gap(book: Path) -> None:
    (book / "_delta_log" / f"{10**19}.json").write_bytes(entry(book, 5).read_bytes())
    with pytest.raises(DamagedError, match="is missing"):
        BookStore.open(book)
    assert repair(book, now=utc_now).version == 5
    assert making.run("book", "check", "--book", book).code == 0


def test_a_name_that_leads_out_of_the_book_is_not_followed(book: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.parquet"
    secret.write_bytes(b"secret")
    rewrite(entry(book, 5), lambda _, told: told.update(side={"rates": "../secret.parquet"}), seal=True)
    with pytest.raises(DamagedError, match=r"leads out|does not fit"):
        BookStore.open(book).snapshot()
    repair(book, now=utc_now)
    assert secret.read_bytes() == b"secret"


LINKS = ("_work", "_side", "_delta_log", "_aside", "_lock", "source=comexstat-municipal")


@pytest.mark.parametrize("name", LINKS)
def test_links_in_a_book_are_not_followed(whole: making.Whole, book: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    if (book / name).exists():
        shutil.move(book / name, outside)
    else:
        (outside / "thesis").mkdir(parents=True)
        (outside / "thesis" / "thesis.txt").write_text("mine")
    (book / name).symlink_to(outside)
    there = making.contents(outside) if outside.is_dir() else {}
    load = making.load_new(whole, book)
    check = making.run("book", "check", "--book", book, "--format", "json")
    assert name in check.told["links"]
    assert check.code == 4
    if name != "_aside":
        assert load.code in (3, 4)
        assert making.is_one_line(load)
        assert "link" in load.err
        done = making.run("book", "repair", "--book", book)
        assert done.code == 0, done.err
        assert making.load_new(whole, book).code == 0
    else:
        assert load.code == 0
        refused = making.run("book", "repair", "--book", book)
        assert (refused.code, "_aside" in refused.err) == (4, True)
    assert (making.contents(outside) if outside.is_dir() else {}) == there


def test_the_book_itself_may_be_a_link(whole: making.Whole, book: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(book)
    assert making.load_new(whole, link).code == 0
    assert making.figures(link)[2] == making.NEW_VALUE
    assert examine(link).whole


def test_a_load_does_not_write_through_a_link(whole: making.Whole, book: Path, tmp_path: Path) -> None:
    shelf = book / Path(whole.names["data"]).parts[0] / "frequency=M" / "year=2024"
    (tmp_path / "outside").mkdir()
    shelf.symlink_to(tmp_path / "outside")
    later = whole.new.with_name("EXP_2024.csv")
    later.write_text(whole.new.read_text().replace("2023;07", "2024;07"))
    ran = making.run("load", later, "--book", book, "--quiet")
    assert (ran.code, "link" in ran.err) == (4, True)
    assert making.is_one_line(ran)
    assert list((tmp_path / "outside").iterdir()) == []
    assert making.figures(book) == whole.figures[5]


# What is no book


def test_a_table_of_others_is_left_alone(whole: making.Whole, tmp_path: Path) -> None:
    import pyarrow as pa
    from deltalake import write_deltalake

    table = tmp_path / "table"
    write_deltalake(str(table), pa.table({"a": [1, 2]}))
    before = making.contents(table)
    for ran in (
        making.load_new(whole, table),
        making.run("load", "rates", whole.new.with_name("rates.csv"), "--book", table),
        making.run("book", "--book", table),
        making.run("book", "check", "--book", table),
        making.run("book", "repair", "--book", table),
        making.run("measure", "level(export)", "--reporter", "BR-PR", "--book", table),
    ):
        assert (ran.code, "no book of Sverka" in ran.err) == (3, True)
        assert making.is_one_line(ran)
    assert making.contents(table) == before


@pytest.mark.parametrize("lost", [("_delta_log",), ("_delta_log", "_head"), ("_delta_log", "_head", "_side")])
def test_a_book_without_its_log_is_not_begun_anew(whole: making.Whole, book: Path, lost: tuple[str, ...]) -> None:
    for name in lost:
        shutil.rmtree(book / name) if (book / name).is_dir() else (book / name).unlink()
    before = making.contents(book)
    for ran in (making.load_new(whole, book), making.run("book", "--book", book)):
        assert ran.code == 4, ran.err
        assert making.is_one_line(ran)
    assert making.contents(book) == before
    assert making.run("book", "repair", "--book", book).code == 0
    assert making.load_new(whole, book).code == 0
    assert all(value in making.contents(book).values() for name, value in before.items() if name.startswith("source"))


@pytest.mark.parametrize("name", ["a\nb", "with space", "книга", "100%", 'it\'s "quoted"', "~", "-b", "$HOME;ls"])
def test_books_of_odd_names(whole: making.Whole, tmp_path: Path, name: str) -> None:
    book = tmp_path / "odd" / name
    assert making.load_new(whole, book).code == 0
    assert making.figures(book)[2] == making.NEW_VALUE
    assert making.run("book", "check", "--book", book).code == 0


def test_a_tilde_is_the_home_folder(whole: making.Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sverka import open_book

    monkeypatch.setenv("HOME", str(tmp_path))
    assert making.run("load", whole.new, "--book", "~/records", "--quiet").code == 0
    assert BookStore.open(tmp_path / "records").latest_version() == 1
    monkeypatch.setenv("SVERKA_BOOK", "~/records")
    assert making.run("book", "--quiet").code == 0
    with open_book("~/records") as book:
        assert book.version == "1"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a%20b", UsageError), ("a\0b", UsageError), ("a\udcffb", UsageError), ("x" * 300, None), ("file/b", None)],
)
def test_names_that_no_book_can_have(whole: making.Whole, tmp_path: Path, name: str, kind: type | None) -> None:
    (tmp_path / "file").write_bytes(b"")
    if kind is not None:
        with pytest.raises(kind):
            BookStore.open(tmp_path / name)
    for ran in (making.load_new(whole, tmp_path / name), making.run("book", "--book", tmp_path / name)):
        assert ran.code in (2, 3), ran.err
        assert making.is_one_line(ran)


def test_a_file_is_no_book(whole: making.Whole, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="this is none"):
        BookStore.open(tmp_path / "file")
    assert making.load_new(whole, tmp_path / "file").code == 3
    assert os.path.getsize(tmp_path / "file") == 0
