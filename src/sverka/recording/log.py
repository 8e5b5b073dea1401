"""The log of a book: one entry a version, in the form of Delta's protocol, read whole or not at all.

Each entry is sealed: it carries the SHA-256 of itself, the seal taken for zeros, and of the log before it. `_head` says
how far the log went at least, so that newest entries which are missing are missed; it may lag behind by one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sverka.model.errors import DamagedError, InputError, RefusedError
from sverka.recording.columns import SHELF
from sverka.recording.damage import Damage
from sverka.recording.entries import LoadEntry, NewerFormError, parse_entry
from sverka.recording.plain_files import read_plain, sync_folder, write_new
from sverka.recording.sums import Wanted

LOG = "_delta_log"
HEAD = "_head"
WORK = "_work"
ENTRY_KEY = "sverka"
BEFORE_KEY = "sverkaBefore"
SEAL_KEY = "sverkaSeal"
_NO_SEAL = "0" * 64
_SEAL = re.compile(rb'"sverkaSeal":"([0-9a-f]{64})"')
_NAME = re.compile(r"(\d{20})\.json")
_LINKS_UNKNOWN = (1, 38, 95)  # EPERM, ENOSYS, ENOTSUP: a file system without hard links


@dataclass(frozen=True, slots=True)
class Commit:
    """One entry: its number, what it says of the load, the files that it adds (as Delta has it) and takes out.

    `digest` is the SHA-256 of the log up to and with it; `sealed` is false where an older Sverka wrote it.
    """

    number: int
    entry: LoadEntry
    adds: tuple[Mapping[str, Any], ...]
    removes: tuple[str, ...]
    sealed: bool
    digest: str

    def named(self) -> dict[str, Wanted]:
        """Every file that the entry makes part of the book, with what it says of its bytes."""
        found = {added_name(one): Wanted(one.get("size")) for one in self.adds}
        found |= {name: Wanted() for name in (self.entry.side or {}).values()}
        for name, one in self.entry.sums.items():
            found[name] = Wanted(one.size, one.sha256)
        return found


@dataclass(frozen=True, slots=True)
class Log:
    """The whole log of a book: an entry for each version from 0 on, and the version that `_head` names."""

    commits: tuple[Commit, ...]
    head: int | None

    @property
    def newest(self) -> int:
        """The number of the newest version."""
        return self.commits[-1].number

    def live(self, version: int) -> dict[str, Mapping[str, Any]]:
        """What the entries tell of the data files of a version, by name."""
        files: dict[str, Mapping[str, Any]] = {}
        for commit in self.commits[: version + 1]:
            for name in commit.removes:
                files.pop(name, None)
            files.update({added_name(one): one for one in commit.adds})
        return files

    def wanted(self, version: int) -> dict[str, Wanted]:
        """Every file that a version consists of: data files, and side files of all loads up to it."""
        live = self.live(version)
        found: dict[str, Wanted] = {}
        for commit in self.commits[: version + 1]:
            side = set((commit.entry.side or {}).values())
            found.update({name: one for name, one in commit.named().items() if name in live or name in side})
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a log: the entries that are sound by themselves, and what is wrong with the others.

    `told` is the version that `_head` names, `head` the same where that fits the log; `newer` the form of an entry that
    this program does not know.
    """

    commits: tuple[Commit, ...]
    damages: tuple[Damage, ...]
    head: int | None
    newer: int | None = None
    told: int | None = None

    @property
    def whole(self) -> Log:
        """The entries from version 0 up to the first that is damaged."""
        bad = {one.file for one in self.damages}
        sound: list[Commit] = []
        for commit in self.commits:
            if commit.number != len(sound) or entry_name(commit.number) in bad:
                break
            sound.append(commit)
        return Log(tuple(sound), self.head)


def added_name(add: Mapping[str, Any]) -> str:
    """The name of a data file within the book, as the file system has it."""
    return unquote(str(add["path"]))


def entry_name(number: int) -> str:
    """The file of an entry."""
    return f"{LOG}/{number:020d}.json"


def log_numbers(book: Path) -> list[int]:
    """The versions of which an entry lies in the log, ascending; none where there is no log."""
    try:
        found = (_NAME.fullmatch(name) for name in os.listdir(book / LOG))
        return sorted(int(one[1]) for one in found if one)
    except (FileNotFoundError, NotADirectoryError):
        return []


def read_log(book: Path) -> Log:
    """The log, every entry of it sound; `DamagedError` with the first that is not, `RefusedError` for a newer form,
    `InputError` for another Delta table.
    """
    reading = survey_log(book)
    if reading.newer is not None:
        raise RefusedError("the book was made by a newer Sverka", str(book), "update Sverka, and try again")
    if reading.damages:
        raise damaged(book, reading.damages)
    return reading.whole


def damaged(book: Path, damages: Sequence[Damage]) -> DamagedError:
    """What to say of a book of which files are damaged."""
    first = damages[0]
    more = f" ({len(damages) - 1} more files are damaged)" if len(damages) > 1 else ""
    return DamagedError(
        f"the book is damaged: a file of it {first.what}{more}",
        str(book / first.file),
        "sverka book check tells all, sverka book repair goes back to the last whole version",
    )


def survey_log(book: Path) -> Reading:
    """All that can be read of a log, and all that is wrong with it; `InputError` for a Delta table of others."""
    link = next((name for name in (LOG, HEAD) if os.path.islink(book / name)), None)
    if link is not None:
        return Reading((), (Damage(link, "link"),), None)
    head = _read_head(book)  # before the entries: a load that commits meanwhile makes these more, not fewer
    numbers = log_numbers(book)
    if any(number != at for at, number in enumerate(numbers)):
        numbers = log_numbers(book)  # a listing that two commits overtook
    contents = {number: _content(book, number) for number in numbers}
    _check_ours(book, contents)
    try:
        return _survey(contents, head)
    except NewerFormError as error:
        return Reading((), (), None, error.form)


def _survey(contents: Mapping[int, bytes | None], head: tuple[int, str] | Damage | None) -> Reading:
    commits: list[Commit] = []
    damages: list[Damage] = []
    digest, expected = "", 0
    for number, data in contents.items():
        if number != expected:
            damages.append(Damage(entry_name(expected), "missing"))
        expected = number + 1
        before, digest = digest, hashlib.sha256(digest.encode() + (data or b"")).hexdigest()
        try:
            commits.append(_commit(number, data, digest))
            kind = "" if damages else _misfit(commits, data or b"", before)
        except _UnsoundError as error:
            kind = str(error)
        if kind:
            damages.append(Damage(entry_name(number), kind))
    told = _check_head(head, commits, expected - 1, sound=not damages)
    version = head[0] if isinstance(head, tuple) else None
    return Reading(tuple(commits), (*damages, *told), None if told else version, told=version)


class _UnsoundError(ValueError):
    """What is wrong with an entry by itself: a kind of damage."""


def _content(book: Path, number: int) -> bytes | None:
    """The bytes of an entry; `None` where the disk does not give them."""
    try:
        return read_plain(book / entry_name(number))
    except PermissionError:
        raise
    except OSError:
        return None


def _commit(number: int, data: bytes | None, digest: str) -> Commit:
    """An entry, if it is sound by itself."""
    if data is None:
        raise _UnsoundError("unreadable")
    if not data.strip():
        raise _UnsoundError("empty")
    seal = _SEAL.search(data)
    if seal is not None and hashlib.sha256(_unsealed(data, seal)).hexdigest() != seal[1].decode():
        raise _UnsoundError("altered")
    try:
        actions = [json.loads(line) for line in data.splitlines() if line.strip()]
        info: Mapping[str, Any] = next((one["commitInfo"] for one in actions if "commitInfo" in one), {})
        if ENTRY_KEY not in info:
            raise _UnsoundError("stranger")
        entry = _entry(info[ENTRY_KEY], sealed=seal is not None)
        adds = tuple(_sound_add(one["add"]) for one in actions if "add" in one)
        removes = tuple(unquote(one["remove"]["path"]) for one in actions if "remove" in one)
    except (_UnsoundError, NewerFormError):
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _UnsoundError("unreadable") from None
    return Commit(number, entry, adds, removes, seal is not None, digest)


def _entry(told: str, *, sealed: bool) -> LoadEntry:
    form = json.loads(told).get("form", 1)
    if form != 1 and not sealed:
        raise _UnsoundError("unsealed")
    entry = parse_entry(told)
    if any(not isinstance(name, str) for name in (entry.side or {}).values()):
        raise _UnsoundError("unreadable")
    return entry


def _sound_add(add: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an entry tells of a data file, if all that is needed stands in it."""
    stats = json.loads(add["stats"])
    rows, values = int(stats["numRecords"]), add["partitionValues"]
    texts = (add["path"], stats["minValues"]["reporter"], stats["maxValues"]["reporter"], *(values[n] for n in SHELF))
    int(values["year"])
    if rows < 0 or not isinstance(add["size"], int) or not all(isinstance(one, str) for one in texts):
        raise ValueError
    return add


def _misfit(commits: Sequence[Commit], data: bytes, before: str) -> str:
    """What is wrong with the newest of some entries as one that follows the others."""
    sealed = commits[-1].sealed
    if not sealed:
        return "unsealed" if any(one.sealed for one in commits) else ""
    told = next(json.loads(line)["commitInfo"].get(BEFORE_KEY) for line in data.splitlines() if b'"commitInfo"' in line)
    return "" if told == before else "misfit"


def _unsealed(data: bytes, seal: re.Match[bytes]) -> bytes:
    return data[: seal.start(1)] + _NO_SEAL.encode() + data[seal.end(1) :]


def _read_head(book: Path) -> tuple[int, str] | Damage | None:
    try:
        data = read_plain(book / HEAD)
        told = json.loads(data)
        version, digest = int(told["version"]), str(told["log"])
    except FileNotFoundError:
        return None
    except PermissionError:
        raise
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Damage(HEAD, "unreadable")
    return (version, digest) if data == _head_text(version, digest) else Damage(HEAD, "altered")


def _head_text(version: int, digest: str) -> bytes:
    seal = hashlib.sha256(f"{version} {digest}".encode()).hexdigest()
    return json.dumps({"version": version, "log": digest, "seal": seal}).encode() + b"\n"


def _check_head(
    head: tuple[int, str] | Damage | None, commits: Sequence[Commit], last: int, *, sound: bool
) -> list[Damage]:
    """What is wrong with `_head`, or by its word with the end of the log."""
    if isinstance(head, Damage):
        return [head]
    if head is None:
        needed = any(one.sealed and one.number for one in commits)
        return [Damage(HEAD, "missing")] if needed else []
    version, digest = head
    if version > last:
        return [Damage(entry_name(last + 1), "missing_end", {"version": version})]
    fits = not sound or commits[version].digest == digest
    return [] if fits else [Damage(HEAD, "misfit_head")]


def _check_ours(book: Path, contents: Mapping[int, bytes | None]) -> None:
    """Refuse a Delta table of others: one with sound entries of which none speaks of Sverka."""
    told = [data for data in contents.values() if data]
    if not told or (book / HEAD).exists() or any(b'"sverka"' in data for data in told):
        return
    if any(re.search(rb'"(protocol|metaData|commitInfo|add|remove)"', data) for data in told):
        raise InputError(
            "a Delta table, but no book of Sverka", str(book), "name another folder with --book: this one is left alone"
        )


# Writing


def work_folder(book: Path) -> Path:
    """The folder for files in the making, made where there is none; `RefusedError` for a link in its place."""
    folder = book / WORK
    if folder.is_symlink():
        raise RefusedError("a link in the book, which Sverka does not follow", str(folder), "take the link away")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_entry(
    book: Path, log: Log | None, entry: LoadEntry, actions: Sequence[Mapping[str, Any]], told: Mapping[str, Any]
) -> int:
    """Append an entry to the log, in one atomic step; the number of the version that it makes.

    `told` is what Delta wants to know of the operation. Whatever fails before that step leaves the log as it was, and
    nothing that fails after it matters: a head that lags behind is mended by the next load.
    """
    number = 0 if log is None else log.newest + 1
    before = "" if log is None else log.commits[-1].digest
    if log is not None and log.head != log.newest:
        write_head(book, log.newest, before)
    info = {**told, "engineInfo": "sverka", ENTRY_KEY: entry.text(), BEFORE_KEY: before, SEAL_KEY: _NO_SEAL}
    lines = [{"commitInfo": info}, *actions]
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    place = _SEAL.search(data)
    assert place is not None
    data = data[: place.start(1)] + hashlib.sha256(data).hexdigest().encode() + data[place.end(1) :]
    _put(book, data, book / entry_name(number))
    with suppress(OSError):
        write_head(book, number, hashlib.sha256(before.encode() + data).hexdigest())
    with suppress(OSError):
        (book / WORK).rmdir()
    return number


def _put(book: Path, data: bytes, place: Path) -> None:
    """Make a file appear whole, or not at all; one that is there already is never replaced."""
    made = work_folder(book) / f"entry-{secrets.token_hex(4)}"
    write_new(made, data)
    place.parent.mkdir(exist_ok=True)
    try:
        _linked(made, place)
    except FileExistsError:
        raise RefusedError("another load has made this version meanwhile", str(place), "load again") from None
    finally:
        made.unlink(missing_ok=True)
    sync_folder(place.parent)


def _linked(made: Path, place: Path) -> None:
    try:
        os.link(made, place)
    except OSError as error:
        if error.errno not in _LINKS_UNKNOWN:
            raise
        if place.exists():
            raise FileExistsError from None
        made.rename(place)


def write_head(book: Path, version: int, digest: str) -> None:
    """Say how far the log goes, and the SHA-256 of it."""
    made = work_folder(book) / f"head-{secrets.token_hex(4)}"
    write_new(made, _head_text(version, digest))
    made.replace(book / HEAD)
