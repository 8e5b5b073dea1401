"""Blocks → sentences: tokens and known terms of one sentence, with clause boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from sverka.reading.document import Block, Document
from sverka.reading.hs_codes import with_codes
from sverka.reading.lexicon import Lexicon, Term
from sverka.reading.standing import as_they_stand
from sverka.reading.tokens import Token, TokenKind, scan

_STOP = re.compile(r"[.!?…]+[»”\"')\]]*\s+(?=[«“\"'(\[—–-]?\s?[A-ZА-ЯЁ0-9$€£])|\n+|[;]\s+(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:\b(?<!\d )(?:г|в|вв|н|э|им|ул|пр|др|проч|см|стр|рис|п|пп|ст|гос|обл|мин|макс|ср|ок|табл|прим|разд|гл|"
    r"Mr|Mrs|Ms|Dr|St|Gov|Sen|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|Ltd|Co|approx|est|cu|[Ff]ig|"
    r"[A-ZА-Я])|\b[A-Za-z]\.[A-Za-z])\.$"
)
_UNIT_STOP = re.compile(r"\b(?:долл|дол|руб|млн|млрд|тыс|трлн|т|кг|bn|mn|mln|tn)\.$")
_TIME_STOP = re.compile(
    r"(?<![^\W\d_])(?:янв|фев|февр|мар|апр|авг|сен|сент|окт|ноя|нояб|дек|кв|мес|пол|полуг|qtr|mos?|yr)\.$",
    re.IGNORECASE,
)
_DASH = re.compile(r"[—–-]\s?\d")
_BRACKETED_NUMBER = re.compile(r"\(\d+(?!\d|\))")
_SUBORDINATORS = frozenset(
    ["что", "отметив", "добавив", "сказал", "сообщил", "that", "said", "adding", "noting", "which"]
)
_HARD_MARKS = frozenset(";:")
MAX_SENTENCE_TOKENS = 200  # longer runs are no sentences; what each figure looks at grows with their length


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place among the others, its block, its tokens and the terms known among them.

    `breaks[i]` is the cost of the boundary before token `i`: how much a word beyond it is farther than its distance.
    """

    index: int
    block: Block
    tokens: tuple[Token, ...]
    terms: tuple[Term, ...]
    breaks: tuple[int, ...]
    _by_first: dict[int, tuple[Term, ...]] = field(init=False, repr=False, compare=False)
    _cost_before: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[int, tuple[Term, ...]] = {}
        for term in self.terms:
            index[term.first] = (*index.get(term.first, ()), term)
        object.__setattr__(self, "_by_first", index)
        object.__setattr__(self, "_cost_before", (0, *accumulate(self.breaks)))

    @property
    def start(self) -> int:
        """Where it begins in the text of the document."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text of the document."""
        return self.tokens[-1].end

    def of_role(self, *roles: str) -> tuple[Term, ...]:
        """The terms in any of the roles, in order."""
        return tuple(term for term in self.terms if term.role in roles)

    def at(self, first: int, role: str) -> list[Term]:
        """The terms in a role that begin at a token."""
        return [term for term in self.beginning(first) if term.role == role]

    def beginning(self, first: int) -> tuple[Term, ...]:
        """The terms of any role that begin at a token."""
        return self._by_first.get(first, ())

    def low(self, at: int) -> str:
        """The folded text of a token; empty beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def distance(self, a: Term | tuple[int, int], b: Term | tuple[int, int]) -> int:
        """How far two stretches of tokens are from each other: tokens between them and the boundaries crossed."""
        a_first, a_last = (a.first, a.last) if isinstance(a, Term) else a
        b_first, b_last = (b.first, b.last) if isinstance(b, Term) else b
        if b_first >= a_last:
            low, high = a_last, b_first
        elif a_first >= b_last:
            low, high = b_last, a_first
        else:
            return 0
        last = min(high + 1, len(self.breaks))
        return (high - low) + self._cost_before[last] - self._cost_before[min(low, last)]


def split_block(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a block as half-open stretches; an abbreviation's full stop does not end one.

    Units and scales («млн.», «т.», «г.» behind a year) do end one where a capital follows; titles and initials never.
    """
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        piece = text[start : match.start() + 1]
        if match[0].startswith(".") and (_ABBREVIATION.search(piece[-12:]) or _goes_on(text, piece, match.end())):
            continue
        yield start, match.end()
        start = match.end()
    yield start, block.end


def _goes_on(text: str, piece: str, following: int) -> bool:
    """Whether the full stop of a unit or a scale ends no sentence: «долл. США», «3 кв. 2024»."""
    if piece.endswith("г.") and _DASH.match(text, following):
        return True  # «в 2023 г. — 5 млрд»
    if _TIME_STOP.search(piece[-8:]) and text[following : following + 1].isdigit():
        return True  # «за 3 кв. 2024 г.»
    bracketed = _UNIT_STOP.search(piece[-8:]) and _BRACKETED_NUMBER.match(text, following)
    return bool(bracketed) or _names_dollars(text, piece, following)


def _names_dollars(text: str, piece: str, following: int) -> bool:
    """Whether a currency goes on behind its abbreviation: «долл. США»."""
    return piece.endswith(("долл.", "дол.")) and text.startswith("США", following)


def _break_before(tokens: Sequence[Token], at: int) -> int:
    low = tokens[at].low
    if at and tokens[at - 1].low == "," and low in _SUBORDINATORS:
        return 6
    if low in _HARD_MARKS:
        return 6
    if low in (",", "(", ")", "—", "–"):
        return 3
    if low in ("а", "но", "while", "but", "whereas", "тогда", "although", "хотя"):
        return 5
    if low in ("и", "and"):
        return 1
    return 0


def read_sentences(document: Document, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The sentences of all blocks that are no furniture; the rows of tables are read cell by cell, see `cells`."""
    found: list[Sentence] = []
    for block in document.blocks:
        if block.kind == "furniture" or any(table.start <= block.start < table.end for table in document.tables):
            continue
        for start, end in split_block(document.text, block):
            tokens = scan(document.text, start, end)
            for cut in range(0, len(tokens), MAX_SENTENCE_TOKENS):
                piece = tokens[cut : cut + MAX_SENTENCE_TOKENS]
                if any(t.kind in (TokenKind.WORD, TokenKind.NUMBER) for t in piece):
                    piece, terms = with_codes(piece, lexicon)
                    breaks = tuple(_break_before(piece, at) for at in range(len(piece)))
                    found.append(Sentence(len(found), block, piece, as_they_stand(piece, terms), breaks))
    return tuple(found)
