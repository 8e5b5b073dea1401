"""Options: what else a slot of a claim may be filled with, by what the text names, each with how far off it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sverka.model.claims import ALL_GOODS, Claim, Named, Products, Reading, SlotFill
from sverka.model.period import Period
from sverka.reference.goods import chapters, get_goods, hs_ranges, ranges_hold

SENTENCE, PARAGRAPH, TEXT = 1, 2, 3
"""How far a name stands: in the figure's own sentence, around it (paragraph, heading, sentence before), beyond."""
READ_OTHERWISE = "read otherwise"


@dataclass(frozen=True, slots=True)
class Option:
    """One slot filled otherwise: the fields of the claim that change, how it is told, and how far off it stands."""

    slot: str
    fields: tuple[tuple[str, object], ...]
    fill: SlotFill
    cost: int


class Surroundings:
    """What stands around one claim of a text."""

    def __init__(self, claim: Claim, reading: Reading) -> None:
        self.claim = claim
        self.reading = reading
        self.named = tuple(one for one in reading.named if one.value != ALL_GOODS)
        self.at = self._passage()

    def _passage(self) -> int | None:
        start = self.claim.mentions[0].start if self.claim.mentions else None
        if start is None:
            return None
        inside = (k for k, one in enumerate(self.reading.passages) if one.start <= start < one.end)
        return next(inside, None)

    def cost(self, named: Named) -> int:
        """How far off a name stands; what is named only later fills no slot left open before."""
        if self.at is None or named.passage == self.at:
            return SENTENCE
        mine, its = self.reading.passages[self.at], self.reading.passages[named.passage]
        near = mine.block == its.block or named.passage == self.at - 1 or its.kind == "headline"
        before = named.passage < self.at
        return PARAGRAPH if before and (near or named.passage in self._heads()) else TEXT

    def _heads(self) -> frozenset[int]:
        """The sentence that leads a list in: the last one before the items that this one stands among."""
        if self.at is None or self.reading.passages[self.at].kind != "item":
            return frozenset()
        before = [k for k in range(self.at) if self.reading.passages[k].kind != "item"]
        return frozenset(before[-1:])

    def fill(self, slot: str) -> SlotFill | None:
        """How the reader filled a slot."""
        return next((fill for fill in self.claim.slots if fill.slot == slot), None)

    def is_said(self, slot: str) -> bool:
        """Whether an explicit word beside the number says a slot."""
        fill = self.fill(slot)
        return fill is not None and fill.said

    def nearest(self, slot: str) -> dict[str, tuple[Named, int]]:
        """Each value that the text names for a slot, where it stands nearest."""
        found: dict[str, tuple[Named, int]] = {}
        for named in self.named:
            if named.slot == slot and not self._is_part_of_own(named):
                cost = self.cost(named)
                if named.value not in found or cost < found[named.value][1]:
                    found[named.value] = (named, cost)
        last = self._last_before(slot)
        if last is not None and found[last.value][1] > PARAGRAPH:
            found[last.value] = (last, PARAGRAPH)
        return found

    def _is_part_of_own(self, named: Named) -> bool:
        """Whether a name is one of several said in one breath that fill the slot together: "China and Mongolia"."""
        fill = self.fill(named.slot)
        if fill is None or fill.start is None or fill.end is None:
            return False
        return fill.start <= named.start and named.end <= fill.end

    def _last_before(self, slot: str) -> Named | None:
        if self.at is None:
            return None
        before = [
            one for one in self.named if one.slot == slot and one.passage <= self.at and not self._is_part_of_own(one)
        ]
        return before[-1] if before else None


def options(around: Surroundings) -> Iterator[Option]:
    """Every slot filled otherwise, as the text allows."""
    yield from _reporters(around)
    yield from _flows(around)
    yield from _partners(around)
    yield from _goods(around)
    yield from _periods(around)
    yield from _bases(around)
    yield from _wholes(around)


def _told(slot: str, value: str, named: Named | None) -> SlotFill:
    if named is None:
        return SlotFill(slot, value, READ_OTHERWISE, "", 0.5)
    return SlotFill(slot, value, READ_OTHERWISE, "", 0.5, named.start, named.end, named.text)


def _reporters(around: Surroundings) -> Iterator[Option]:
    """The trade of the one that the text speaks of, with the place that was taken for the trader."""
    claim, main = around.claim, around.reading.reporter
    if main is None or claim.reporter in (None, main) or around.is_said("reporter"):
        return
    told = _told("reporter", main, None)
    yield Option("reporter", (("reporter", main), ("partners", (claim.reporter,))), told, SENTENCE)
    yield Option("reporter", (("reporter", main),), told, SENTENCE)


def _flows(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    if around.is_said("flow") or claim.kind == "balance":
        return
    for value, (named, cost) in around.nearest("flow").items():
        if value != claim.flow and cost <= PARAGRAPH:
            fields: list[tuple[str, object]] = [("flow", value)]
            if claim.of in ("export", "import"):
                fields.append(("of", value))
            yield Option("flow", tuple(fields), _told("flow", value, named), cost)


def _partners(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    if around.is_said("partners"):
        return
    if claim.partners and claim.kind != "rank":
        yield Option("partners", (("partners", ()),), _told("partners", "world", None), SENTENCE)
    for value, (named, cost) in around.nearest("partners").items():
        ids = tuple(value.split("+"))
        if set(ids) != set(claim.partners) and cost <= PARAGRAPH:
            yield Option("partners", (("partners", ids),), _told("partners", value, named), cost)


def products_of(value: str) -> Products:
    """Goods by their ids, joined by `+`, as a claim has them."""
    ids = value.split("+")
    known = [get_goods(one) for one in ids]
    label = " and ".join(goods.name_en if goods else one for goods, one in zip(known, ids, strict=True))
    return Products(label, tuple(sorted({code for one in ids for code in chapters(one)})), value)


def _goods(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    if around.is_said("goods") and not _may_lead_to_rank(around):
        yield from _narrower_goods(around)
        return
    if claim.products is not None:
        yield Option("goods", (("products", None),), _told("goods", "all", None), SENTENCE)
    own = claim.products.group if claim.products else None
    for value, (named, cost) in around.nearest("goods").items():
        if value != own and cost <= PARAGRAPH:
            yield Option("goods", (("products", products_of(value)),), _told("goods", value, named), cost)


def _narrower_goods(around: Surroundings) -> Iterator[Option]:
    """Goods named before of which a word said beside the number may be short: "meat" in a text on pork."""
    own = around.claim.products.group if around.claim.products else None
    start = around.claim.mentions[0].start if around.claim.mentions else 0
    for value, (named, cost) in around.nearest("goods").items():
        if own and value != own and cost <= PARAGRAPH and named.start < start and _holds(own, value):
            yield Option("goods", (("products", products_of(value)),), _told("goods", value, named), cost)


def _holds(wide: str, narrow: str) -> bool:
    """Whether goods hold others, by their HS codes."""
    outer, inner = hs_ranges(wide), hs_ranges(narrow)
    return bool(outer and inner) and ranges_hold(outer or (), inner or ())


def _may_lead_to_rank(around: Surroundings) -> bool:
    """Whether goods before a place in words may be why it was reached: "corn made Iran the second customer"."""
    fill, mentions = around.fill("goods"), around.claim.mentions
    if around.claim.kind != "rank" or fill is None or fill.start is None or not mentions:
        return False
    return fill.start < mentions[0].start


def _periods(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    own = _parsed(claim.period)
    for text, named, cost in _times(around):
        if text == claim.period:
            continue
        other = _parsed(text)
        if around.is_said("period") and not (own and other and (own.contains(other) or other.contains(own))):
            continue
        fields: list[tuple[str, object]] = [("period", text)]
        if other is not None and claim.base is not None and own is not None and _is_default_base(around):
            fields.append(("base", str(other.year_earlier())))
        yield Option("period", tuple(fields), _told("period", text, named), cost)


def _is_default_base(around: Surroundings) -> bool:
    fill = around.fill("base")
    return fill is None or fill.origin == "default"


def _times(around: Surroundings) -> Iterator[tuple[str, Named | None, int]]:
    """Each period of the text, those a year before each that is named near, and those its figures have."""
    found: dict[str, tuple[Named | None, int]] = dict(around.nearest("period"))
    reading = around.reading
    for claim in reading.claims:
        for text in (claim.period, claim.base):
            if text:
                found.setdefault(text, (None, TEXT))
    for text in (reading.main_period, around.claim.period):
        period = _parsed(text)
        if period is not None:
            found.setdefault(str(period), (None, PARAGRAPH))
            found.setdefault(str(period.year_earlier()), (None, PARAGRAPH))
    return ((text, named, cost) for text, (named, cost) in found.items())


def _bases(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    if claim.kind not in ("growth", "comparison") or around.is_said("base"):
        return
    own = _parsed(claim.period)
    for text, named, cost in _times(around):
        base = _parsed(text)
        if base is None or own is None or text == claim.base or base.first_month >= own.first_month:
            continue
        if base.months == own.months:
            yield Option("base", (("base", text),), _told("base", text, named), cost)


def _wholes(around: Surroundings) -> Iterator[Option]:
    claim = around.claim
    if claim.kind != "share":
        return
    if claim.of_products is not None:
        yield Option("of", (("of_products", None),), _told("of", "all goods", None), PARAGRAPH)
    elif claim.products is not None and claim.partners:
        yield Option("of", (("of_products", claim.products),), _told("of", "these goods", None), PARAGRAPH)
    if claim.of_partners:
        yield Option("of", (("of_partners", ()),), _told("of", "all partners", None), PARAGRAPH)
    elif claim.partners and claim.products is not None:
        fields = (("of_partners", claim.partners), ("of_products", None))
        yield Option("of", fields, _told("of", "these partners", None), PARAGRAPH)


def _parsed(text: str | None) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except ValueError:
        return None
