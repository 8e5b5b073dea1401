"""Random tables of trade, and true statements about them as an honest writer would round them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil, floor, log10

from .trade import GOODS, HEADINGS, LABELS, PARTNERS, QUARTERS, Asked, Cut, Place, Said, Spot, Total

KINDS = ("level", "level", "share", "share", "share", "growth", "change", "balance", "ratio")
SINGLE = PARTNERS[:-1]
NAMES = (*SINGLE, "asia", "central-asia", "europe", "union")
PER_CENT = Fraction(100)
LARGEST = 10**9
"""Greater quotients are left out, as no trade."""
SPREADS = (0.5, 2.0, 9.0, 12.0)
"""How unequal the amounts of a table are: in the last ones some are ten million times as large as others, and more."""


class Table:
    """What was traded in each place, in whole dollars, and the part of it that has each label."""

    def __init__(self, draw: random.Random) -> None:
        spread, empty = draw.choice(SPREADS), draw.choice((0.0, 0.0, 0.2))
        gone = draw.sample(PARTNERS, draw.choice((0, 0, 0, 3)))
        self.values: dict[Spot, int] = {}
        for spot in product(("export", "import"), PARTNERS, HEADINGS, QUARTERS):
            nothing = spot[1] in gone or draw.random() < empty
            self.values[spot] = 0 if nothing else floor(draw.lognormvariate(10, spread))
        self.parts = {label: {spot: floor(v * draw.random()) for spot, v in self.values.items()} for label in LABELS}

    def total(self, total: Total) -> int:
        values = self.parts[total.label] if total.label else self.values
        return sum(values[spot] for spot in total.places)

    def truth(self, asked: Asked) -> Fraction | None:
        """What is true of a measure; nothing where it divides by nothing."""
        whole = 1 if asked.whole is None else self.total(asked.whole)
        return asked.value(Fraction(self.total(asked.plus) - self.total(asked.minus), whole)) if whole else None


@dataclass(frozen=True)
class Topic:
    """What one text is about: a few flows, partners, goods and periods, so that its statements touch each other."""

    flows: Sequence[str]
    partners: Sequence[str]
    goods: Sequence[str]
    years: Sequence[int]
    quarters: Sequence[int]
    exact: bool

    @classmethod
    def drawn(cls, draw: random.Random) -> Topic:
        label = [draw.choice(LABELS)] if draw.random() < 0.25 else []
        return cls(
            draw.choice((("export",), ("export", "import"), ("export", "import", "turnover"))),
            ("", "", *draw.sample(NAMES, draw.randint(1, 3))),
            ("", "", "", *draw.sample(list(GOODS), draw.choice((0, 0, 1))), *label),
            draw.choice(((2022,), (2022,), (2021, 2022))),
            draw.choice(((0,), (0,), (0, 0, 1))),
            draw.random() < 0.3,
        )

    def cut(self, draw: random.Random) -> Cut:
        chosen = [draw.choice(choices) for choices in (self.flows, self.partners, self.goods)]
        return Cut(*chosen, draw.choice(self.years), draw.choice(self.quarters))

    def asked(self, draw: random.Random) -> Asked:
        """A measure of any kind."""
        cut = self.cut(draw)
        match draw.choice(KINDS):
            case "share":
                return _share(cut, draw)
            case "growth":
                now = replace(cut, year=2022)
                text = f"growth({now.text})"
                return Asked(text, "%", now.total(), whole=now.total(2021), scale=PER_CENT, offset=-PER_CENT)
            case "change":
                now = replace(cut, year=2022)
                return Asked(f"change({now.text}, USD)", "USD", now.total(), now.total(2021))
            case "balance":
                ours, theirs = (replace(cut, flow=flow) for flow in ("export", "import"))
                text = f"balance({ours.text.removeprefix('export')}, USD)"
                return Asked(text, "USD", ours.total(), theirs.total())
            case "ratio":
                other = self.cut(draw)
                return Asked(f"ratio({cut.text}, {other.text})", "", cut.total(), whole=other.total())
        return Asked(f"level({cut.text}, USD)", "USD", cut.total())


def _share(cut: Cut, draw: random.Random) -> Asked:
    """The share of a slice in its flow, in the same goods, or of a flow in turnover."""
    whole = Cut(cut.flow, year=cut.year, quarter=cut.quarter)
    if cut.goods and draw.random() < 0.3:
        whole = replace(cut, partner="")
    if not cut.partner and not cut.goods:
        whole = replace(whole, flow="turnover")
    return Asked(f"share({cut.text}, {whole.text})", "%", cut.total(), whole=whole.total(), scale=PER_CENT)


def around(value: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    """The decimals of so many digits next to a value; the value itself where it has no more."""
    if not value:
        return value, value
    grain = Fraction(10) ** (floor(log10(abs(value))) + 1 - digits)
    return floor(value / grain) * grain, ceil(value / grain) * grain


def drawn_statement(name: str, table: Table, topic: Topic, draw: random.Random) -> Said | None:
    """A true statement; nothing where what was drawn has no truth or says nothing."""
    asked = topic.asked(draw)
    value = table.truth(asked)
    if value is None:
        return None
    low, high = around(value, 9 if topic.exact else draw.choice((1, 2, 2, 3, 3, 9)))
    side = draw.random()
    return _saying(Said(name, asked, *((None, high) if side < 0.08 else (low, None) if side < 0.16 else (low, high))))


def _saying(said: Said) -> Said | None:
    """The statement, unless it admits any value or says more than trade can be."""
    asked = said.asked
    if not isinstance(asked, Asked):
        return said
    if asked.whole and any(end is not None and abs(asked.quotient(end)) > LARGEST for end in (said.low, said.high)):
        return None
    one_sided = said.high is None and said.low is not None and asked.minus == Total()
    return said if not one_sided or asked.quotient(said.low or Fraction(0)) > 0 else None


def drawn_place(name: str, table: Table, topic: Topic, draw: random.Random, named: Sequence[str]) -> Said | None:
    """The place of one partner, beside all others that are named."""
    among = Cut(draw.choice(topic.flows), year=draw.choice(topic.years))
    sizes = {partner: table.total(replace(among, partner=partner).total()) for partner in SINGLE}
    member = draw.choice(named)
    number = 1 + sum(size > sizes[member] for size in sizes.values())
    rivals = tuple(replace(among, partner=other).total() for other in named if other != member)
    text = f"rank({member}, {among.text})"
    place = Place(text, replace(among, partner=member).total(), rivals, among.total(), number)
    return Said(name, place) if number > 1 or rivals else None


def falsified(said: Said, draw: random.Random) -> Said:
    """The statement moved away from the truth."""
    if isinstance(said.asked, Place):
        return replace(said, asked=replace(said.asked, number=said.asked.number + draw.choice((1, 2))))
    size = max(abs(said.low or 0), abs(said.high or 0), Fraction(1))
    by = size * draw.choice((Fraction(1, 10), Fraction(-1, 2), Fraction(1), Fraction(3), Fraction(-1), Fraction(-2)))
    low, high = (None if end is None else around(end + by, 9)[0] for end in (said.low, said.high))
    return _saying(replace(said, low=low, high=high)) or said


def drawn(seed: int) -> tuple[list[Said], list[Asked], int]:
    """Statements about a table, measures to ask, and how many of the statements are false."""
    draw = random.Random(seed)
    table, topic = Table(draw), Topic.drawn(draw)
    said = [one for at in range(draw.randint(2, 7)) if (one := drawn_statement(f"s{at}", table, topic, draw))]
    named = [name for name in SINGLE if any(name in one.asked.text for one in said)] or list(SINGLE[:1])
    places = [drawn_place(f"r{at}", table, topic, draw, named) for at in range(draw.choice((0, 0, 1, 2)))]
    said += {one.asked.text: one for one in places if one}.values()
    wrong = min(len(said), draw.choice((0, 0, 1, 1, 2, 3)))
    for at in draw.sample(range(len(said)), wrong):
        said[at] = falsified(said[at], draw)
    return said, [topic.asked(draw) for _ in range(3)], wrong
