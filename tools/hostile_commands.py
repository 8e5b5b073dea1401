"""Hostile command lines: every command with texts, measures, options and files that nobody should give it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import hostile_files as files
import hostile_measures as measures
import hostile_texts as texts

Dice = random.Random
REPORTERS = (
    "RU-SMP",
    "RU",
    "BR-PR",
    "BR",
    "KZ",
    "XX",
    "",
    "RU-XXX",
    "'",
    "Tomsk",
    "world",
    "asia",
    "\n",
    "RU-ZZZZZZZZZ",
    "é",
    "C" * 500,
)
DATES = (
    "2023-05-25",
    "2023",
    "2023-05",
    "0000",
    "9999",
    "2023-13",
    "2023-02-30",
    "",
    "٢٠٢٣",
    "1",
    "now",
    "9999-12-31",
    "0001-01-01",
)
PERIODS = measures.PERIODS
AS_OF = ("0", "1", "2", "99", "-1", "", "2024-01-01", "9999-99-99", "0000-00-00", "٣", "x", "1e3")


ODD_PATHS = (
    "/dev/null", "/dev/full", "", "-", ".", "/", "a\nb", "\udcff", "x" * 300, "~", "~nobody/x", "%41", "file:///etc/passwd",
    "http://[::1", "http://", "https://127.0.0.1:9/", "ftp://x/y", "con:", "\u202e", "--", "-x", "a" * 5000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A command line and what it is fed."""

    kind: str
    arguments: tuple[str, ...]
    stdin: bytes = b""


@dataclass(slots=True)
class World:
    """A folder with a book, and where hostile files go; `number` counts them."""

    folder: Path
    number: int = 0
    kept: list[Path] = field(default_factory=list)

    @property
    def book(self) -> str:
        """The book of the invented region."""
        return str(self.folder / "book")

    def file(self, name: str, data: bytes) -> str:
        """A file in a folder of its own; that of the case before is gone."""
        for old in self.kept:
            shutil.rmtree(old, ignore_errors=True)
        return self.more(name, data)

    def more(self, name: str, data: bytes) -> str:
        """A further file of the same case."""
        self.number += 1
        place = self.folder / f"case{self.number}"
        place.mkdir()
        self.kept.append(place)
        (place / name).write_bytes(data)
        return str(place / name)


def reading(dice: Dice, world: World) -> Case:
    """A text to be read, weighed or checked."""
    data = texts.encoded(dice, texts.text(dice))
    command = dice.choice(("read", "bounds", "check", "check", "check"))
    forms = {"read": ("table", "json", "html"), "bounds": ("text", "json")}
    forms["check"] = ("text", "json", "md", "html", "claimreview", "csv")
    arguments = [command, "-", "--format", dice.choice(forms[command])]
    arguments += ["--date", "2023-05-25"] if dice.random() < 0.7 else []
    arguments += ["--reporter", dice.choice(("RU-SMP", "RU-SMP", "RU-TOM", "CN"))] if dice.random() < 0.7 else []
    arguments += ["--book", world.book] if command != "read" and dice.random() < 0.6 else []
    arguments += ["--ui", "ru"] if dice.random() < 0.3 else []
    arguments += ["--explain"] if command == "read" and dice.random() < 0.3 else []
    arguments += (
        ["--explain", dice.choice(("c1", "c2", "a1", "x"))] if command == "check" and dice.random() < 0.1 else []
    )
    arguments += ["--measure", measures.measure(dice)] if command == "bounds" and dice.random() < 0.3 else []
    arguments += ["--exact"] if command != "read" and dice.random() < 0.2 else []
    if command != "read" and dice.random() < 0.2:
        arguments += ["--with", world.file("with.csv", files.edited(dice, files.STATEMENTS.encode()))]
    return Case("text", tuple(arguments), data)


def measuring(dice: Dice, world: World) -> Case:
    """Measures of a book."""
    asked = [measures.measure(dice) for _ in range(dice.choice((1, 1, 1, 3)))]
    reporter = "RU-SMP" if dice.random() < 0.8 else dice.choice(REPORTERS)
    arguments = [
        "measure",
        "--reporter",
        reporter,
        "--book",
        world.book,
        "--format",
        dice.choice(("text", "json", "csv")),
    ]
    for option, share in (("--each-source", 0.1), ("--mirror", 0.1)):
        arguments += [option] if dice.random() < share else []
    arguments += ["--source", dice.choice(("fts", "sdmx", "x", ""))] if dice.random() < 0.2 else []
    return Case("measure", (*arguments, "--", *asked))


def telling(dice: Dice, world: World) -> Case:
    """A command of any kind with hostile options and paths."""
    name = dice.choice(tuple(_OPTIONS))
    arguments = (name, *_OPTIONS[name](dice, world), *(("--ui", "ru") if dice.random() < 0.3 else ()))
    return Case("options", arguments, texts.encoded(dice, texts.text(dice)))


def _form(dice: Dice, *names: str) -> tuple[str, ...]:
    return ("--format", dice.choice(names))


def _from_book(dice: Dice, world: World) -> tuple[str, ...]:
    """A book, its version, a source."""
    book = world.book if dice.random() < 0.7 else odd_path(dice, world)
    as_of = ("--as-of", dice.choice(AS_OF)) if dice.random() < 0.3 else ()
    return ("--book", book, *as_of)


def _source(dice: Dice) -> tuple[str, ...]:
    return ("--source", dice.choice(("fts", "sdmx", "", "x"))) if dice.random() < 0.3 else ()


def _reporter(dice: Dice) -> str:
    return "RU-SMP" if dice.random() < 0.7 else dice.choice(REPORTERS)


def _period(dice: Dice) -> str:
    return dice.choice(PERIODS) if dice.random() < 0.7 else "2022"


def _word(dice: Dice) -> str:
    words = (*texts.PLACES, *texts.ODD, *measures.GOODS, *measures.PARTNERS, *REPORTERS, "oil", "пшеница")
    return dice.choice(words).replace("\x00", "")


def _show(dice: Dice, world: World) -> tuple[str, ...]:
    asked = (_reporter(dice), *_from_book(dice, world), *_source(dice), "--period", _period(dice))
    return (*asked, *_form(dice, "text", "json", "csv", "md"), "--top", dice.choice(("1", "1000", "0")))


def _brief(dice: Dice, world: World) -> tuple[str, ...]:
    asked = (_reporter(dice), *_from_book(dice, world), *_source(dice), "--period", _period(dice))
    form = _form(dice, "md", "html", "json", "docx")
    manner = ("--style", dice.choice(("press", "table", "talking-points")), "--length", dice.choice(("short", "full")))
    return (*asked, *form, *manner, "-o", odd_path(dice, world))


def _book(dice: Dice, world: World) -> tuple[str, ...]:
    views = ("status", "versions", "loads", "quarantine", "check", "diff")
    return (dice.choice(views), *_from_book(dice, world), *_form(dice, "text", "json"))


def _read(dice: Dice, world: World) -> tuple[str, ...]:
    return (odd_path(dice, world), "--date", dice.choice(DATES), "--reporter", _reporter(dice))


def _check(dice: Dice, world: World) -> tuple[str, ...]:
    book = world.book if dice.random() < 0.5 else odd_path(dice, world)
    return (odd_path(dice, world), "--date", dice.choice(DATES), "--book", book, "-o", odd_path(dice, world))


def _bounds(dice: Dice, world: World) -> tuple[str, ...]:
    return (odd_path(dice, world), "--with", odd_path(dice, world), "--measure", measures.measure(dice))


def _load(dice: Dice, world: World) -> tuple[str, ...]:
    book = str(world.folder / "other") if dice.random() < 0.7 else odd_path(dice, world)
    more = dice.choice(("--mapping", "--corrections"))
    return (odd_path(dice, world), "--book", book, more, odd_path(dice, world))


def _fetch(dice: Dice, world: World) -> tuple[str, ...]:
    source = dice.choice(("baci", "comext", "comtrade", "comexstat-state", _word(dice)))
    base = dice.choice(("x", "http://[", "file:///etc", "http://", "http://a:b", "\n"))
    asked = ("--year", dice.choice(("2023", "0", "x")), "--reporter", _reporter(dice), "--period", _period(dice))
    return (source, "--to", odd_path(dice, world), "--base", base, *asked[: dice.choice((0, 2, 4, 6))])


def _sample(dice: Dice, world: World) -> tuple[str, ...]:
    rows, seed = dice.choice(("1", "0", "300", "-1", "x")), dice.choice(("1", "99999999999999999999", "-1"))
    return (str(world.folder / dice.choice(("fine.txt", "locked", "s1", "sample"))), "--rows", rows, "--seed", seed)


_OPTIONS: dict[str, Callable[[Dice, World], tuple[str, ...]]] = {
    "show": _show,
    "brief": _brief,
    "book": _book,
    "places": lambda dice, world: (_word(dice), "--period", _period(dice), *_form(dice, "text", "json")),
    "goods": lambda dice, world: (_word(dice), *_form(dice, "text", "json")),
    "measure": lambda dice, world: (measures.measure(dice), "--reporter", _reporter(dice), *_from_book(dice, world)),
    "read": _read,
    "check": _check,
    "bounds": _bounds,
    "map": lambda dice, world: (odd_path(dice, world), "-o", odd_path(dice, world)),
    "load": _load,
    "fetch": _fetch,
    "sample": _sample,
}


def odd_path(dice: Dice, world: World) -> str:
    """A path that is a folder, missing, unreadable, odd in its name, a device."""
    here = (
        "missing",
        "missing/deep",
        "empty",
        "link",
        "loop",
        "fine.txt",
        "fine.txt/x",
        "locked",
        "noise",
        "book/_delta_log",
    )
    return dice.choice((str(world.folder), *(str(world.folder / name) for name in here), *ODD_PATHS))


def loading(dice: Dice, world: World) -> Case:
    """Files of records, rates or statements, edited, into a new book, or into one that holds the file as it was."""
    shutil.rmtree(world.folder / "new", ignore_errors=True)
    if dice.random() < 0.15:
        given, first = dice.choice(files.BESIDE), (dice.choice(("rates", "statements")),)
        name = world.file(given.name, files.edited(dice, given.data))
        return Case("load", ("load", *first, name, "--book", str(world.folder / "new")))
    given = dice.choice((*files.RECORDS, *files.RECORDS, *files.trial_files()))
    one = files.packed(dice, files.Given(given.name, files.edited(dice, given.data), given.options))
    arguments = ["load", world.file(one.name, one.data), "--book", str(world.folder / "new"), *one.options]
    if dice.random() < 0.15:
        arguments += ["--corrections", world.more("known.toml", files.edited_toml(dice, files.CORRECTIONS))]
    arguments += [dice.choice(("--replace", "--merge"))] if dice.random() < 0.2 else []
    arguments += ["--format", "json"] if dice.random() < 0.3 else []
    return Case("load", tuple(arguments))


def mapping(dice: Dice, world: World) -> Case:
    """A table with a mapping, either of them edited; or the draft of one."""
    shutil.rmtree(world.folder / "new", ignore_errors=True)
    spoilt = dice.random() < 0.5
    data = files.edited(dice, files.TABLE.encode()) if spoilt or dice.random() < 0.3 else files.TABLE.encode()
    if dice.random() < 0.3:
        given = dice.choice((*files.RECORDS, *files.trial_files()))
        one = files.packed(dice, files.Given(given.name, files.edited(dice, given.data)))
        return Case("mapping", ("map", world.file(one.name, one.data)))
    name = world.file("table.csv", data)
    toml = world.more("mapping.toml", files.MAPPING.encode() if spoilt else files.edited_toml(dice, files.MAPPING))
    return Case("mapping", ("load", "table", name, "--mapping", toml, "--book", str(world.folder / "new")))


KINDS: dict[str, tuple[int, Callable[[Dice, World], Case]]] = {
    "text": (5, reading),
    "measure": (3, measuring),
    "options": (2, telling),
    "load": (3, loading),
    "mapping": (1, mapping),
}
