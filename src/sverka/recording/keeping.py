"""Keeping a book: whether every version of it is whole, and the way back to the last one that is.

Nothing is deleted here. What a repair takes out of a book lies in `_aside/TIME/` afterwards, under its own name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sverka.model.errors import InputError, RefusedError
from sverka.recording.book import SIDE, BookStore, check_path, standing
from sverka.recording.damage import Damage
from sverka.recording.entries import LoadEntry
from sverka.recording.lock import LOCK, locked
from sverka.recording.log import HEAD, LOG, WORK, Commit, Log, Reading, entry_name, log_numbers, survey_log, write_head
from sverka.recording.plain_files import Way, leads_out, walk_plain
from sverka.recording.sums import STAMPS, Tick, Wanted, damages
from sverka.recording.trouble import trouble_told

ASIDE = "_aside"
_NUMBERED = re.compile(r"(\d{20})\.")
_HINT = "_last_checkpoint"


@dataclass(frozen=True, slots=True)
class Harm:
    """A damaged file, and the first and last version that need it; `None` for none or all."""

    damage: Damage
    versions: tuple[int, int] | None = None

    @property
    def file(self) -> str:
        """Its name within the book."""
        return self.damage.file


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination of all versions of a book found.

    `unsummed` are versions whose loads recorded no checksum; `strange` files that no version names, `links` links;
    neither is harm by itself. `last_whole` is the newest version of which everything is whole.
    """

    book: Path
    newest: int | None
    files: int
    size: int
    harms: tuple[Harm, ...]
    unsummed: tuple[int, ...]
    strange: tuple[str, ...]
    links: tuple[str, ...]
    last_whole: int | None

    @property
    def whole(self) -> bool:
        """Whether every version can be read as it was loaded."""
        return not self.harms


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: the versions before and after, what it moved and where to; `aside` is `None` for nothing."""

    before: Examined
    version: int
    aside: str | None
    moved: tuple[str, ...]


def examine(book: Path, tick: Tick | None = None) -> Examined:
    """Read every file of every version; `InputError` where there is no book, `RefusedError` for a newer one's."""
    with trouble_told(book):
        return _examined(book, _read(book), tick)


def _read(book: Path) -> Reading:
    check_path(book)
    state = standing(book)
    if state == "none":
        raise InputError("there is no book", str(book), f"make one: sverka load FILE --book {book}")
    reading = survey_log(book)
    if reading.newer is not None:
        raise RefusedError("the book was made by a newer Sverka", str(book), "update Sverka, and try again")
    if not reading.commits and not reading.damages:
        return Reading((), (Damage(LOG, "lost_log"),), None)
    return reading


def _examined(book: Path, reading: Reading, tick: Tick | None) -> Examined:
    named = _named(reading.commits)
    newest = max((*log_numbers(book), *([] if reading.told is None else [reading.told])), default=None)
    links = tuple(name for name, is_link in walk_plain(book) if is_link)
    harms = [*(_of_log(one, newest) for one in reading.damages), *_misplaced(book, links)]
    bad = damages(book, named, full=True, tick=tick)
    harms += [Harm(one, _needed(one.file, reading.commits)) for one in bad]
    known = set(named) | {entry_name(commit.number) for commit in reading.commits} | {harm.file for harm in harms}
    return Examined(
        book=book,
        newest=newest,
        files=len(named),
        size=sum(one.size or 0 for one in named.values()),
        harms=tuple(harms),
        unsummed=tuple(one.number for one in reading.commits if not one.sealed and one.named()),
        strange=_strange(book, known | {HEAD, LOCK}),
        links=links,
        last_whole=_last_whole(reading.whole, harms),
    )


def _named(commits: Sequence[Commit]) -> dict[str, Wanted]:
    return {name: one for commit in commits for name, one in commit.named().items()}


def _of_log(damage: Damage, newest: int | None) -> Harm:
    found = _NUMBERED.search(damage.file)
    if found is None or newest is None:
        return Harm(damage)
    return Harm(damage, (int(found[1]), max(newest, int(found[1]))))


def _misplaced(book: Path, links: Sequence[str]) -> Iterator[Harm]:
    """What stands in places that loads need, and is a link or of another kind."""
    for name in links:
        if name in (WORK, SIDE, ASIDE, LOCK) or _is_shelf(name):
            yield Harm(Damage(name, "link"))
    for name in (WORK, SIDE, ASIDE, LOCK):
        place = book / name
        if not place.is_symlink() and place.exists() and not (place.is_file() if name == LOCK else place.is_dir()):
            yield Harm(Damage(name, "no_file" if name == LOCK else "no_folder"))


def _is_shelf(name: str) -> bool:
    """Whether a name is that of a folder of data files."""
    return name.startswith("source=") and not name.endswith(".parquet")


def _needed(name: str, commits: Sequence[Commit]) -> tuple[int, int]:
    """The first and the last version that a file is part of."""
    first = next(commit.number for commit in commits if name in commit.named())
    gone = (commit.number for commit in commits if name in commit.removes)
    return first, max(first, next(gone, commits[-1].number + 1) - 1)


def _last_whole(log: Log, harms: Sequence[Harm]) -> int | None:
    spans = [harm.versions for harm in harms if harm.versions is not None and not harm.file.startswith(f"{LOG}/")]
    for commit in reversed(log.commits):
        if not any(first <= commit.number <= last for first, last in spans):
            return commit.number
    return None


def _strange(book: Path, known: set[str]) -> tuple[str, ...]:
    """Files in the folder of a book that are no part of it."""
    found = (name for name, is_link in walk_plain(book) if not is_link and name not in known)
    return tuple(name for name in found if not name.startswith((f"{WORK}/", f"{ASIDE}/", STAMPS)))


# Repair


def repair(book: Path, *, now: Callable[[], datetime], program: str = "", tick: Tick | None = None) -> Repaired:
    """Go back to the last whole version, setting aside what came after it; a book that can be loaded into is left so.

    Where no version is whole the book begins anew, empty, and all of its log lies aside.
    """
    with trouble_told(book):
        _read(book)
        if (book / ASIDE).is_symlink() or (book / ASIDE).is_file():
            raise RefusedError("no folder, and a repair needs one there", str(book / ASIDE), "take it away")
        aside = _Aside(book, f"{now():%Y%m%dT%H%M%S}")
        if (book / LOCK).is_symlink() or ((book / LOCK).exists() and not (book / LOCK).is_file()):
            aside.take(LOCK)
        with locked(book):
            reading = _read(book)
            found = _examined(book, reading, tick)
            version = _mended(book, reading, found, aside, _created(now, program))
        with suppress(OSError):
            (book / WORK).rmdir()
        return Repaired(found, version, aside.folder if aside.moved else None, tuple(aside.moved))


def _created(now: Callable[[], datetime], program: str) -> LoadEntry:
    return LoadEntry(load="created", at=now().isoformat(timespec="seconds"), kind="created", program=program)


def _mended(book: Path, reading: Reading, found: Examined, aside: _Aside, created: LoadEntry) -> int:
    target = found.last_whole
    for harm in found.harms:
        link = (book / harm.file).is_symlink()
        if harm.file in (WORK, SIDE) or (link and (harm.file == LOG or _is_shelf(harm.file))):
            aside.take(harm.file)
    log_damaged = any(harm.file == HEAD or harm.file.startswith(LOG) for harm in found.harms)
    if target is not None and target == found.newest and not log_damaged:
        return target
    # From the newest entry on, so that a repair that dies leaves a log that another one can go on with.
    for name in sorted(_log_files_after(book, -1 if target is None else target), reverse=True):
        aside.take(name)
    kept = _named([commit for commit in reading.commits if target is not None and commit.number <= target])
    if os.path.lexists(book / HEAD):
        aside.take(HEAD)
    if target is None:
        BookStore.create(book, created)
    else:
        write_head(book, target, reading.whole.commits[target].digest)
    _take_files(book, [name for name in _named(reading.commits) if name not in kept], aside)
    return target or 0


def _log_files_after(book: Path, version: int) -> list[str]:
    """The files of the log that speak of later versions: entries, and what other programs make of them."""
    if not (book / LOG).is_dir() or (book / LOG).is_symlink():
        return []
    numbered = {name: _NUMBERED.match(name) for name in os.listdir(book / LOG)}
    found = [f"{LOG}/{name}" for name, one in numbered.items() if one is not None and int(one[1]) > version]
    return [*found, f"{LOG}/{_HINT}"] if found and _HINT in numbered else found


def _take_files(book: Path, names: Sequence[str], aside: _Aside) -> None:
    way = Way(book)
    for name in names:
        if leads_out(name):
            continue
        link = way.link(name)
        if link is not None and link != name:  # behind a link: the file is not of the book
            continue
        if os.path.lexists(book / name):
            aside.take(name)


class _Aside:
    """A folder of the book for what a repair moves; made when there is something."""

    def __init__(self, book: Path, time: str) -> None:
        self._book = book
        names = (time, *(f"{time}-{number}" for number in range(2, 1000)))
        self.folder = next(f"{ASIDE}/{name}" for name in names if not (book / ASIDE / name).exists())
        self.moved: list[str] = []

    def take(self, name: str) -> None:
        """Move a file or a link, as it is."""
        place = self._book / self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (self._book / name).rename(place)
        self.moved.append(name)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as runs, first and last.

    >>> list(runs((1, 2, 3, 7)))
    [(1, 3), (7, 7)]
    """
    first = last = None
    for number in numbers:
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
