"""Heads of tables, each read once as a sentence of its own, and the sentence that heads and a cell make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sverka.reading.cell_units import HeadUnit, head_unit
from sverka.reading.document import Block, Cell, Document, Span, Table
from sverka.reading.heads import unknown_words
from sverka.reading.hs_codes import with_codes
from sverka.reading.lexicon import Lexicon, Term
from sverka.reading.periods import Expression
from sverka.reading.placing import PlaceTerm, find_places
from sverka.reading.sentences import Sentence
from sverka.reading.standing import as_they_stand
from sverka.reading.timewords import read_times
from sverka.reading.tokens import Token, TokenKind, scan
from sverka.reference.goods import find_goods

Where = Literal["row", "column", "corner", "caption", "heading", "figure"]
PART_BREAK = 3


@dataclass(frozen=True, slots=True)
class Head:
    """One head: its words with the terms, times, places and the unit in them."""

    where: Where
    span: Span
    sentence: Sentence
    times: tuple[Expression, ...]
    places: tuple[PlaceTerm, ...]
    unit: HeadUnit | None
    is_unknown: bool

    @property
    def is_unit_alone(self) -> bool:
        """Whether a head has no words but those of its unit."""
        words = [at for at, token in enumerate(self.sentence.tokens) if token.kind is TokenKind.WORD]
        return self.unit is not None and all(self.unit.first <= at < self.unit.last for at in words)

    @property
    def periods(self) -> tuple[Expression, ...]:
        """The words of time that say of when its figures are."""
        return tuple(time for time in self.times if not time.is_base and not time.is_relative)

    @property
    def bases(self) -> tuple[Expression, ...]:
        """The words of time that say from when a change is measured."""
        return tuple(time for time in self.times if time.is_base or time.is_relative)


@dataclass(slots=True)
class HeadReader:
    """Reads the heads of a document's tables, each once."""

    document: Document
    lexicon: Lexicon
    likely: frozenset[str]
    known: dict[tuple[Where, Span], Head | None] = field(default_factory=dict)

    def of_cell(self, table: Table, cell: Cell) -> tuple[Head, ...]:
        """The heads of a cell, nearest first: of its row, its column, the corner, the caption, the section."""
        spans: list[tuple[Where, Span]] = [("row", span) for span in cell.row[::-1]]
        spans += [("column", span) for span in table.columns.get(cell.column, ())[::-1]]
        spans += [("corner", span) for span in table.corner]
        spans += [("caption", span) for span in table.caption[::-1]]
        spans += [("heading", table.heading)] if table.heading is not None else []
        return tuple(head for where, span in spans if (head := self.read(where, span)) is not None)

    def of_columns(self, table: Table, column: int) -> Iterator[Head]:
        """The heads of the other columns: those before a column, nearest first, then those behind it."""
        ordered = sorted(table.columns, key=lambda other: (other > column, abs(other - column)))
        for other in ordered:
            for span in table.columns[other] if other != column else ():
                head = self.read("column", span)
                if head is not None:
                    yield head

    def read(self, where: Where, span: Span) -> Head | None:
        """A head, `None` where it has no words."""
        key = (where, span)
        if key not in self.known:
            self.known[key] = self._read(where, span)
        return self.known[key]

    def _read(self, where: Where, span: Span) -> Head | None:
        sentence = self.sentence(span)
        if sentence is None:
            return None
        lang = self.lexicon.lang
        times = read_times(sentence, lang)
        unit = head_unit(sentence, times)
        money = range(unit.first, unit.last + 2) if unit is not None else range(0)
        places = tuple(p for p in find_places(sentence, lang, self.likely) if p.first not in money)
        covered = {at for time in times for at in range(time.first, time.last)}
        return Head(where, span, sentence, times, places, unit, unknown_words(sentence, lang, frozenset(covered)))

    def sentence(self, span: Span) -> Sentence | None:
        """The words of a stretch as one sentence."""
        tokens = scan(self.document.text, *span)
        if not tokens:
            return None
        tokens, terms = with_codes(tokens, self.lexicon)
        terms = with_turned_names(tokens, as_they_stand(tokens, terms))
        return Sentence(0, Block("item", *span), tokens, terms, (0,) * len(tokens))


def with_turned_names(tokens: Sequence[Token], terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a head, goods named the other way round, "Coffee, soluble", «шрот соевый», as what they are."""
    turned = {}
    for term in terms:
        at = term.last + (term.last < len(tokens) and tokens[term.last].low == ",")
        if term.role not in ("goods", "goods_adjective") or at >= len(tokens):
            continue
        name = " ".join(token.low for token in (tokens[at], *tokens[term.first : term.last]))
        found = find_goods(name) if tokens[at].kind is TokenKind.WORD else None
        if found is not None:
            turned[term.first] = Term(term.first, at + 1, "goods", found.id)
    inside = [range(term.first, term.last) for term in turned.values()]
    kept = (t for t in terms if not (t.role.startswith("goods") and any(t.first in one for one in inside)))
    return tuple(sorted((*kept, *turned.values()), key=lambda term: (term.first, -term.last)))


@dataclass(frozen=True, slots=True)
class Joined:
    """The sentence that some heads and the words of a cell make, and where in it each begins."""

    sentence: Sentence
    offsets: dict[int, int]
    times: tuple[Expression, ...]

    def at(self, head: Head) -> int:
        """Where a head begins."""
        return self.offsets[id(head)]


def joined(heads: Sequence[Head], figure: Sentence) -> tuple[Joined, int]:
    """Heads and a figure as one sentence, in this order, and where the figure begins."""
    offsets: dict[int, int] = {}
    sentences = [*(head.sentence for head in heads), figure]
    terms: list[Term] = []
    times: list[Expression] = []
    breaks: list[int] = []
    for at, sentence in enumerate(sentences):
        start = len(breaks)
        terms += [replace(term, first=term.first + start, last=term.last + start) for term in sentence.terms]
        breaks += [PART_BREAK if at else 0, *(0,) * (len(sentence.tokens) - 1)]
        if at < len(heads):
            offsets[id(heads[at])] = start
            times += [replace(time, first=time.first + start, last=time.last + start) for time in heads[at].times]
    tokens = tuple(token for sentence in sentences for token in sentence.tokens)
    whole = Sentence(0, figure.block, tokens, tuple(terms), tuple(breaks))
    return Joined(whole, offsets, tuple(times)), len(breaks) - len(figure.tokens)
