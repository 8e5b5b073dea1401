"""From a cube to a brief: facts are chosen, put into words, laid out in a style, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sverka.measuring.book import Cube
from sverka.measuring.lineage import definition_text, definitions_of
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.writing.brief.facts import Asker, Fact, asker_of
from sverka.writing.brief.history import history_facts
from sverka.writing.brief.lacking import lacking_facts
from sverka.writing.brief.layout import laid_out
from sverka.writing.brief.partners import driver_facts, partner_facts
from sverka.writing.brief.phrasing import Phraser
from sverka.writing.brief.proofing import proofread
from sverka.writing.brief.records import Asked, Brief
from sverka.writing.brief.scope import Scope
from sverka.writing.brief.totals import total_facts
from sverka.writing.brief.wares import goods_driver_facts, goods_facts
from sverka.writing.brief.words import Words
from sverka.writing.slices import place_name

SHORT_MOST = 7
"""How many figures a short brief has at most."""


def brief_of(cube: Cube, period: Period, asked: Asked) -> Brief | None:
    """The brief of a cube's reporter in a period, or the part of it that is recorded; `None` where nothing is.

    Every figure lies in the interval in which it is stated, and reading the brief gives back its measures.
    """
    asker = asker_of(cube, period)
    if asker is None:
        return None
    facts = chosen_facts(asker, asked)
    extent = asker.extent
    scope = Scope(extent, asked.lang) if extent.is_narrow else None
    words = Words(asked.lang, cube.reporter, reporter_name(cube, asked), asker.period, asker.window.base, scope)
    drafts = laid_out(facts, Phraser(words, asked.style != "table"), asked)
    blocks, left_out = proofread(drafts, cube.reporter, asked.lang)
    series = asker.series
    definitions = definitions_of(series, set(asker.window.flows))
    return Brief(
        asked=asked,
        reporter=cube.reporter,
        period=asker.period,
        name=words.name,
        source=series.about.word("title", asked.lang),
        version=cube.version,
        definition=definition_text(series, definitions, asked.lang),
        blocks=blocks,
        left_out=left_out,
    )


def reporter_name(cube: Cube, asked: Asked) -> str:
    """The name of a reporter in the language of the brief."""
    return place_name(cube.reporter, asked.lang)


def chosen_facts(asker: Asker, asked: Asked) -> tuple[Fact, ...]:
    """The facts of a brief of some length."""
    facts = list(_facts(asker))
    chosen = _short(facts) if asked.length == "short" else [fact for fact in facts if not fact.short_only]
    return (*chosen, *lacking_facts(asker))


def _facts(asker: Asker) -> Iterator[Fact]:
    flows = [flow for flow in (Flow.EXPORT, Flow.IMPORT) if flow in asker.window.flows]
    yield from total_facts(asker)
    for makers in ((driver_facts, goods_driver_facts), (partner_facts,), (goods_facts,)):
        for flow in flows:
            for make in makers:
                yield from make(asker, flow)
    yield from history_facts(asker)


def _short(facts: Sequence[Fact]) -> list[Fact]:
    """The most important facts, as many as a short one holds."""
    told: list[Fact] = []
    for fact in sorted((one for one in facts if one.place is not None), key=lambda one: one.place or 0):
        if _figures(told) + len(fact.figures) <= SHORT_MOST:
            told.append(fact)
    return [fact for fact in facts if fact in told]


def _figures(facts: Iterable[Fact]) -> int:
    return sum(len(fact.figures) for fact in facts)
