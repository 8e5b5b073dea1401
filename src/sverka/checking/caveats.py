"""Caveats: what the definition of the source, and the scope of the book, leave open where a figure misses."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.covering import scope_text
from sverka.checking.telling import Teller
from sverka.checking.wording import Phrasebook, in_language
from sverka.measuring.series import Series
from sverka.model.measures import Measure, measure_slices
from sverka.reference.goods import get_goods
from sverka.reference.goods_senses import goods_senses
from sverka.reference.places import get_place


def caveats_of(series: Series, reporter: str, measure: Measure, words: Phrasebook, teller: Teller) -> tuple[str, ...]:
    """Why a publisher may honestly have another figure: whose trade it is, which goods are counted."""
    return tuple(_caveats(series, reporter, measure, words, teller))


def _caveats(series: Series, reporter: str, measure: Measure, words: Phrasebook, teller: Teller) -> Iterator[str]:
    title, ui = series.about.word("title", words.ui), words.ui
    if _is_region(reporter) and series.about.word("region", ui):
        yield words.say("caveat_region", source=title, region=series.about.word("region", ui))
    scope = scope_text(series)
    if scope is not None and takes_totals(measure):
        yield words.say("caveat_scope", scope=scope)
    for name in dict.fromkeys(name for cut in measure_slices(measure) for name in cut.goods.include):
        yield from _of_goods(name, words, teller)
    if not _is_region(reporter) and series.about.word("system", ui):
        yield words.say("caveat_system", source=title, system=series.about.word("system", ui))


def _of_goods(name: str, words: Phrasebook, teller: Teller) -> Iterator[str]:
    """What a word for goods leaves open: its scope, and what its codes hold beside it."""
    goods = get_goods(name)
    if goods is None or not goods.hs or goods.kind == "hs":
        return
    if len(goods_senses(name)) > 1:
        yield words.say("caveat_goods", goods=teller.goods(name))
    if goods.reason:
        yield words.say("caveat_code", goods=teller.goods(name), reason=in_language(goods.reason, words.ui))


def takes_totals(measure: Measure) -> bool:
    """Whether some slice of a measure is of all goods, or of goods as wide as a section, which an extract may cut."""
    return any(cut.goods.is_all or any(_is_wide(name) for name in cut.goods.include) for cut in measure_slices(measure))


def _is_wide(name: str) -> bool:
    goods = get_goods(name)
    return goods is not None and any("-" in code and len(code) == 5 for code in goods.hs)


def _is_region(reporter: str) -> bool:
    place = get_place(reporter)
    return place is None or place.kind == "region"
