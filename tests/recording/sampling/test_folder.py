"""The folder: nothing but an earlier sample is ever written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.model.errors import UsageError
from sverka.recording.sampling import MOST_SEED, write_sample


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="other things"):
        write_sample(tmp_path, 1_000, 1)
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_a_key_of_something_else_is_no_sample(tmp_path: Path) -> None:
    for text in ("", "files = []\n", "sverka_sample = 1\n", "sverka_sample = 1\nfiles = [1]\n", "\0", "not toml"):
        (tmp_path / "key.toml").write_text(text)
        with pytest.raises(UsageError, match="other things"):
            write_sample(tmp_path, 1_000, 1)


def test_an_earlier_sample_is_replaced_and_what_else_is_there_stays(tmp_path: Path) -> None:
    write_sample(tmp_path, 1_000, 1)
    before = contents(tmp_path)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "kept").write_text("mine")
    write_sample(tmp_path, 1_200, 2)
    after = contents(tmp_path)
    assert after.pop("book/kept") == b"mine"
    assert after.keys() == before.keys()
    assert after["fts_2019.csv"] != before["fts_2019.csv"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_changed_file_of_an_earlier_sample_is_not_lost(tmp_path: Path) -> None:
    write_sample(tmp_path, 1_000, 1)
    changed = tmp_path / "later" / "restated_2023H1.csv"
    changed.write_bytes(changed.read_bytes() + b"more\n")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="was changed"):
        write_sample(tmp_path, 1_000, 2)
    assert contents(tmp_path) == before


def test_a_file_that_the_earlier_sample_does_not_list_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "key.toml").write_text("sverka_sample = 1\nfiles = []\n")
    (tmp_path / "fts_2020.csv").write_text("mine")
    with pytest.raises(UsageError, match="not of the earlier sample"):
        write_sample(tmp_path, 1_000, 2)
    assert (tmp_path / "fts_2020.csv").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="not a folder"):
        write_sample(tmp_path / "file", 1_000, 1)


def test_what_is_stopped_leaves_no_trace(tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "new", 1_000, 1, stop)
    assert list(tmp_path.iterdir()) == []
    write_sample(tmp_path / "old", 1_000, 1)
    before = contents(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "old", 1_000, 2, stop)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("rows", "seed"), [(999, 1), (100_000_001, 1), (-5, 1), (1_000, -1), (1_000, MOST_SEED + 1)])
def test_numbers_out_of_bounds_are_refused(tmp_path: Path, rows: int, seed: int) -> None:
    with pytest.raises(UsageError):
        write_sample(tmp_path / "new", rows, seed)
    assert list(tmp_path.iterdir()) == []
