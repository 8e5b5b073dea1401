"""Russian case forms of names, and the prepositions that go before them."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]

_VOWELS = set("аеёиоуыэюя")
_COMMON = re.compile(r"\b(?:[Сс]траны|зарубежье)\b|^(?:Еврозона|Бывший|Мир|Юг|Острова?)\b")
_JOINTS = {"и", ","}
_CHANGING = {"NOUN", "ADJF", "PRTF"}
"""Parts of speech that have cases: participles («замороженная говядина») as adjectives do."""


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
    words, changing = name.split(" "), True
    for at, word in enumerate(words):
        parse = _nominative(word, at + 1 < len(words)) if changing else None
        if parse is not None:
            words[at] = _like(word, parse, case)
            changing = "NOUN" not in parse.tag
        changing = changing or word in _JOINTS
    return " ".join(words)


def in_sentence(name: str) -> str:
    """A name without the capital that it has only at the beginning: `страны Балтии`, `дальнее зарубежье`.

    >>> in_sentence("Страны Балтии"), in_sentence("Южная Азия")
    ('страны Балтии', 'Южная Азия')
    """
    return name[:1].lower() + name[1:] if _COMMON.search(name) else name


def to_where(name: str) -> str:
    """`в Китай`, `на Кубу`, `во Францию`."""
    word = inflected(name, "accs")
    return f"{'на' if _is_on(name) else _into(word)} {word}"


def from_where(name: str) -> str:
    """`из Китая`, `с Кубы`."""
    word = inflected(name, "gent")
    return f"{_with(word) if _is_on(name) else 'из'} {word}"


def with_whom(name: str) -> str:
    """`с Китаем`, `со Словакией`."""
    word = inflected(name, "ablt")
    return f"{_with(word)} {word}"


def _into(word: str) -> str:
    return "во" if re.match(r"[вф][^аеёиоуыэюя\W]", word.lower()) and not _is_abbreviation(word) else "в"


def _with(word: str) -> str:
    heavy = re.match(r"[сзшж][^аеёиоуыэюяь\W]|щ|вс", word.lower())
    return "со" if heavy and not _is_abbreviation(word) else "с"


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word[:2].isupper()


def _analyzer() -> Any:
    """The reader's own dictionary, so that it is loaded once."""
    from sverka.reading import morphology

    return morphology._analyzer()


def _nominative(word: str, is_followed: bool) -> Any | None:
    """The reading of a word as the nominative of a noun or an adjective: before another word rather an adjective."""
    if _is_abbreviation(word) or not _VOWELS & set(word.lower()):
        return None
    fits = [
        parse
        for parse in _analyzer().parse(word)
        if "nomn" in parse.tag and _CHANGING & {parse.tag.POS} and "Name" not in parse.tag
    ]
    return max(
        fits,
        key=lambda parse: (is_followed and "NOUN" not in parse.tag, "Geox" in parse.tag, parse.score),
        default=None,
    )


def _like(word: str, parse: Any, case: Case) -> str:
    """The case form, capitalised as the word is."""
    wanted: set[str] = {case}
    if "NOUN" not in parse.tag and case == "accs":
        wanted.add("inan" if parse.tag.number == "plur" or parse.tag.gender == "masc" else parse.tag.gender)
    form = parse.inflect(wanted) or parse.inflect({case})
    if form is None:
        return word
    return "".join(char.upper() if word[at : at + 1].isupper() else char for at, char in enumerate(form.word))


@cache
def _forms() -> tuple[dict[str, str], ...]:
    text = files("sverka.writing").joinpath("russian_names.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    return {(row["name"], case): row[case] for row in _forms() for case in ("gent", "accs", "ablt") if row[case]}


@cache
def _is_on(name: str) -> bool:
    """Whether one is on a place rather than in it: islands, and what the table names."""
    listed = any(row["name"] == name and row["preposition"] == "на" for row in _forms())
    return listed or re.search(r"\bостров", name.lower()) is not None
