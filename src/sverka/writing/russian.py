"""Russian case forms of names, and the prepositions that go before them."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]

_VOWELS = set("аеёиоуыэюя")
_JOINTS = {"и", ","}


@cache
def inflected(name: str, case: Case) -> str:
    """A name of one or several words in a case: its adjectives and its noun change, what depends on the noun stays.

    >>> inflected("Центральная Азия", "gent"), inflected("США", "ablt"), inflected("страны Персидского залива", "ablt")
    ('Центральной Азии', 'США', 'странами Персидского залива')
    """
    if case == "nomn":
        return name
    exception = _exceptions().get((name, case))
    if exception:
        return exception
    words, changing = [], True
    for word in name.split(" "):
        parse = _nominative(word) if changing else None
        if parse is not None:
            words.append(_like(word, parse, case))
            changing = "NOUN" not in parse.tag
        else:
            words.append(word)
        changing = changing or word in _JOINTS
    return " ".join(words)


def to_where(name: str) -> str:
    """`в Китай`, `на Кубу`, `во Францию`."""
    word = inflected(name, "accs")
    return f"{'на' if name in _islands() else _into(word)} {word}"


def from_where(name: str) -> str:
    """`из Китая`, `с Кубы`."""
    word = inflected(name, "gent")
    return f"{_with(word) if name in _islands() else 'из'} {word}"


def with_whom(name: str) -> str:
    """`с Китаем`, `со Словакией`."""
    word = inflected(name, "ablt")
    return f"{_with(word)} {word}"


def _into(word: str) -> str:
    return "во" if re.match(r"[вф][^аеёиоуыэюя\W]", word.lower()) and not _is_abbreviation(word) else "в"


def _with(word: str) -> str:
    heavy = re.match(r"[сзшж][^аеёиоуыэюя\W]|щ", word.lower())
    return "со" if heavy and not _is_abbreviation(word) else "с"


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word[:2].isupper()


def _analyzer() -> Any:
    """The reader's own dictionary, so that it is loaded once."""
    from sverka.reading import morphology

    return morphology._analyzer()


def _nominative(word: str) -> Any | None:
    """The reading of a word as the nominative of a noun or an adjective, place names first."""
    if _is_abbreviation(word) or not _VOWELS & set(word.lower()):
        return None
    fits = [
        parse
        for parse in _analyzer().parse(word)
        if "nomn" in parse.tag and ("NOUN" in parse.tag or "ADJF" in parse.tag) and "Name" not in parse.tag
    ]
    return max(fits, key=lambda parse: ("Geox" in parse.tag, parse.score), default=None)


def _like(word: str, parse: Any, case: Case) -> str:
    """The case form, capitalised as the word is."""
    wanted = {case, "inan"} if "ADJF" in parse.tag and case == "accs" and "femn" not in parse.tag else {case}
    form = parse.inflect(wanted) or parse.inflect({case})
    if form is None:
        return word
    parts = [
        part[:1].upper() + part[1:] if old[:1].isupper() else part
        for part, old in zip(form.word.split("-"), word.split("-"), strict=False)
    ]
    return "-".join(parts)


@cache
def _forms() -> tuple[dict[str, str], ...]:
    text = files("sverka.writing").joinpath("russian_names.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    return {(row["name"], case): row[case] for row in _forms() for case in ("gent", "accs", "ablt") if row[case]}


@cache
def _islands() -> frozenset[str]:
    return frozenset(row["name"] for row in _forms() if row["preposition"] == "на")
