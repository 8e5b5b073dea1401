"""Caveats: what the definition of the source, and the scope of the book, leave open where a figure misses."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.telling import Teller
from sverka.checking.wording import Phrasebook, in_language
from sverka.measuring.answers import Answer
from sverka.measuring.extent import SCOPE
from sverka.model.measures import measure_slices
from sverka.reference.goods import get_goods
from sverka.reference.goods_senses import goods_senses
from sverka.reference.places import get_place

OF_PARTNERS = ("many_left", "own_codes_above", "own_codes_counted")
"""What is said of a rank or count of partners among which some are no countries."""


def caveats_of(answer: Answer, reporter: str, words: Phrasebook, teller: Teller) -> tuple[str, ...]:
    """Why a publisher may honestly have another figure: whose trade it is, which goods and partners are counted."""
    return () if answer.series is None else tuple(_caveats(answer, reporter, words, teller))


def partner_caveats(answer: Answer, teller: Teller) -> tuple[str, ...]:
    """Which partners that are no countries stand above, are counted, or are left out of a rank or count."""
    return tuple(teller.remark(remark) for remark in answer.remarks if remark.kind in OF_PARTNERS)


def _caveats(answer: Answer, reporter: str, words: Phrasebook, teller: Teller) -> Iterator[str]:
    assert answer.series is not None
    series, ui = answer.series, words.ui
    title = series.about.word("title", ui)
    if _is_region(reporter) and series.about.word("region", ui):
        yield words.say("caveat_region", source=title, region=series.about.word("region", ui))
    for remark in answer.remarks:
        if remark.kind == SCOPE:
            yield words.say("caveat_scope", scope=teller.remark(remark))
    yield from partner_caveats(answer, teller)
    for name in dict.fromkeys(name for cut in measure_slices(answer.measure) for name in cut.goods.include):
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


def _is_region(reporter: str) -> bool:
    place = get_place(reporter)
    return place is None or place.kind == "region"
