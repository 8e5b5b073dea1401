"""Files within a book: regular ones, reached without following a link, so that nothing outside is read or written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path, PurePosixPath

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def open_plain(path: Path) -> BufferedReader:
    """A regular file for reading; `OSError` for a link, a folder, a pipe."""
    descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a plain file")
        return os.fdopen(descriptor, "rb")
    except BaseException:  # whatever stops this, the descriptor is given back
        os.close(descriptor)
        raise


def read_plain(path: Path) -> bytes:
    """The content of a regular file."""
    with open_plain(path) as file:
        return file.read()


def leads_out(name: str) -> bool:
    """Whether a name from a log would leave the folder of the book.

    >>> leads_out("../trade.parquet"), leads_out("/etc/passwd"), leads_out("source=baci/0.parquet")
    (True, True, False)
    """
    path = PurePosixPath(name)
    return not name or path.is_absolute() or ".." in path.parts or "\0" in name


class Way:
    """Looks for links on the way from a book to its files; remembers the folders that it has walked."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self._plain: set[str] = set()

    def link(self, name: str) -> str | None:
        """The first link on the way to a file of the book, the file itself among it; `None` where there is none."""
        parts = PurePosixPath(name).parts
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if folder in self._plain:
                continue
            if os.path.islink(self.book / folder):
                return folder
            self._plain.add(folder)
        return name if os.path.islink(self.book / name) else None


def walk_plain(book: Path) -> Iterator[tuple[str, bool]]:
    """Every file and link below a folder by its name, and whether it is a link; links are not followed."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(book / folder) as found:
            for one in sorted(found, key=lambda entry: entry.name):
                name = f"{folder}/{one.name}" if folder else one.name
                if one.is_symlink() or not one.is_dir(follow_symlinks=False):
                    yield name, one.is_symlink()
                else:
                    folders.append(name)


def sync_folder(folder: Path) -> None:
    """Have the system write a folder's names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:  # some file systems keep no such promise for folders
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


_NO_SYNC = (22, 95)  # EINVAL, ENOTSUP


def write_new(path: Path, data: bytes, *, sync: bool = True) -> None:
    """A new file with this content, on the disk before this returns; a link in its place is not followed."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())
