"""Numbers with their units and hedges: what stands at the centre of every claim.

A `Quantity` is a number as the text states it, before anything is said of what it measures: an amount of money, mass or
pieces, a percentage, a fraction, a multiple, a count of countries, a rank, or a number whose unit is to be inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sverka.reading.hedging import with_hedge
from sverka.reading.lexicon import Term
from sverka.reading.no_figures import is_how_often, is_named_set, points_at_named, states_none
from sverka.reading.numerals import Numeral, read_numeral
from sverka.reading.parts import coins_share_at, counted_share_at, fraction_at, multiple_at, nth_share_at, share_out_of
from sverka.reading.periods import Expression
from sverka.reading.quantity import Quantity, neat
from sverka.reading.ranks import find_rank
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_MINUS = frozenset("-–−—")
_LABEL_ENDS = frozenset([":", "was", "is", "reached", "to", "stood", "at", "—", "–", "составило", "достигло"])
_LABEL_TOKENS = 5
_RANGE = frozenset(["-", "–", "—", "to", "до"])
_TOPS = frozenset(["десятку", "десятке", "двадцатку", "двадцатке"])  # «вошла в десятку экспортёров» counts nobody
MAX_TOKENS_TO_CHANGE = 6


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
        found.append(with_hedge(sentence, quantity))
        at = max(quantity.core_last, found[-1].last)
    return tuple(found)


def _at(sentence: Sentence, at: int, lang: str) -> Quantity | None:
    if sentence.at(at, "anaphor"):
        return None  # «двух стран» points at two countries that were named
    return (
        counted_share_at(sentence, at)
        or nth_share_at(sentence, at)
        or fraction_at(sentence, at)
        or multiple_at(sentence, at)
        or (_rank(sentence, at) if sentence.tokens[at].kind is TokenKind.NUMBER else None)
        or _measured(sentence, at, lang)
        or _rank(sentence, at)
    )


def _rank(sentence: Sentence, at: int) -> Quantity | None:
    rank = find_rank(sentence, at)
    if rank is None:
        return None
    return Quantity(at, rank.last, at, rank.last, "rank", rank.value, "rank", superlative=rank.superlative)


def _unit_at(sentence: Sentence, at: int, *kinds: str) -> Term | None:
    found = [t for t in sentence.at(at, "unit") if not kinds or t.value.split(":")[0] in kinds]
    return max(found, key=lambda t: (t.last, t.value.startswith("money")), default=None)


def _unit_ending(sentence: Sentence, at: int) -> Term | None:
    """A currency that ends right before a token: "$", "US$", "USD", "Sh"."""
    found = [t for t in sentence.terms if t.last == at and t.role == "unit" and t.value.startswith("money")]
    return min(found, key=lambda t: t.first, default=None)


def _measured(sentence: Sentence, at: int, lang: str) -> Quantity | None:
    numeral = read_numeral(sentence, at, lang)
    if numeral is None or _is_code(sentence, at) or states_none(sentence, numeral):
        return None
    coins = coins_share_at(sentence, numeral)
    if coins is not None:
        return coins
    high = _range_end(sentence, numeral, lang)
    after = high or numeral
    prefix = _unit_ending(sentence, at)
    unit = _unit_after(sentence, after.last)
    first = prefix.first if prefix else at
    if unit is None and prefix is None:
        return _count(sentence, after) or share_out_of(sentence, numeral, lang) or _bare(sentence, numeral, high)
    chosen = unit if unit is not None and (prefix is None or unit.value.startswith("money")) else prefix
    if chosen is None or (chosen.value.startswith("count") and names_known_set(sentence, numeral)):
        return None
    if lang == "ru" and {"times", "x"} & set(chosen.value.split(":")) and is_how_often(sentence, numeral):
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
        times = sentence.at(start, "times")
        if times and (sentence.low(start) != "x" or sentence.tokens[start].start == sentence.tokens[start - 1].end):
            return Term(times[0].first, times[0].last, "unit", "times:x:1:")
    return None


def _unit_starts(sentence: Sentence, at: int) -> Iterator[int]:
    """Where a unit may begin behind a number that ends at a token: "40-odd tonnes", "24 and a bit percent"."""
    joined = sentence.low(at) in (".", "-", "‑", "of")
    yield at
    if joined:
        yield at + 1
    for start in (at, at + 1) if joined else (at,):
        for term in sentence.at(start, "hedge_post"):
            yield term.last
    if joined or (at < len(sentence.tokens) and sentence.tokens[at].kind is TokenKind.NUMBER):
        yield from _past_package(sentence, at)


def _past_package(sentence: Sentence, at: int) -> Iterator[int]:
    """ "165 million 15-kg cartons": the size of a package stands between a number and what is counted."""
    size = 1 if sentence.tokens[at].kind is TokenKind.NUMBER else 0
    inner = at + size + (sentence.low(at + size) in ("-", "‑"))
    for unit in sentence.at(inner, "unit") if size else ():
        if any(t.value.startswith("quantity") for t in sentence.at(unit.last, "unit")):
            yield unit.last


def _range_end(sentence: Sentence, numeral: Numeral, lang: str) -> Numeral | None:
    """The upper number of «1,2–1,4 млрд»: the second number, close behind a dash, larger and of the same scale."""
    low = sentence.low(numeral.last)
    if low not in _RANGE or numeral.scaled or numeral.in_words or _changes_from(sentence, numeral):
        return None
    high = read_numeral(sentence, numeral.last + 1, lang)
    if high is None or high.in_words:
        return None
    return high if float(high.printed or 0) > numeral.value else None


def _changes_from(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number is one that something changes from: "rose from 29.5 to 40.8 %", «с 29,5 до 40,8 %»."""
    if sentence.low(numeral.last) not in ("to", "до") or sentence.low(numeral.first - 1) not in ("from", "с", "со"):
        return False
    before = range(max(0, numeral.first - MAX_TOKENS_TO_CHANGE), numeral.first)
    return any(t.first in before for t in sentence.of_role("change"))


def _quantity(
    sentence: Sentence, numeral: Numeral, high: Numeral | None, unit: Term, first: int, last: int
) -> Quantity:
    kind, name, scale, mark = unit.value.split(":")
    factor = float(scale)
    value, value_hi = neat(numeral.value * factor), None
    if high is not None:
        digits = float(high.printed)
        factor *= high.value / digits if digits else 1.0
        value, value_hi = neat(numeral.value * factor), neat(digits * factor)
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


def _counted_in_label(sentence: Sentence, first: int) -> Term | None:
    """ "Number of exporting companies: 3,412": what is counted stands before the number."""
    at = first
    while at > 0 and sentence.low(at - 1) in _LABEL_ENDS:
        at -= 1
    opening = [sentence.low(k) for k in range(max(at - _LABEL_TOKENS, 0), at)]
    if at == first or not {"number", "количество", "число"} & set(opening):
        return None
    return next((t for t in sentence.of_role("count_head") if t.last == at), None)


def names_known_set(sentence: Sentence, numeral: Numeral) -> bool:
    """ "The five countries", "the 50 states": a known set is named, nothing is counted."""
    ranked = any(t.last == numeral.first and t.role == "superlative" for t in sentence.terms)
    ranked = ranked or sentence.low(numeral.first) in _TOPS
    return ranked or is_named_set(sentence, numeral)


def _count(sentence: Sentence, numeral: Numeral) -> Quantity | None:
    """A number of countries, companies or products, with at most two words between: "140 different countries"."""
    if names_known_set(sentence, numeral):
        return None
    label = _counted_in_label(sentence, numeral.first)
    if label is not None:
        first, last = numeral.first, numeral.last
        return Quantity(first, last, first, last, "count", numeral.value, label.value, numeral.printed)
    for skip in range(4):
        heads = sentence.at(numeral.last + skip, "count_head")
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
    if points_at_named(sentence, numeral):
        return None
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
