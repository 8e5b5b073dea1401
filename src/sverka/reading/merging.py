"""What is said twice is one claim: a repetition becomes a further mention of the claim that says it best."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sverka.model.claims import Claim, Mention
from sverka.reading.claiming import finished

_SAID_PRECISELY = ("точн", "именно", "строго", "exact", "precise")
NEIGHBOURS = 16


def merged(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """One claim for each figure asserted: a repetition is a further mention of the claim that says it best.

    A headline's figure without its hedge ("60 %" for "almost 60 %"), or rounded, is a mention of the body's; so is a
    figure said again more finely in the same breath ("just under half, 47.8 %"). Each mention keeps its own hedge.
    """
    record = _Record(text)
    for claim in claims:
        record.add(claim)
    ordered = sorted(record.kept, key=lambda claim: claim.mentions[0].start)
    return tuple(replace(claim, id=f"c{k}") for k, claim in enumerate(ordered, 1))


class _Record:
    """The claims kept so far, looked up so that a long text costs no more a figure than a short one.

    A repetition is looked for among the claims alike in all, those of headlines, and the last ones touched: only
    these can be the same, rounded by a headline, or said again in the same breath.
    """

    def __init__(self, text: str) -> None:
        self.kept: list[Claim] = []
        self._text = text
        self._alike: dict[object, set[int]] = {}
        self._headlines: set[int] = set()
        self._last: deque[int] = deque(maxlen=NEIGHBOURS)

    def add(self, claim: Claim) -> None:
        """Keep a claim, or join it to the one that it repeats."""
        at = next((k for k in self._candidates(claim) if self._repeats(self.kept[k], claim)), None)
        if at is None:
            at = len(self.kept)
            self.kept.append(claim)
        else:
            self.kept[at] = _joined(self.kept[at], claim)
        self._index(at)

    def _repeats(self, a: Claim, b: Claim) -> bool:
        return _same(a, b) or _restated(a, b, self._text)

    def _candidates(self, claim: Claim) -> Iterable[int]:
        if _in_headline(claim):
            return range(len(self.kept))
        return sorted({*self._alike.get(_identity(claim), ()), *self._headlines, *self._last})

    def _index(self, at: int) -> None:
        claim = self.kept[at]
        self._alike.setdefault(_identity(claim), set()).add(at)
        if _in_headline(claim):
            self._headlines.add(at)
        self._last.append(at)


def _identity(claim: Claim) -> object:
    """What two claims of the body that say the same have in common; values equal to nine digits count as equal."""
    value = None if claim.value is None else f"{claim.value:.9g}"
    goods = claim.products.group if claim.products else None
    said = (claim.flow, claim.partners, claim.period, claim.reporter, goods)
    return (claim.kind, claim.unit, str(claim.of), value, *said)


def _same(a: Claim, b: Claim) -> bool:
    """The same question with the same answer, what a headline leaves unsaid or rounds aside."""
    if (a.kind, a.unit, a.of) != (b.kind, b.unit, b.of) or a.value is None or b.value is None:
        return False
    if a.kind == "rank" and a.partners != b.partners:
        return False
    headline = _in_headline(a) != _in_headline(b)
    equal = abs(a.value - b.value) <= 1e-9 * max(1.0, abs(a.value))
    if not equal and not (headline and _rounds(a, b)):
        return False
    pairs = [(a.flow, b.flow), (a.partners, b.partners), (a.period, b.period), (a.reporter, b.reporter)]
    goods = (a.products.group if a.products else None, b.products.group if b.products else None)
    return all(x == y or (headline and (not x or not y)) for x, y in (*pairs, goods))


def _rounds(a: Claim, b: Claim) -> bool:
    """Whether one of two figures is the other, rounded or hedged: it lies in what readers admit for it."""
    if a.value is None or b.value is None:
        return False
    fraction = not a.printed or not b.printed
    near = fraction and abs(a.value - b.value) <= 0.25 * max(abs(a.value), abs(b.value))
    return near or a.value in b.interval_wide or b.value in a.interval_wide


def _restated(a: Claim, b: Claim, text: str) -> bool:
    """Whether a figure says again, more finely and in the same breath, what the one before it said."""
    slots = (a.kind, a.unit, a.flow, a.of, a.period) == (b.kind, b.unit, b.flow, b.of, b.period)
    if not slots or a.kind in ("rank", "count") or a.value == b.value or not b.printed:
        return False
    between = text[a.mentions[-1].end : b.mentions[0].start]
    if not 0 < len(between) <= 45 or any(mark in between for mark in ".;!?\n"):
        return False
    finer = a.hedge != "exact" or any(word in between for word in _SAID_PRECISELY)
    return (not a.partners or not b.partners or a.partners == b.partners) and finer and _rounds(a, b)


def _joined(a: Claim, b: Claim) -> Claim:
    """Both mentions on the claim that says it best: the body's before a headline's, the finer before the coarser."""
    first = _in_headline(a) and not _in_headline(b)
    finer = not _in_headline(b) and a.value != b.value and bool(b.printed)
    best, other = (b, a) if first or finer else (a, b)
    filled = replace(best, partners=best.partners or other.partners, products=best.products or other.products)
    joined = replace(filled, mentions=_mentions(best, other))
    return joined if filled == best else finished(joined, fraction=not best.printed)


def _mentions(best: Claim, other: Claim) -> tuple[Mention, ...]:
    """The mentions of both, each once: the body's before a headline's, those of the best first, then as they stand."""
    last, following = best.mentions[-1], other.mentions[0]
    if following.start > last.start and "headline" not in (last.block, following.block):
        return (*best.mentions, *other.mentions)
    own = set(best.mentions)
    return tuple(sorted({*own, *other.mentions}, key=lambda m: (m.block == "headline", m not in own, m.start)))


def _in_headline(claim: Claim) -> bool:
    return all(mention.block == "headline" for mention in claim.mentions)
