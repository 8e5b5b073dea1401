"""Numbers with their units and hedges: what stands at the centre of every claim.

A `Quantity` is a number as the text states it, before anything is said of what it measures: an amount of money, mass or
pieces, a percentage, a fraction, a multiple, a count of countries, a rank, or a number whose unit is left to be inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sverka.model.claims import Hedge
from sverka.reading.lexicon import Term
from sverka.reading.numerals import Numeral, read_numeral
from sverka.reading.periods import Expression
from sverka.reading.ranks import find_rank
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_PREPOSITIONS = frozenset(["на", "до", "в", "во", "с", "by", "to", "of", "at", "the", "за", "by", "it"])
_MINUS = frozenset("-–−—")
_RANGE = frozenset(["-", "–", "—", "to", "до"])
_TIMES_PREPOSITIONS = frozenset(["в", "by"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and hedge.

    `kind` is `money`, `mass`, `quantity`, `percent`, `points`, `fraction`, `multiple`, `count`, `rank` or `bare`;
    `first`–`last` are the tokens with the hedge, `core_first`–`core_last` those without; `sign` is −1, 0 or 1 as printed;
    `lead_in` is the preposition before the number (`на`, `до`, `by`, `to`), which tells a change from its result.
    """

    first: int
    last: int
    core_first: int
    core_last: int
    kind: str
    value: float
    unit: str
    printed: str = ""
    hedge: Hedge = "exact"
    hedge_said: bool = False
    scaled: bool = False
    sign: int = 0
    lead_in: str = ""
    value_hi: float | None = None
    ambiguous_unit: bool = False
    superlative: bool = False
    in_words: bool = False
    scale: float = 1.0

    @property
    def span(self) -> tuple[int, int]:
        """The tokens of the number without its hedge."""
        return self.core_first, self.core_last


def find_quantities(sentence: Sentence, times: Iterable[Expression], lang: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, left to right, none overlapping another or an expression of time."""
    taken = {at for time in times for at in range(time.first, time.last)}
    found: list[Quantity] = []
    at = 0
    while at < len(sentence.tokens):
        quantity = None if at in taken else _at(sentence, at, lang)
        if quantity is None or any(k in taken for k in range(quantity.core_first, quantity.core_last)):
            at += 1
            continue
        found.append(_with_hedge(sentence, quantity))
        at = max(quantity.core_last, found[-1].last)
    return tuple(found)


def _at(sentence: Sentence, at: int, lang: str) -> Quantity | None:
    return (
        _one_in_n(sentence, at, lang)
        or _fraction(sentence, at)
        or _multiple_word(sentence, at)
        or _measured(sentence, at, lang)
        or _rank(sentence, at)
    )


def _terms_at(sentence: Sentence, at: int, role: str) -> list[Term]:
    return [term for term in sentence.terms if term.first == at and term.role == role]


def _fraction(sentence: Sentence, at: int) -> Quantity | None:
    for term in _terms_at(sentence, at, "fraction"):
        if not _numeral_follows(sentence, term):
            return Quantity(at, term.last, at, term.last, "fraction", float(term.value), "%", hedge="about")
    return None


def _numeral_follows(sentence: Sentence, term: Term) -> bool:
    """ "Half a million", "a quarter million": a number, not a share."""
    following = sentence.low(term.last)
    after = sentence.low(term.last + 1) if following in ("a", "of") else following
    return any(t.role == "num_scale" and t.first in (term.last, term.last + 1) for t in sentence.terms) and after != ""


def _multiple_word(sentence: Sentence, at: int) -> Quantity | None:
    for term in _terms_at(sentence, at, "multiple"):
        return Quantity(at, term.last, at, term.last, "multiple", float(term.value), "x", printed=term.value)
    return None


def _one_in_n(sentence: Sentence, at: int, lang: str) -> Quantity | None:
    """ "One in four", "two of every three cargoes", "one dollar in eleven": a share said by counting."""
    first = _small_word(sentence, at)
    if first is None:
        return None
    here = at + 1
    for _ in range(2):
        if sentence.low(here) in ("in", "of", "из", "out"):
            break
        here += 1
    if sentence.low(here) not in ("in", "of", "из", "out"):
        return None
    here += 1
    while sentence.low(here) in ("every", "of", "each", "каждых", "каждые"):
        here += 1
    second = _small_word(sentence, here)
    if second is None or not 0 < first < second <= 100:
        return None
    share = 100.0 * first / second
    return Quantity(at, here + 1, at, here + 1, "fraction", share, "%", hedge="exact", hedge_said=True)


def _small_word(sentence: Sentence, at: int) -> float | None:
    for term in sentence.terms:
        if term.first == at and term.role == "num_unit":
            return float(term.value)
    return None


def _rank(sentence: Sentence, at: int) -> Quantity | None:
    rank = find_rank(sentence, at)
    if rank is None:
        return None
    return Quantity(at, rank.last, at, rank.last, "rank", rank.value, "rank", superlative=rank.superlative)


def _unit_at(sentence: Sentence, at: int, *kinds: str) -> Term | None:
    found = [t for t in _terms_at(sentence, at, "unit") if not kinds or t.value.split(":")[0] in kinds]
    return max(found, key=lambda t: (t.last, t.value.startswith("money")), default=None)


def _unit_ending(sentence: Sentence, at: int) -> Term | None:
    """A currency that ends right before a token: "$", "US$", "USD", "Sh"."""
    found = [t for t in sentence.terms if t.last == at and t.role == "unit" and t.value.startswith("money")]
    return min(found, key=lambda t: t.first, default=None)


def _measured(sentence: Sentence, at: int, lang: str) -> Quantity | None:
    numeral = read_numeral(sentence, at, lang)
    if numeral is None or _is_code(sentence, at):
        return None
    high = _range_end(sentence, numeral, lang)
    after = high or numeral
    prefix = _unit_ending(sentence, at)
    unit = _unit_after(sentence, after.last)
    first = prefix.first if prefix else at
    if unit is None and prefix is None:
        return _count(sentence, after) or _bare(sentence, numeral, high)
    chosen = unit if unit is not None and (prefix is None or unit.value.startswith("money")) else prefix
    if chosen is None:
        return None
    last = max(after.last, chosen.last) if chosen is unit else after.last
    return _quantity(sentence, numeral, high, chosen, first, last)


def _is_code(sentence: Sentence, at: int) -> bool:
    """ "G20", "B2": a digit glued to a word that is no currency."""
    token, before = sentence.tokens[at], sentence.tokens[at - 1] if at else None
    if token.kind is not TokenKind.NUMBER or before is None or before.end != token.start:
        return False
    return before.kind is TokenKind.WORD and _unit_ending(sentence, at) is None


def _unit_after(sentence: Sentence, at: int) -> Term | None:
    """The unit behind a number, past a full stop of an abbreviation, a hyphen, or an adjective of the unit."""
    for start in _unit_starts(sentence, at):
        unit = _unit_at(sentence, start)
        if unit is not None:
            return unit
        times = _terms_at(sentence, start, "times")
        if times:
            return Term(times[0].first, times[0].last, "unit", "times:x:1:")
    return None


def _unit_starts(sentence: Sentence, at: int) -> Iterator[int]:
    """Where a unit may begin behind a number that ends at a token: "40-odd tonnes", "24 and a bit percent"."""
    joined = sentence.low(at) in (".", "-", "‑", "of")
    yield at
    if joined:
        yield at + 1
    for start in (at, at + 1) if joined else (at,):
        for term in _terms_at(sentence, start, "hedge_post"):
            yield term.last
    if joined or sentence.tokens[at : at + 1] and sentence.tokens[at].kind is TokenKind.NUMBER:
        yield from _past_package(sentence, at)


def _past_package(sentence: Sentence, at: int) -> Iterator[int]:
    """ "165 million 15-kg cartons": the size of a package stands between a number and what is counted."""
    size = 1 if sentence.tokens[at].kind is TokenKind.NUMBER else 0
    inner = at + size + (sentence.low(at + size) in ("-", "‑"))
    for unit in _terms_at(sentence, inner, "unit") if size else ():
        if any(t.value.startswith("quantity") for t in _terms_at(sentence, unit.last, "unit")):
            yield unit.last


def _range_end(sentence: Sentence, numeral: Numeral, lang: str) -> Numeral | None:
    """The upper number of «1,2–1,4 млрд»: the second number, close behind a dash, larger and of the same scale."""
    low = sentence.low(numeral.last)
    if low not in _RANGE or numeral.scaled or numeral.in_words:
        return None
    high = read_numeral(sentence, numeral.last + 1, lang)
    if high is None or high.in_words:
        return None
    return high if float(high.printed or 0) > numeral.value else None


def _quantity(
    sentence: Sentence, numeral: Numeral, high: Numeral | None, unit: Term, first: int, last: int
) -> Quantity:
    kind, name, scale, mark = unit.value.split(":")
    factor = float(scale)
    value, value_hi = numeral.value * factor, None
    if high is not None:
        digits = float(high.printed)
        factor *= high.value / digits if digits else 1.0
        value, value_hi = numeral.value * factor, digits * factor
    kind = "multiple" if name in ("times", "x") else kind
    return Quantity(
        first,
        last,
        first,
        last,
        kind,
        value,
        name,
        numeral.printed,
        scaled=numeral.scaled or high is not None,
        sign=_sign(sentence, first),
        value_hi=value_hi,
        ambiguous_unit=bool(mark),
        in_words=numeral.in_words,
        scale=(high or numeral).scale * float(scale),
    )


def _count(sentence: Sentence, numeral: Numeral) -> Quantity | None:
    """A number of countries, companies or products, with at most two words between: "140 different countries"."""
    if sentence.low(numeral.first - 1) in ("the", "these", "those", "its"):
        return None  # "the five countries" names a known set, it counts nothing
    for skip in range(4):
        heads = _terms_at(sentence, numeral.last + skip, "count_head")
        if heads:
            last = heads[0].last if skip == 0 else numeral.last
            return Quantity(
                numeral.first, last, numeral.first, last, "count", numeral.value, heads[0].value, numeral.printed
            )
        token = sentence.tokens[numeral.last + skip] if numeral.last + skip < len(sentence.tokens) else None
        inner = token is not None and (token.low in ("-", "odd", "or", "so") or len(token.low) >= 4)
        if token is None or not inner or (token.kind is not TokenKind.WORD and token.low != "-"):
            break
    return None


def _bare(sentence: Sentence, numeral: Numeral, high: Numeral | None) -> Quantity | None:
    """A number without a unit: its unit may be inherited from the number before it."""
    scale = 1.0
    if high is not None:
        digits = float(high.printed)
        scale = high.value / digits if digits else 1.0
    value_hi = high.value if high is not None else None
    last = high.last if high is not None else numeral.last
    return Quantity(
        numeral.first,
        last,
        numeral.first,
        last,
        "bare",
        numeral.value * scale,
        "",
        numeral.printed,
        scaled=numeral.scaled or (high is not None and high.scaled),
        value_hi=value_hi,
        sign=_sign(sentence, numeral.first),
        in_words=numeral.in_words,
        scale=(high or numeral).scale,
    )


def _sign(sentence: Sentence, first: int) -> int:
    """A sign printed right before the number: "–37 %", "(+5.5 %)", «минус 41 %», «плюс 10 %»."""
    low = sentence.low(first - 1)
    if low in ("минус", "minus"):
        return -1
    if low in ("плюс", "plus", "+"):
        return 1
    if low in _MINUS and sentence.tokens[first - 1].end == sentence.tokens[first].start:
        spaced = first < 2 or sentence.tokens[first - 2].end != sentence.tokens[first - 1].start
        opened = sentence.low(first - 2) in ("(", "«", "/")
        return -1 if spaced or opened else 0
    return 0


def _with_hedge(sentence: Sentence, quantity: Quantity) -> Quantity:
    """The quantity with the hedge words before and after it, and the preposition that leads it in."""
    at, lead_in = quantity.core_first, ""
    if quantity.sign and sentence.low(at - 1) not in ("плюс", "plus"):
        at -= 1
    hedge: Hedge | None = None
    for _ in range(6):
        term = _hedge_ending(sentence, at)
        if term is not None and not (term.value == "up_to" and hedge):
            hedge = _stronger(hedge, term.value)
            lead_in = lead_in or (term.value == "up_to" and "до") or ""
            at = term.first
        elif sentence.low(at - 1) in _PREPOSITIONS:
            lead_in = lead_in or sentence.low(at - 1)
            if sentence.low(at - 1) != "to" and _hedge_ending(sentence, at - 1) is None and hedge is None:
                at -= 1
                break
            at -= 1
        else:
            break
    return _hedge_after(sentence, replace(quantity, first=at, lead_in=lead_in, **_hedge_fields(quantity, hedge)))


def _hedge_fields(quantity: Quantity, hedge: Hedge | None) -> dict[str, object]:
    return {} if hedge is None else {"hedge": hedge, "hedge_said": True}


def _stronger(a: Hedge | None, b: str) -> Hedge:
    """Of several hedges on one number the one that says more: any but `exact` and `up_to`."""
    hedges: dict[str, Hedge] = {h: h for h in _ALL_HEDGES}
    return a if a not in (None, "exact", "up_to") and a is not None else hedges[b]


_ALL_HEDGES: tuple[Hedge, ...] = (
    "exact",
    "about",
    "almost",
    "more_than",
    "less_than",
    "at_least",
    "at_most",
    "up_to",
)


def _hedge_ending(sentence: Sentence, at: int) -> Term | None:
    found = [t for t in sentence.terms if t.last == at and t.role == "hedge_pre"]
    term = min(found, key=lambda t: t.first, default=None)
    return None if term is None or _compares(sentence, term) else term


def _compares(sentence: Sentence, term: Term) -> bool:
    """ "3 per cent less than the 571 million": behind a number "less than" compares and hedges nothing."""
    if sentence.low(term.last - 1) not in ("than", "чем"):
        return False
    return sentence.tokens[term.first - 1].kind is TokenKind.NUMBER or any(
        t.last == term.first and t.role == "unit" for t in sentence.terms
    )


def _hedge_after(sentence: Sentence, quantity: Quantity) -> Quantity:
    """Hedges behind the number or between it and its unit: «с лишним», "and a bit", "-odd"."""
    for at in _after_positions(quantity):
        for term in _terms_at(sentence, at, "hedge_post"):
            hedge = _stronger(None, term.value)
            return replace(quantity, hedge=hedge, hedge_said=True, last=max(quantity.last, term.last))
    return quantity


def _after_positions(quantity: Quantity) -> Iterator[int]:
    yield quantity.core_last
    yield quantity.core_last + 1
