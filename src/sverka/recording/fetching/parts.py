"""Files beside a download: the part that has come, what version it is of, the checksum, and what was fetched."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from sverka.model.errors import InputError
from sverka.recording.fetching.wire import Reply

_CHUNK = 1 << 20
_MAX_NOTE = 65_536
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of an address a file is, as the server tells it; `sha256` once all of it is there."""

    url: str
    etag: str
    modified: str
    size: int | None
    sha256: str = ""

    @property
    def validator(self) -> str:
        """What `If-Range` may hold: a strong entity tag, else a date; empty where a part cannot be told apart."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified

    def is_same(self, other: Version) -> bool:
        """Whether both are the same version for certain: entity tags where both have them, else date and size."""
        if self.url != other.url:
            return False
        if self.etag and other.etag:
            return self.etag.removeprefix("W/") == other.etag.removeprefix("W/")
        dated = bool(self.modified) and self.modified == other.modified
        return dated and self.size is not None and self.size == other.size


def version_of(reply: Reply, url: str) -> Version:
    """The version that an answer is of; its size is that of the whole, also where only a part is sent."""
    found = content_range(reply)
    size = found[1] if found else _length(reply)
    return Version(url, reply.header("ETag"), reply.header("Last-Modified"), size)


def content_range(reply: Reply) -> tuple[int, int | None] | None:
    """Where a partial answer begins, and the size of the whole."""
    found = _RANGE.fullmatch(reply.header("Content-Range"))
    return (int(found[1]), None if found[3] == "*" else int(found[3])) if found else None


def _length(reply: Reply) -> int | None:
    text = reply.header("Content-Length")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where a download and the files beside it are."""

    file: Path

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.file.with_name(self.file.name + ".part")

    @property
    def part_note(self) -> Path:
        """What version the part is of."""
        return self.file.with_name(self.file.name + ".part.json")

    @property
    def note(self) -> Path:
        """What version the whole file is of."""
        return self.file.with_name(self.file.name + ".fetched.json")

    @property
    def checksum(self) -> Path:
        """The checksum as `sha256sum --check` reads it."""
        return self.file.with_name(self.file.name + ".sha256")


def read_note(path: Path) -> Version | None:
    """A version as it was noted; `None` where there is no such note or none that can be read."""
    try:
        with path.open("rb") as file:
            row = json.loads(file.read(_MAX_NOTE))
        return Version(row["url"], row["etag"], row["modified"], row["size"], row["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # A note that is missing or spoilt is no note: the file is then fetched anew.
        return None


def write_note(path: Path, version: Version) -> None:
    """Note a version."""
    write_whole(path, json.dumps(asdict(version), indent=1) + "\n")


def write_checksum(places: Places, sha256: str) -> None:
    """Write the checksum beside the file, unless it is there already."""
    line = f"{sha256}  {places.file.name}\n"
    if not places.checksum.is_file() or places.checksum.read_text(encoding="utf-8", errors="replace") != line:
        write_whole(places.checksum, line)


def write_whole(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8", newline="")
    temporary.replace(path)


def file_sha256(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_so_far(file: BinaryIO) -> hashlib._Hash:
    """The checksum of all that a file holds; the file is left at its end."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest


@contextmanager
def open_part(places: Places) -> Iterator[BinaryIO]:
    """The part, made where there is none, for one writer at a time; an empty one is not left behind."""
    number = os.open(places.part, os.O_RDWR | os.O_CREAT, 0o666)
    with os.fdopen(number, "r+b") as file:
        _lock(file, places)
        try:
            yield file
        finally:
            if places.part.is_file() and places.part.stat().st_size == 0:
                places.part.unlink()
                places.part_note.unlink(missing_ok=True)


def _lock(file: BinaryIO, places: Places) -> None:
    """The system's own lock, which a killed download does not hold on to."""
    try:
        import fcntl
    except ImportError:  # not on every platform: there, two downloads of one file end in a wrong length
        return
    busy = InputError("another download of this file is at work", str(places.file), "wait until it is done")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held the lock before may have finished: then this is the finished file, not a part.
        if os.fstat(file.fileno()).st_ino != places.part.stat().st_ino:
            raise busy
    except OSError as error:
        raise busy from error


def put_in_place(part: BinaryIO, places: Places) -> None:
    """Make the part the file, in one step."""
    part.flush()
    os.fsync(part.fileno())
    if os.name == "nt":  # there an open file cannot be renamed, and there is no lock to lose by closing it
        part.close()
    places.part.replace(places.file)
