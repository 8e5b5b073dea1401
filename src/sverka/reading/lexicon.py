"""Words and phrases that the reader knows: lemma phrases → typed terms.

A lexicon is compiled from tables (`languages/<lang>/terms.toml`, `numerals.toml`, `periods.toml`, and the names of
places, goods and units of `sverka.reference`) by `tools/compile_lexicon.py` into `languages/<lang>/lexicon.tsv`, so
that no dictionary has to be looked up at start-up. A phrase matches where each of its words shares a lemma with the
word of the text; the longest phrase wins, and several readings of the same words are all kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sverka.reading.morphology import LEMMATIZERS
from sverka.reading.tokens import Token, TokenKind

_MONEY_MARKS = frozenset("$€£¥₽")
_VERBS_TOO, _SCALES_SHORT = frozenset({"дал"}), frozenset({"тыс", "млн", "млрд"})
# roles that stand beside whatever else their words say
_MARKERS = frozenset(
    "mutual key_partner anaphor abroad base_intro bound denial whole_country another_region aside all_goods".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon: the lemmas that each of its words may have, its role and what it stands for."""

    words: tuple[frozenset[str], ...]
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Term:
    """Known words of a text: tokens `first` to `last` (excluded) in a role, standing for a value."""

    first: int
    last: int
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of one language, found by any lemma of their first word."""

    lang: str
    by_first: dict[str, tuple[Entry, ...]]

    def lemmas(self, tokens: Sequence[Token]) -> list[frozenset[str]]:
        """The lemma set of each token; a number or a mark stands for itself."""
        lemmatize = LEMMATIZERS[self.lang]
        return [lemmatize(t.low) if t.kind is TokenKind.WORD else frozenset({t.low}) for t in tokens]

    def terms(self, tokens: Sequence[Token]) -> tuple[Term, ...]:
        """All terms in the tokens, in order; none lies strictly within a longer one of any role."""
        lemmas = self.lemmas(tokens)
        found = [term for at in range(len(tokens)) for term in self._at(at, lemmas)]
        return _outermost([term for term in found if term.role != "unit" or _is_unit(tokens, term)])

    def _at(self, at: int, lemmas: list[frozenset[str]]) -> Iterable[Term]:
        seen: set[int] = set()  # by identity: an entry is found once for each lemma that it shares
        for entry in (entry for lemma in lemmas[at] for entry in self.by_first.get(lemma, ())):
            last = at + len(entry.words)
            if id(entry) in seen or last > len(lemmas):
                continue
            seen.add(id(entry))
            if all(w & lemmas[at + k] for k, w in enumerate(entry.words[1:], 1)):
                yield Term(at, last, entry.role, entry.value)


def _is_unit(tokens: Sequence[Token], term: Term) -> bool:
    """Marks of currencies touch their letters ("A$", not "a $95"), codes are capitals ("TOP", not "top").

    A verb is no unit: «девять дал Китай», against «9,1 млн дал».
    """
    if tokens[term.first].low in _VERBS_TOO:
        before = tokens[term.first - 1] if term.first else None
        return before is not None and (before.kind is TokenKind.NUMBER or before.low in _SCALES_SHORT)
    if not term.value.startswith("money"):
        return True
    words = tokens[term.first : term.last]
    if any(a.end != b.start for a, b in pairwise(words) if b.text in _MONEY_MARKS):
        return False
    code = term.value.split(":")[1].lower()
    return not (len(words) == 1 and words[0].low == code) or words[0].text.isupper()


def _outermost(found: list[Term]) -> tuple[Term, ...]:
    """The terms that no longer term contains; of equal span all are kept."""
    kept: list[Term] = []
    covered: tuple[int, int] = (-1, -1)
    for term in sorted(found, key=lambda t: (t.first, -t.last, t.role, t.value)):
        if term.role in _MARKERS:
            kept.append(term)
            continue
        if term.last <= covered[1] and (term.first, term.last) != covered:
            continue
        if term.last > covered[1]:
            covered = (term.first, term.last)
        kept.append(term)
    return tuple(kept)


def parse_entry(line: str) -> Entry:
    """One line of a compiled lexicon: words (alternatives joined by `|`), role, value, separated by tabs."""
    words, role, value = line.rstrip("\n").split("\t")
    return Entry(tuple(frozenset(word.split("|")) for word in words.split(" ")), role, value)


def make_lexicon(lang: str, entries: Iterable[Entry]) -> Lexicon:
    """A lexicon of entries, indexed by their first words."""
    index: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for lemma in entry.words[0]:
            index[lemma].append(entry)
    return Lexicon(lang, {lemma: tuple(found) for lemma, found in index.items()})


@cache
def load_lexicon(lang: str) -> Lexicon:
    """The compiled lexicon of a language."""
    text = files("sverka.reading").joinpath(f"languages/{lang}/lexicon.tsv").read_text(encoding="utf-8")
    return make_lexicon(lang, (parse_entry(line) for line in text.splitlines() if line and not line.startswith("#")))
