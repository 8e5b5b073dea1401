"""From a fact to sentences: every way of putting it that its figures allow, the preferred one first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sverka.measuring.answers import Answer
from sverka.model.measures import measure_period
from sverka.writing.brief.facts import Fact, Word
from sverka.writing.brief.records import Figure, Sentence, Stated
from sverka.writing.brief.stating import stated
from sverka.writing.brief.words import MOST_NAMES, Words
from sverka.writing.russian import from_where, to_where, with_whom

Names = Mapping[str, int]
"""For blanks that get another than their first name, which."""
_BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")
_RUSSIAN_WAYS = {"export": to_where, "import": from_where, "turnover": with_whom}
_ENGLISH_WAYS = {"export": "to", "import": "from", "turnover": "with"}


@dataclass
class Phraser:
    """Puts facts into words; the ways of one kind of fact take turns, and one figure is always stated alike."""

    words: Words
    hedged: bool = True
    _said: dict[str, int] = field(default_factory=dict)
    _stated: dict[str, Stated | None] = field(default_factory=dict)

    def sentences(self, fact: Fact) -> tuple[Sentence, ...]:
        """Every way of putting a fact, the one whose turn it is first; none where a figure cannot be stated."""
        own = self._ways(fact)
        return tuple({one.text: one for part in (own, *map(self._ways, fact.instead)) for one in part}.values())

    def _ways(self, fact: Fact) -> tuple[Sentence, ...]:
        ways = self.words.ways(fact.key)
        turn = self._said.get(fact.key, 0)
        self._said[fact.key] = turn + 1
        # Rows of a table are to look alike.
        first = 0 if fact.key.startswith("row.") else turn % len(ways)
        turned = (*ways[first:], *ways[:first])
        said = [self._filled(way, fact, names) for names in _names(fact) for way in turned]
        return tuple(one for one in said if one is not None)

    def stated(self, answer: Answer) -> Stated | None:
        """How an answer is stated throughout the brief."""
        key = str(answer.measure)
        if key not in self._stated:
            of_now = measure_period(answer.measure) == self.words.period
            self._stated[key] = stated(answer, thousands=self.words.thousands, hedged=self.hedged and of_now)
        return self._stated[key]

    def _filled(self, way: str, fact: Fact, names: Names) -> Sentence | None:
        text, figures, at = "", [], 0
        for blank in _BLANK.finditer(way):
            text += way[at : blank.start()]
            at = blank.end()
            name, form = blank[1], blank[2] or ""
            answer = fact.figures.get(name.lower())
            told = self._told(name.lower(), form, fact, names)
            if told is None:
                return None
            told = _raised(told) if name[0].isupper() else told
            if answer is not None:
                stating = self.stated(answer)
                assert stating is not None
                figures.append(Figure(len(text), len(text) + len(told), told, answer, stating))
            text += told
        return Sentence(_ended(text + way[at:]), tuple(figures))

    def _told(self, name: str, form: str, fact: Fact, names: Names) -> str | None:
        answer = fact.figures.get(name)
        if answer is not None:
            stating = self.stated(answer)
            return None if stating is None else self.words.figure(answer, stating, form)
        if form == "way":
            return self._way(fact.words, name, names)
        if name == "cut":
            return self._cut(form, fact.words, names)
        kept = next((one for one in _KEPT_UNDER.get(name, (name,)) if one in fact.words), name)
        return self.words.blank(name, form, fact.words.get(kept), names.get(kept, 0))

    def _cut(self, form: str, words: Mapping[str, Word], names: Names) -> str | None:
        """A slice: `exports of soya beans to China`."""
        if "goods" not in words and self.words.scope is not None:
            whole = self.words.blank("whole", form, words["flow"], 0)
            return f"{whole} {self._way(words, 'partner', names)}" if "partner" in words else whole
        parts = [self.words.blank("flow", form, words["flow"], 0)]
        if "goods" in words:
            named = self.words.blank("goods", "gent", words["goods"], names.get("goods", 0))
            parts.append(named if self.words.ui == "ru" or named is None else f"of {named}")
        if "partner" in words:
            parts.append(self._way(words, "partner", names))
        elif self.words.scope is not None:
            parts.append((self.words.blank("there", "", words["flow"], 0) or "").strip())
        return None if None in parts else " ".join(part for part in parts if part)

    def _way(self, words: Mapping[str, Word], name: str, names: Names) -> str:
        """A partner with the preposition of its flow: `to China`, `в Китай`."""
        flow, place = words["flow"].value, self.words.place(words[name].value, names.get(name, 0))
        if self.words.ui == "ru":
            return _RUSSIAN_WAYS[flow](place)
        return f"{_ENGLISH_WAYS[flow]} {place}"


def _names(fact: Fact) -> Iterator[Names]:
    """Which of its names each place and goods gets: all the first, then one of them another."""
    yield {}
    named = [name for name, word in fact.words.items() if word.kind in ("place", "goods")]
    yield from ({name: at} for at in range(1, MOST_NAMES) for name in named)


_KEPT_UNDER = {"role": ("flow",), "roles": ("flow",), "part": ("goods", "partner"), "at": ("when",)}
_KEPT_UNDER |= {"whole": ("flow",), "there": ("flow",)}
"""Blanks that another word fills."""


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    """One full stop is enough after an abbreviation that has its own."""
    return text[:-1] if text.endswith("..") else text
