"""One file, whole or not at all: what has come is kept, and the next try or the next run goes on from there."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from sverka.model.errors import InputError
from sverka.recording.fetching.catalog import Entry, Form, Wanted
from sverka.recording.fetching.parts import (
    Places,
    Version,
    content_range,
    digest_so_far,
    file_sha256,
    open_part,
    put_in_place,
    read_note,
    version_of,
    write_checksum,
    write_note,
)
from sverka.recording.fetching.patience import Patience, Stall, Watch, raise_for_passing
from sverka.recording.fetching.wire import DroppedError, Net, Reply, ask

Outcome = Literal["fetched", "unchanged"]

_CHUNK = 1 << 18
_HEAD = 512
_MAGIC: dict[Form, tuple[bytes, ...]] = {"zip": (b"PK\x03\x04",), "7z": (b"7z\xbc\xaf\x27\x1c",)}
_PAGES = ("text/html", "application/xhtml+xml")
_BROWSER = "open the address in a browser: the service may be down, or the file may have moved"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file as it is now: what was done, its size and checksum.

    `resumed_from` is how much an earlier run had left; `measured` is false where the server did not say how long the
    file is; `cut` where an API gave as many rows as it gives at most.
    """

    wanted: Wanted
    path: Path
    outcome: Outcome
    size: int
    sha256: str
    resumed_from: int = 0
    measured: bool = True
    cut: bool = False


def download(wanted: Wanted, folder: Path, net: Net, watch: Watch) -> Fetched:
    """Fetch one file into a folder, or find that it is unchanged there.

    `InputError` where it cannot be had; what has come by then stays in `NAME.part`, and so it does on Ctrl-C, unless
    nobody could go on with it.
    """
    places = Places(folder / wanted.name)
    with open_part(places) as file:
        job = _Job(wanted, places, net, watch, file)
        try:
            return job.run()
        except BaseException:  # whatever ended it, Ctrl-C too
            job.drop_what_is_of_no_use()
            raise


class _Job:
    """The download of one file."""

    def __init__(self, wanted: Wanted, places: Places, net: Net, watch: Watch, part: BinaryIO) -> None:
        self._entry: Entry = wanted.entry
        self._wanted = wanted
        self._url = wanted.urls[0]
        self._places = places
        self._net = net
        self._watch = watch
        self._part = part
        self._patience = Patience(net, watch, self._url)
        self._version: Version | None = self._version_of_part()
        self._resumed = self._offset()
        self._known = self._version_of_file() if not self._resumed else None
        self._patience.reached(self._resumed)

    def run(self) -> Fetched:
        """Try until the file is there."""
        while True:
            try:
                done = self._try()
            except DroppedError as dropped:
                self._patience.wait(dropped)
                continue
            finally:
                self._watch.ends()
            if done is not None:
                return done

    def drop_what_is_of_no_use(self) -> None:
        """Empty a part whose version nobody can tell: it will not be gone on with."""
        if self._places.part.exists() and not (self._version is not None and self._version.validator):
            self._forget()

    def _offset(self) -> int:
        """How much of the version noted has come."""
        return self._part.seek(0, os.SEEK_END) if self._version is not None else 0

    def _version_of_part(self) -> Version | None:
        """What the part is of, if it can be gone on with."""
        noted = read_note(self._places.part_note)
        usable = noted is not None and noted.url == self._url and bool(noted.validator)
        return noted if usable and self._part.seek(0, os.SEEK_END) else None

    def _version_of_file(self) -> Version | None:
        """What the finished file is of, if it is still as it was fetched."""
        noted, file = read_note(self._places.note), self._places.file
        if noted is None or noted.url != self._url or not file.is_file():
            return None
        same = file.stat().st_size == noted.size and file_sha256(file) == noted.sha256
        return noted if same else None

    def _try(self) -> Fetched | None:
        """Ask once and take what comes; `None` to ask again at once."""
        reply = ask(self._net, self._url, self._condition(), self._entry.interval_s)
        try:
            raise_for_passing(reply, self._net)
            return self._take(reply)
        finally:
            reply.close()

    def _condition(self) -> dict[str, str]:
        """Only the rest of the part, if it is of the same version; only a version that is not here already."""
        offset = self._offset()
        if self._version is not None and offset:
            return {"Range": f"bytes={offset}-", "If-Range": self._version.validator}
        if self._known is None:
            return {}
        fresh = {"If-None-Match": self._known.etag, "If-Modified-Since": self._known.modified}
        return {name: value for name, value in fresh.items() if value}

    def _take(self, reply: Reply) -> Fetched | None:
        match reply.status:
            case 304 if self._known is not None:
                return self._unchanged(self._known)
            case 206 if self._version is not None:
                return self._go_on(reply, self._version)
            case 416 if self._version is not None:
                return self._beyond_the_end(reply, self._version)
            case 200:
                return self._begin(reply)
            case 404 | 410:
                raise InputError("the server has no such file", self._url, self._entry.absent)
            case _:
                what = f"the server answers {reply.status} {reply.reason}".rstrip()
                raise InputError(what, self._url, "check the address, or come back later")

    def _unchanged(self, known: Version) -> Fetched:
        write_checksum(self._places, known.sha256)
        return Fetched(self._wanted, self._places.file, "unchanged", known.size or 0, known.sha256)

    def _go_on(self, reply: Reply, version: Version) -> Fetched | None:
        """The rest of the part; anything but the very rest of the very version is not glued to it."""
        offset, begins = self._offset(), content_range(reply)
        there = version_of(reply, self._url)
        same = not there.etag or not version.etag or there.etag == version.etag
        if begins is None or begins[0] != offset or not same or begins[1] not in (version.size, None):
            self._forget()
            return None
        return self._receive(reply, replace(version, size=begins[1] or version.size))

    def _beyond_the_end(self, reply: Reply, version: Version) -> Fetched | None:
        """Nothing is left to send: either all has come, or the part is of something else."""
        if version.size is not None and self._offset() == version.size:
            return self._finish(version, digest_so_far(self._part).hexdigest())
        self._forget()
        return None

    def _forget(self) -> None:
        """Give the part up; without one the next question is for the whole."""
        self._part.truncate(0)
        self._places.part_note.unlink(missing_ok=True)
        self._version, self._resumed = None, 0

    def _begin(self, reply: Reply) -> Fetched:
        """The whole from its first byte: there was no part, the server keeps none, or the version is another."""
        version = version_of(reply, self._url)
        if self._known is not None and version.is_same(self._known):
            return self._unchanged(self._known)
        _check_kind(reply, self._url)
        self._check_room(version.size)
        self._forget()
        write_note(self._places.part_note, version)
        self._version = version
        return self._receive(reply, version)

    def _check_room(self, size: int | None) -> None:
        if size is None:
            return
        if size > self._entry.max_bytes:
            raise InputError(f"the file has {size:,} bytes, more than is believable", self._url, _BROWSER)
        if size > shutil.disk_usage(self._places.file.parent).free:
            what = f"the disk has no room for {size:,} bytes"
            raise InputError(what, str(self._places.file), "make room, or name another folder with --to")

    def _receive(self, reply: Reply, version: Version) -> Fetched:
        """Take bytes until there are no more; then there must be as many as were announced."""
        digest, stall = digest_so_far(self._part), Stall(self._net)
        done, began = self._part.tell(), self._net.now()
        looked_at = done >= _HEAD
        self._watch.begins(self._wanted.name, done, version.size)
        while chunk := reply.read(_CHUNK):
            self._part.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            self._check_bounds(done, version, began)
            if not looked_at and done >= _HEAD:
                looked_at = True
                self._check_head()
            self._patience.reached(done)
            self._watch.moved(done)
            stall.came(len(chunk))
        if version.size is not None and done != version.size:
            raise DroppedError(f"the connection broke off at {done:,} of {version.size:,} bytes")
        measured = version.size is not None or reply.header("Transfer-Encoding").lower() == "chunked"
        return self._finish(replace(version, size=done), digest.hexdigest(), measured=measured)

    def _check_bounds(self, done: int, version: Version, began: float) -> None:
        """Refuse what has no end, in bytes or in hours; a part that is too long is not kept."""
        most = self._entry.max_bytes if version.size is not None else self._entry.max_unannounced_bytes
        if done > most:
            self._forget()
            raise InputError(f"the file has more than {most:,} bytes, and no end is to be seen", self._url, _BROWSER)
        if self._net.now() - began > self._net.policy.longest_s:
            hours = f"{self._net.policy.longest_s / 3600:.0f} hours"
            raise InputError(f"the file does not arrive within {hours}", self._url, "run the same command later")

    def _check_head(self) -> None:
        """Refuse at once what does not begin as the file should, however much of it there is."""
        self._part.flush()
        try:
            _check_beginning(self._places.part, self._entry, self._url)
        except InputError:
            self._forget()
            raise

    def _finish(self, version: Version, sha256: str, *, measured: bool = True) -> Fetched:
        """Put the file in its place. The notes go first: a note of a file that is not there yet does no harm."""
        self._check_head()
        if self._entry.form == "zip" and not zipfile.is_zipfile(self._places.part):
            self._forget()
            raise InputError("the archive has no end", self._url, "fetch it again")
        write_note(self._places.note, replace(version, sha256=sha256))
        put_in_place(self._part, self._places)
        write_checksum(self._places, sha256)
        self._places.part_note.unlink(missing_ok=True)
        size = version.size or 0
        return Fetched(self._wanted, self._places.file, "fetched", size, sha256, self._resumed, measured)


def _check_kind(reply: Reply, url: str) -> None:
    """An answer that calls itself a page or a message is not a file of records."""
    kind = reply.headers.get_content_type() if reply.header("Content-Type") else ""
    if kind in _PAGES:
        raise InputError("the server sends a web page in place of the file", url, _BROWSER)
    if kind == "application/json":
        raise InputError("the server sends a message in place of the file", url, _BROWSER)
    if reply.header("Content-Encoding").lower() not in ("", "identity"):
        raise InputError("the server sends the file in an encoding that was not asked for", url, _BROWSER)


def _check_beginning(part: Path, entry: Entry, url: str) -> None:
    """The file must begin as its form does."""
    with part.open("rb") as file:
        head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise InputError("the server sent a web page in place of the file", url, _BROWSER)
    begins = entry.begins or _MAGIC.get(entry.form, ())
    if not head.startswith(begins):
        raise InputError(f"what the server sent is not the {entry.form} file of {entry.id}", url, _BROWSER)
