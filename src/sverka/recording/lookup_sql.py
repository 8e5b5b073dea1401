"""Looking codes and names up inside the engine, without a join: tables that become lists, and the SQL that asks them.

A `Lookup` is a cuckoo hash: each key lies at one of two places that the engine's own hash of it names, so that asking
costs the same whatever the size of the table. Code lists of two characters are asked by position.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sverka.recording.source import literal
from sverka.reference.places import all_countries

_MIN_SIZE = 16
_MAX_SIZE = 1 << 20
_SHIFT = 32
_NOBODY = " "
"""What stands at a place without a key: a text that no key is, so that the empty text finds nothing."""
_PAIR_BASE = ord("0")
_PAIR_WIDTH = 64
_PAIR_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_APOSTROPHES = "’ʼʻ`´"
_BLANKS = re.compile(r"[ \t\u00a0\u202f\u2010-\u2015-]+")


def folded(text: str) -> str:
    """Text as it is compared: lower case, ё as е, one kind of apostrophe, spaces and dashes as one space.

    >>> folded("Кот-д’Ивуар"), folded(" Соединённые  Штаты ")
    ("кот д'ивуар", 'соединенные штаты')
    """
    text = text.lower().replace("ё", "е")
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    return _BLANKS.sub(" ", text).strip(" ")


def folded_sql(expression: str) -> str:
    """The same of an SQL expression."""
    plain = f"replace(lower({expression}), 'ё', 'е')"
    for mark in _APOSTROPHES:
        plain = f"replace({plain}, {literal(mark)}, '''')"
    return f"trim(regexp_replace({plain}, '[ \\t\\x{{00a0}}\\x{{202f}}\\x{{2010}}-\\x{{2015}}-]+', ' ', 'g'))"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of texts by text, as lists for the engine; `name` begins the names of the lists."""

    name: str
    size: int
    lists: Mapping[str, tuple[str, ...]]

    def sql(self, key: str) -> str:
        """An expression of the value that belongs to the SQL text `key`; null where there is none."""
        return f"CASE {self._case('a', key, f'hash({key})')} {self._case('b', key, f'(hash({key}) >> {_SHIFT})')} END"

    def name_sql(self, name: str) -> str:
        """The same for names, which are compared as `folded`; `named` entries hold the forms that are met most.

        Folding costs more than looking up, so that it is done only for what is not found as it stands.
        """
        return f"coalesce({self.sql(f'lower({name})')}, {self.sql(folded_sql(name))})"

    def _case(self, side: str, key: str, number: str) -> str:
        keys, values = f"getvariable('{self.name}_{side}k')", f"getvariable('{self.name}_{side}v')"
        place = f"({number} % {self.size})::BIGINT + 1"
        return f"WHEN {keys}[{place}] = {key} THEN {values}[{place}]"


def named(entries: Mapping[str, str]) -> dict[str, str]:
    """Entries by name as entries by folded name, and by the name in small letters as files are likely to write it."""
    return {name.lower(): told for name, told in entries.items()} | {
        folded(name): told for name, told in entries.items()
    }


def _hashes(keys: Iterable[str]) -> dict[str, int]:
    """The engine's own hash of each key, which only the engine knows."""
    import duckdb

    there = list(keys)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as engine:
        rows = engine.execute("SELECT hash(key) FROM (SELECT unnest(?::VARCHAR[]) AS key)", [there]).fetchall()
    return {key: number for key, (number,) in zip(there, rows, strict=True)}


def _seated(hashes: Mapping[str, int], size: int) -> tuple[dict[int, str], dict[int, str]] | None:
    """Every key at one of its two places, or `None` where the size does not allow it."""
    sides: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for first in hashes:
        key, side = first, 0
        for _ in range(64):
            place = (hashes[key] >> side * _SHIFT) % size
            pushed = sides[side].get(place)
            sides[side][place] = key
            if pushed is None:
                break
            key, side = pushed, 1 - side
        else:
            return None
    return sides


def lookup(name: str, entries: Mapping[str, str]) -> Lookup:
    """A lookup of these entries; the empty text is no key.

    >>> lookup("x", {"a": "1"}).size
    16
    """
    kept = {key: value for key, value in entries.items() if key}
    size = _MIN_SIZE
    while size < 2 * len(kept):
        size *= 2
    hashes = _hashes(kept)
    while (sides := _seated(hashes, size)) is None:
        if size >= _MAX_SIZE:
            raise ValueError(f"the lookup {name} cannot be built")
        size *= 2
    lists: dict[str, tuple[str, ...]] = {}
    for side, seats in zip("ab", sides, strict=True):
        lists[f"{name}_{side}k"] = tuple(seats.get(place, _NOBODY) for place in range(size))
        lists[f"{name}_{side}v"] = tuple(kept.get(seats.get(place, ""), "") for place in range(size))
    return Lookup(name, size, lists)


def pair_list(codes: Mapping[str, str], own: str) -> tuple[str, ...]:
    """A list by position of codes of two characters: what `codes` says, else the code itself where ISO 3166-1 has it,
    else the own code: the letter `own` and the code in lower case. Positions of no code are empty.
    """
    size = (ord("Z") - _PAIR_BASE) * _PAIR_WIDTH + ord("Z") - _PAIR_BASE + 1
    places = [""] * size
    for first in _PAIR_LETTERS:
        for second in (*_PAIR_LETTERS, *"0123456789"):
            code = first + second
            known = code if code in all_countries() else f"{own}{code.lower()}"
            places[(ord(first) - _PAIR_BASE) * _PAIR_WIDTH + ord(second) - _PAIR_BASE] = codes.get(code, known)
    return tuple(places)


def pair_sql(name: str, code: str) -> str:
    """An expression of what the pair list `name` has for the SQL text `code`; null or wrong unless it is two characters
    of A–Z and 0–9, which a check must see to (`is_pair`).
    """
    place = f"(ascii({code}) - {_PAIR_BASE}) * {_PAIR_WIDTH} + ascii(substr({code}, 2, 1)) - {_PAIR_BASE} + 1"
    return f"getvariable('{name}')[{place}]"


def is_pair(code: str) -> str:
    """A condition: the SQL text is two characters that a pair list has a place for."""
    return f"regexp_full_match({code}, '[A-Z][A-Z0-9]')"


def case_sql(expression: str, values: Mapping[str, str], otherwise: str = "NULL") -> str:
    """A `CASE` over few texts; values are taken as texts, `otherwise` as SQL."""
    by_value: dict[str, list[str]] = {}
    for key, value in values.items():
        by_value.setdefault(value, []).append(key)
    told = " ".join(f"WHEN {expression} IN ({in_list(keys)}) THEN {literal(value)}" for value, keys in by_value.items())
    return f"CASE {told} ELSE {otherwise} END" if told else otherwise


def in_list(texts: Iterable[str]) -> str:
    """Texts as SQL lists them."""
    return ", ".join(literal(text) for text in texts)


def own_name_sql(expression: str) -> str:
    """The own code of a free name: `x` and 6 hexadecimal digits of the SHA-256 of the name, folded."""
    return f"('x' || substr(sha256({expression}), 1, 6))"


def own_name(name: str) -> str:
    """The own code of a free name, as `own_name_sql` makes it of the folded name.

    >>> own_name("Atlantis") == own_name(" ATLANTIS ")
    True
    """
    return "x" + hashlib.sha256(folded(name).encode()).hexdigest()[:6]
