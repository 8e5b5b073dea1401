"""Where answers go: a file is written whole, a device or a pipe is written to, a link goes on being a link."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sverka.cli.outputs import write_answer
from sverka.model.errors import InputError


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    write_answer("answer", str(pipe))
    reader.join(10)
    assert got == ["answer\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a.html", tmp_path / "b.html"
    link.symlink_to(target)
    write_answer("answer", str(link))
    assert link.is_symlink()
    assert target.read_text() == "answer\n"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.html"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(InputError, match="No space left"):
        write_answer("new", str(file))
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.html"]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_output_is_one_line() -> None:
    script = f"{sys.executable} -m sverka goods > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 3
    assert done.stderr == "sverka: No space left on device: standard output: make room, or write elsewhere\n"


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="symbolic links"):
        write_answer("answer", str(loop))
