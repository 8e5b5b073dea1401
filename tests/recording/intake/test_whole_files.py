"""Files that are made whole or not at all, and what is asked of the lines of a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording.intake import blank_lines_at, has_long_lines, parts
from sverka.recording.intake.files import written_whole


def write_and_stop(work: Path, stopped: BaseException) -> None:
    with written_whole(work) as target:
        target.write_bytes(b"half")
        raise stopped


@pytest.mark.parametrize("stopped", [KeyboardInterrupt("^C"), SystemExit("over"), InputError("too large", "x", "less")])
def test_half_a_file_is_gone_whatever_stopped_it(stopped: BaseException, tmp_path: Path) -> None:
    with pytest.raises(type(stopped)) as raised:
        write_and_stop(tmp_path, stopped)
    assert raised.value is stopped
    assert not list(tmp_path.iterdir())


def test_a_whole_file_stays(tmp_path: Path) -> None:
    with written_whole(tmp_path) as target:
        target.write_bytes(b"whole")
    assert target.read_bytes() == b"whole"


@given(lengths=st.lists(st.sampled_from([0, 1, 40, 3000, 4095, 8192, 20_000]), max_size=12), block=st.integers(1, 4))
def test_long_lines_are_found_and_short_ones_are_none(
    lengths: list[int], block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("long") / "x.csv"
    path.write_bytes(b"".join(b"x" * length + b"\n" for length in lengths))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "BLOCK", block * parts._WINDOW)
        found = has_long_lines(path)
    assert found or max(lengths, default=0) < 2 * parts._WINDOW
    assert not found or max(lengths) >= parts._WINDOW


@given(lines=st.lists(st.sampled_from([b"", b"\r", b"a,b", b"a,b\r", b"x" * 50]), max_size=20), size=st.integers(1, 60))
def test_blank_lines_have_their_numbers(
    lines: list[bytes], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("blank") / "x.csv"
    path.write_bytes(b"h,h\n" + b"".join(line + b"\n" for line in lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART", size)
        found = list(blank_lines_at(path, 1))
    assert found == [at for at, line in enumerate(lines, start=2) if line in (b"", b"\r")]
