"""Words → sets of lemmas. A word keeps every lemma that it may have; the context decides later.

Russian by pymorphy3 (OpenCorpora dictionary); English by the regular endings, a table of irregular forms standing in
the lexicon itself as separate phrases.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Protocol

_MIN_SCORE = 0.04
_ENGLISH_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("oes", "o"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


class Lemmatizer(Protocol):
    """What gives the lemmas of one folded word."""

    def __call__(self, low: str) -> frozenset[str]:
        """The lemmas of a word."""
        ...


@cache
def _analyzer() -> Any:
    import pymorphy3  # 0.16 s to load: only a text with Russian words pays for it

    return pymorphy3.MorphAnalyzer()


@cache
def russian_lemmas(low: str) -> frozenset[str]:
    """The lemmas of a folded Russian word that are at all likely, ё folded; the word itself where it is unknown.

    >>> sorted(russian_lemmas("банка"))
    ['банк', 'банка']
    """
    if not low.isalpha() or len(low) > 40:
        return frozenset({low})
    parses = _analyzer().parse(low)
    lemmas = {parse.normal_form.replace("ё", "е") for parse in parses if parse.score >= _MIN_SCORE}
    return frozenset(lemmas) or frozenset({low})


@cache
def russian_is_future(low: str) -> bool:
    """Whether a folded Russian word is, by its likeliest parse, a verb in the future tense."""
    if not low.isalpha() or not 3 < len(low) <= 40:
        return False
    parses = _analyzer().parse(low)
    verbs = [parse for parse in parses if parse.tag.POS == "VERB"]
    # «экспортируем» is of both aspects, present and future alike: only what can be no present is a future
    return bool(verbs) and parses[0].tag.tense == "futr" and all(parse.tag.tense == "futr" for parse in verbs)


@cache
def russian_is_plural(low: str) -> bool:
    """Whether a folded Russian word can stand in the plural alone; `False` for words of other alphabets.

    >>> russian_is_plural("основными"), russian_is_plural("крупнейшим"), russian_is_plural("largest")
    (True, False, False)
    """
    if not low.isalpha() or low.isascii() or len(low) > 40:
        return False
    numbers = {str(parse.tag.number) for parse in _analyzer().parse(low)}
    return numbers == {"plur"}


@cache
def russian_genders(low: str) -> frozenset[str]:
    """The genders that a folded Russian word has as a noun in the singular, by its likeliest parse.

    >>> sorted(russian_genders("шротом")), sorted(russian_genders("вырос"))
    (['masc'], [])
    """
    parses = _analyzer().parse(low) if low.isalpha() and not low.isascii() and len(low) <= 40 else []
    nouns = [p for p in parses if p.tag.POS == "NOUN" and p.tag.number == "sing" and "Name" not in p.tag]
    return frozenset({str(nouns[0].tag.gender)}) if nouns and nouns[0].tag.gender is not None else frozenset()


@cache
def russian_cases(low: str) -> dict[str, frozenset[str]]:
    """The cases in which a folded Russian word can stand, by part of speech: nouns, and adjectives with participles.

    Of a word that the dictionary does not have, nothing is told but that it may be a noun in the genitive.

    >>> sorted(russian_cases("коры")["NOUN"]), russian_cases("вырос")
    (['gent'], {})
    """
    found: dict[str, set[str]] = {}
    for parse in _analyzer().parse(low) if low.isalpha() and not low.isascii() and len(low) <= 40 else ():
        part = "ADJF" if parse.tag.POS in ("ADJF", "PRTF") else str(parse.tag.POS)
        if (
            part in ("NOUN", "ADJF")
            and parse.score >= _MIN_SCORE
            and "Name" not in parse.tag
            and "Apro" not in parse.tag
        ):
            found.setdefault(part, set()).add(str(parse.tag.case) if parse.is_known else "gent")
    return {part: frozenset(cases) for part, cases in found.items()}


@cache
def russian_rare_noun(low: str) -> str | None:
    """The noun that a folded word mostly read as a verb may be in the genitive: «стали» of «сталь», else `None`.

    >>> russian_rare_noun("стали"), russian_rare_noun("вырос")
    ('сталь', None)
    """
    if not low.isalpha() or low.isascii() or len(low) > 40 or "NOUN" in russian_cases(low):
        return None
    parses = _analyzer().parse(low)
    nouns = [p for p in parses if p.is_known and p.tag.POS == "NOUN" and "Name" not in p.tag and p.tag.case == "gent"]
    return str(nouns[0].normal_form).replace("ё", "е") if nouns and parses[0].tag.POS == "VERB" else None


@cache
def english_lemmas(low: str) -> frozenset[str]:
    """A folded English word and what it may be a regular form of.

    >>> sorted(english_lemmas("countries"))
    ['countrie', 'countries', 'country']
    >>> sorted(english_lemmas("dried"))
    ['drie', 'dried', 'dry']
    """
    word = low.removesuffix("'s").removesuffix("'")
    found = {word} if word.isascii() else {word, _without_accents(word)}
    for ending, instead in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            if stem.endswith("i") and ending == "ed" and not instead:
                continue  # "dried" is no form of "DRI"
            found.add(stem + instead)
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                found.add(stem[:-1])  # shipped → ship
    return frozenset(found)


def _without_accents(word: str) -> str:
    """ "Việt" as "Viet": English texts print foreign names with their marks or without."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


LEMMATIZERS: dict[str, Lemmatizer] = {"ru": russian_lemmas, "en": english_lemmas}
