"""Rows of a table: each figure of the facts by itself, with a label that says what it measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.measuring.answers import Answer
from sverka.model.measures import Balance, Count, Growth, Level, Share, measure_period, measure_slices
from sverka.model.slices import Members
from sverka.writing.brief.facts import Fact, Word, direction

NONE = Members()


def row_facts(facts: Sequence[Fact], goods: Members = NONE, partners: Members = NONE) -> Iterator[Fact]:
    """A fact for each figure that a row can say, every measure once; `goods` and `partners` that are all that is held
    go unnamed: the words of a narrow extract name them.
    """
    seen: set[str] = set()
    for fact in facts:
        for answer in fact.figures.values():
            key = _key(answer)
            if key is not None and str(answer.measure) not in seen:
                seen.add(str(answer.measure))
                yield Fact(key, fact.topic, {"figure": answer}, _words(answer, goods, partners))


def _key(answer: Answer) -> str | None:
    value = answer.value or 0.0
    match answer.measure:
        case Level():
            return "row.level"
        case Share():
            return "row.share"
        case Growth():
            return f"row.growth.{direction(answer)}"
        case Balance():
            return f"row.balance.{'surplus' if value > 0 else 'deficit'}"
        case Count(where=where):
            return f"row.count.{where.flow.value}"
        case _:
            return None


def _words(answer: Answer, goods: Members, partners: Members) -> dict[str, Word]:
    cut = measure_slices(answer.measure)[0]
    words = {"flow": Word("flow", cut.flow.value), "when": Word("period", str(measure_period(answer.measure)))}
    if cut.partners.include and cut.partners != partners:
        words["partner"] = Word("place", cut.partners.include[0])
    if cut.goods.include and cut.goods != goods:
        words["goods"] = Word("goods", cut.goods.include[0])
    return words
