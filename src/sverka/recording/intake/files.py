"""Files as given: opened without waiting, hashed, and named without what a terminal could take for an order."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.intake.limits import BLOCK

Progress = Callable[[int], None]
"""Told how many bytes were read since it was last called."""

_MISREAD_NAME = re.compile(r"[*?\[\]{}]|^~|^\w+:|\.(?:gz|zst|zstd|bz2|xz|lz4|br)$", re.IGNORECASE)
"""Names that an engine would take for a pattern, a home folder, a remote address or a packed file."""


def silent(_count: int) -> None:
    """Progress that nobody watches."""


def shown_name(name: str) -> str:
    """A name that can be printed: no control or direction characters, at most 200 characters.

    >>> shown_name("a\\x1b[31mb\\u202e.csv")
    'a?[31mb?.csv'
    """
    return "".join("?" if unicodedata.category(char)[0] == "C" else char for char in name)[:200]


def open_regular(path: Path) -> io.BufferedReader:
    """A regular file, opened for reading; `InputError` for what is none, which is never waited for."""
    file = shown_name(path.name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError("this is a folder", file, "name the files in it")
        if not stat.S_ISREG(mode):
            raise InputError("this is no regular file but a pipe or a device", file, "save the data as a file first")
        return path.open("rb")
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = error.strerror if isinstance(error, OSError) else "not a file name"
        raise InputError(f"the file cannot be opened ({reason})", file, "check its name and permissions") from None


def read_head(path: Path, size: int) -> bytes:
    """The first bytes of a regular file; an empty one is refused."""
    with open_regular(path) as file:
        head = file.read(size)
    if not head:
        raise InputError("the file is empty", shown_name(path.name), "give a file with a header and rows")
    return head


def sha256_of(path: Path) -> str:
    """The checksum of a file in hexadecimal digits."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blocks(path: Path, progress: Progress = silent) -> Iterator[bytes]:
    """A file's bytes, a block at a time."""
    with open_regular(path) as file:
        while block := file.read(BLOCK):
            progress(len(block))
            yield block


def new_file(work: Path, suffix: str = ".csv") -> Path:
    """An empty file of a name that was not there, in the folder for temporary files."""
    work.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=suffix, prefix="intake-", dir=work)
    os.close(handle)
    return Path(name)


@contextmanager
def written_whole(work: Path) -> Iterator[Path]:
    """A new file in the work folder to write; it is gone where its writing was stopped, by whatever that was."""
    target = new_file(work)
    try:
        yield target
    except BaseException:  # Ctrl-C too: half a file is of no use to anyone
        target.unlink(missing_ok=True)
        raise


def engine_path(path: Path, work: Path) -> Path:
    """The path itself, or a link to it in `work` where an engine would misread the name."""
    if not _MISREAD_NAME.search(str(path)):
        return path
    link = new_file(work)
    link.unlink()
    try:
        link.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, link)
    return link
