"""Whether the files of a book are those that were loaded: size at each opening, SHA-256 where it is not known already.

A file that was found whole gets a *stamp*: its inode, size and times. While these stay, it is not read again; a file
that is written to or copied loses them. Stamps are kept in the book (`_stamps`), and are a help, never a proof: what
cannot be read of them is passed over, and after a week each file is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sverka.recording.damage import Damage
from sverka.recording.entries import Sum
from sverka.recording.plain_files import Way, leads_out, open_plain, read_plain, write_new

STAMPS = "_stamps"
TRUSTED_SECONDS = 7 * 86_400.0
FRESH_SECONDS = 0.05
COARSE_FRESH_SECONDS = 3.0
"""A file changed so short a time ago may change again without another time: it gets no stamp yet."""
STAMPED_BYTES = 1 << 16
"""Smaller files are read as fast as their stamps would be."""
_THREADS = 4
Tick = Callable[[float | None], None]
Stamp = tuple[int, int, int, int, str, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a version says of a file: how many bytes, and their SHA-256; `None` where that was not recorded."""

    size: int | None = None
    sha256: str | None = None


def summed(book: Path, names: Iterable[str]) -> dict[str, Sum]:
    """Size and SHA-256 of files that were just made, each on the disk before this returns."""
    wanted = tuple(names)
    stamps = Stamps(book)
    sums: dict[str, Sum] = {}
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as pool:
        for name, (status, digest) in zip(wanted, pool.map(lambda one: _synced(book / one), wanted), strict=True):
            sums[name] = Sum(status.st_size, digest)
            stamps.note(name, status, digest)
    stamps.keep()
    return sums


def _synced(path: Path) -> tuple[os.stat_result, str]:
    with open_plain(path) as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()), hashlib.file_digest(file, "sha256").hexdigest()


def damages(
    book: Path,
    wanted: Mapping[str, Wanted],
    *,
    full: bool = False,
    tick: Tick | None = None,
    clock: Callable[[], float] = time.time,
) -> tuple[Damage, ...]:
    """What is wrong with files of a book; empty where each is there, plain, and has its bytes.

    `full` reads every file, whatever its stamp.
    """
    way = Way(book)
    stamps = Stamps(book, clock)
    found: dict[str, Damage] = {}
    unread: dict[str, Wanted] = {}
    for name, one in wanted.items():
        damage, status = _standing(way, name, one)
        if damage is not None:
            found[name] = damage
        elif one.sha256 is not None and (full or not stamps.know(name, status, one.sha256)):
            unread[name] = one
    for damage in _read(book, unread, stamps, tick):
        found[damage.file] = damage
    stamps.keep()
    return tuple(found[name] for name in wanted if name in found)


def _standing(way: Way, name: str, wanted: Wanted) -> tuple[Damage | None, os.stat_result | None]:
    """What a look at a file's name and size tells of it."""
    if leads_out(name):
        return Damage(name, "outside"), None
    link = way.link(name)
    if link is not None:
        return (Damage(name, "link") if link == name else Damage(name, "behind", {"link": link})), None
    try:
        status = os.lstat(way.book / name)
    except (FileNotFoundError, NotADirectoryError):
        return Damage(name, "missing"), None
    if not stat.S_ISREG(status.st_mode):
        return Damage(name, "no_file"), None
    if wanted.size is not None and status.st_size != wanted.size:
        kind = "short" if status.st_size < wanted.size else "long"
        return Damage(name, kind, {"have": status.st_size, "wanted": wanted.size}), None
    return None, status


def _read(book: Path, unread: Mapping[str, Wanted], stamps: Stamps, tick: Tick | None) -> Iterator[Damage]:
    """Read files whole; those that are not what they must be, and in what way."""
    total = sum(one.size or 0 for one in unread.values()) or 1
    done = 0
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as pool:
        try:
            pending = {name: pool.submit(_looked_through, book / name) for name in unread}
            for name, future in pending.items():
                done += unread[name].size or 0
                got, status = future.result()
                if tick is not None:
                    tick(100 * done / total)
                if got is not None and got == unread[name].sha256:
                    stamps.note(name, status, got)
                else:
                    yield Damage(name, "unreadable" if got is None else "altered_bytes")
        finally:
            pool.shutdown(cancel_futures=True)


def _looked_through(path: Path) -> tuple[str | None, os.stat_result | None]:
    try:
        with open_plain(path) as file:
            status = os.fstat(file.fileno())
            return hashlib.file_digest(file, "sha256").hexdigest(), status
    except PermissionError:
        raise
    except OSError:  # the disk itself gives it no more
        return None, None


class Stamps:
    """Which files of a book were found whole, and how they stood then."""

    def __init__(self, book: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = book / STAMPS
        self._clock = clock
        self._known = _read_stamps(self._path)
        self._changed = False

    def know(self, name: str, status: os.stat_result | None, sha256: str) -> bool:
        """Whether a file stands as it did when its bytes had this SHA-256, which was not long ago."""
        stamp = self._known.get(name)
        if stamp is None or status is None or stamp[4] != sha256:
            return False
        return stamp[:4] == _marks(status) and 0 <= self._clock() - stamp[5] < TRUSTED_SECONDS

    def note(self, name: str, status: os.stat_result | None, sha256: str) -> None:
        """A file was read just now, and had this SHA-256."""
        if status is None or status.st_size < STAMPED_BYTES:
            return
        now = self._clock()
        coarse = status.st_ctime_ns % 1_000_000_000 == 0
        if now - status.st_ctime_ns / 1e9 < (COARSE_FRESH_SECONDS if coarse else FRESH_SECONDS):
            return
        self._known[name] = (*_marks(status), sha256, now)
        self._changed = True

    def keep(self) -> None:
        """Write them down, where the book may be written to; who may only read checks anew each time."""
        if not self._changed:
            return
        made = self._path.with_name(f"{STAMPS}-{secrets.token_hex(4)}")
        with suppress(OSError):
            try:
                write_new(made, json.dumps(self._known).encode(), sync=False)
                made.replace(self._path)
            finally:
                made.unlink(missing_ok=True)
        self._changed = False


def _marks(status: os.stat_result) -> tuple[int, int, int, int]:
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _read_stamps(path: Path) -> dict[str, Stamp]:
    try:
        told = json.loads(read_plain(path))
        return {str(name): _stamp(*one) for name, one in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _stamp(inode: int, size: int, changed: int, status: int, sha256: str, at: float) -> Stamp:
    return (int(inode), int(size), int(changed), int(status), str(sha256), float(at))
