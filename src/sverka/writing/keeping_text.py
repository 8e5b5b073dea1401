"""What an examination of a book found, and what a repair did: on a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.recording.keeping import Examined, Harm, Repaired, runs
from sverka.writing.numbers import counted, number_text
from sverka.writing.objects import Object
from sverka.writing.terminal import Screen

MOST_NAMED = 20


def examined_text(found: Examined, screen: Screen) -> str:
    """Whether the book is whole, and if not, what is damaged and what can be done."""
    words = screen.words
    counts = {"files": counted("n_files", found.files, screen.ui), "size": counted("n_bytes", found.size, screen.ui)}
    screen.say(words.say("keep_read", book=found.book, version=_version(found.newest), **counts), style="bold")
    _harms(found.harms, screen)
    if found.unsummed:
        screen.say(words.say("keep_unsummed", versions=_runs(found.unsummed)), style="yellow")
    _listed("keep_strange", found.strange, screen)
    _listed("keep_links", found.links, screen)
    if found.whole:
        screen.say(words.say("keep_whole"), style="green")
    elif found.last_whole == found.newest:
        screen.say(words.say("keep_newest_whole", version=_version(found.newest), book=found.book), style="yellow")
    elif found.last_whole is None:
        screen.say(words.say("keep_none_whole", book=found.book), style="red")
    else:
        screen.say(words.say("keep_last_whole", version=found.last_whole, book=found.book), style="red")
    return screen.text()


def repaired_text(done: Repaired, screen: Screen) -> str:
    """What a repair did."""
    words = screen.words
    if done.aside is None:
        screen.say(words.say("keep_whole" if done.before.whole else "keep_newest_kept", version=done.version))
        _harms(done.before.harms, screen)
        screen.say(words.say("keep_untouched"))
        return screen.text()
    _harms(done.before.harms, screen)
    newest = done.before.newest
    screen.say(words.say("keep_repaired", book=done.before.book, version=done.version), style="bold")
    if newest is not None and newest > done.version:
        screen.say(words.say("keep_lost", versions=_span(done.version + 1, newest)), style="yellow")
    screen.say(words.say("keep_aside", folder=f"{done.before.book}/{done.aside}"))
    for name in done.moved[:MOST_NAMED]:
        screen.say(name, indent=2, hang=2)
    _more(done.moved, screen)
    return screen.text()


def _harms(harms: Sequence[Harm], screen: Screen) -> None:
    for harm in harms[:MOST_NAMED]:
        told = screen.words.say(f"keep_is_{harm.damage.kind}", **harm.damage.blanks)
        if harm.versions is not None:
            told += f" {screen.words.say('keep_versions', of=_span(*harm.versions))}"
        screen.say(screen.words.say("keep_harm", file=harm.file, what=told), indent=2, hang=2, style="red")
    _more(harms, screen)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _listed(word: str, names: Sequence[str], screen: Screen) -> None:
    if names:
        screen.say(screen.words.say(word))
    for name in names[:MOST_NAMED]:
        screen.say(name, indent=2, hang=2)
    _more(names, screen)


def _more(names: Sequence[object], screen: Screen) -> None:
    if len(names) > MOST_NAMED:
        count = number_text(len(names) - MOST_NAMED, screen.ui, 0)
        screen.say(screen.words.say("book_more", count=count), indent=2)


def _version(number: int | None) -> str:
    return "–" if number is None else str(number)


def _runs(numbers: Sequence[int]) -> str:
    return ", ".join(_span(first, last) for first, last in runs(numbers))


def examined_object(found: Examined) -> Object:
    """What `book check --format json` prints."""
    return {
        "book": str(found.book),
        "whole": found.whole,
        "version": None if found.newest is None else str(found.newest),
        "last_whole": None if found.last_whole is None else str(found.last_whole),
        "files": found.files,
        "bytes": found.size,
        "damaged": [_harm_object(harm) for harm in found.harms],
        "without_checksum": [str(number) for number in found.unsummed],
        "unnamed": list(found.strange),
        "links": list(found.links),
    }


def _harm_object(harm: Harm) -> Object:
    first, last = harm.versions or (None, None)
    return {
        "file": harm.file,
        "kind": harm.damage.kind,
        "what": harm.damage.what,
        "first_version": None if first is None else str(first),
        "last_version": None if last is None else str(last),
    }


def repaired_object(done: Repaired) -> Object:
    """What `book repair --format json` prints."""
    return {
        "book": str(done.before.book),
        "changed": done.aside is not None,
        "version": str(done.version),
        "version_before": None if done.before.newest is None else str(done.before.newest),
        "damaged": [_harm_object(harm) for harm in done.before.harms],
        "aside": done.aside,
        "moved": list(done.moved),
    }
