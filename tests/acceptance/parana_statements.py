"""Statements on the trade of Paraná, true and false, from the raw records: the first line of acceptance.

`statements(records, seed)` draws them anew for every seed. Half are true as said or within a fitting hedge, half are
falsified by amounts outside their rounding and hedge; some are true only in another sense of a word, a few loosely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from parana_choice import cut_of, is_telling, question_of, ranked_cut
from parana_numbers import HEDGES, Printed, admits, hedge_words, money, percent, significant, times, tonnes
from parana_otherwise import OTHERWISE, otherwise
from parana_slots import (
    REPORTERS,
    UNNAMED,
    Slots,
    balance_slots,
    direction_slots,
    english_slots,
    figure_slots,
    phrases,
    rank_slots,
    russian_slots,
)
from parana_truth import Cut, Question, Records, measure_text, other_senses
from parana_words import Telling, chosen, fill, over_words, period_words

KINDS = {
    "level": 60,
    "tonnes": 30,
    "share_partner": 42,
    "share_goods": 34,
    "growth": 46,
    "growth_since": 12,
    "growth_tonnes": 8,
    "times": 6,
    "change": 14,
    "balance": 20,
    "rank_partner": 18,
    "rank_goods": 10,
}
AMOUNTS = ("level", "tonnes", "share_partner", "share_goods", "growth", "change", "balance")
MODES = ("true", "false", "otherwise", "nearly")
VERDICTS = {"true": "holds", "false": "fails", "otherwise": "holds otherwise", "nearly": "nearly holds"}
TRIES = 4000


@dataclass(frozen=True)
class Statement:
    """A text with one figure, as it is given to the program, and what must come of it."""

    text: str
    lang: str
    date: str
    reporter: str | None
    kind: str
    verdict: str
    measure: str
    value: float
    recorded: float
    hedge: str
    start: int
    end: int
    sense: str = ""


@dataclass(frozen=True)
class Draft:
    """What is to be said: the question, its recorded answer, the figure stated, and whether it is true."""

    kind: str
    cut: Cut
    goods: str
    question: Question
    figure: Printed
    value: float
    mode: str


def statements(records: Records, seed: int, count: int = 300) -> list[Statement]:
    """So many statements, half in English, half in Russian, drawn by the seed."""
    rng = Random(seed)
    kinds = [kind for kind, weight in KINDS.items() for _ in range(weight * count // 300)]
    rng.shuffle(kinds)
    special = round(count * 0.09)
    found: list[Statement] = []
    for at, kind in enumerate(kinds):
        lang = ("en", "ru")[at % 2]
        mode = "otherwise" if at < special else "nearly" if at < special + 6 else ("true", "false")[(at // 2) % 2]
        if mode == "nearly" and kind not in AMOUNTS:
            mode = "true"
        found.append(next(_drawn(rng, records, lang, kind, mode)))
    return found


def _drawn(rng: Random, records: Records, lang: str, kind: str, mode: str) -> Iterator[Statement]:
    for _ in range(TRIES):
        made = _special(rng, records, lang) if mode == "otherwise" else _plain(rng, records, lang, kind, mode)
        if made is not None:
            yield made
    raise LookupError(f"no {mode} statement of kind {kind} found")


def _plain(rng: Random, records: Records, lang: str, kind: str, mode: str) -> Statement | None:
    cut, goods = cut_of(rng, kind)
    cut = ranked_cut(rng, records, kind, cut)
    question = question_of(rng, kind, cut)
    value = None if question is None else is_telling(records, kind, question)
    if question is None or value is None:
        return None
    hedged = mode != "nearly" and kind in AMOUNTS and rng.random() < 0.4
    hedge = rng.choice((*HEDGES, "at_least", "at_most")) if hedged else "exact"
    if kind.startswith("rank"):
        figure = _ranked(rng, round(value), mode)
    else:
        figure = _figure(rng, lang, kind, value, mode, hedge)
    if figure is None or not _is_clear(records, question, figure, value, mode):
        return None
    return _told(rng, lang, Draft(kind, cut, goods, question, figure, value, mode))


def _special(rng: Random, records: Records, lang: str) -> Statement | None:
    """A statement that is true only when a word of it is taken in another sense."""
    kind, cut, goods, question, meant, sense = otherwise(rng, rng.choice(OTHERWISE))
    value, plain = is_telling(records, kind, meant), records.value(question)
    if value is None or plain is None:
        return None
    figure = _figure(rng, lang, kind, value, "true", "exact")
    if figure is None or not admits(figure, value) or admits(figure, plain, loosely=True):
        return None
    told = _told(rng, lang, Draft(kind, cut, goods, question, figure, plain, "otherwise"))
    return None if told is None else replace(told, sense=sense)


def _is_clear(records: Records, question: Question, figure: Printed, value: float, mode: str) -> bool:
    """Whether the figure is surely what the mode says, and a false one fits no other sense."""
    if mode == "true":
        return admits(figure, value)
    if mode == "nearly":
        return admits(figure, value, loosely=True) and not admits(replace(figure, hedge="exact"), value)
    senses = [records.value(other) for other in other_senses(question)]
    return not any(admits(figure, one, loosely=True) for one in (value, *senses) if one is not None)


def _ranked(rng: Random, rank: int, mode: str) -> Printed | None:
    said = rank if mode == "true" else max(1, rank + rng.choice((-2, -1, 1, 2, 3)))
    return None if said > 9 else Printed(str(said), float(said), 1.0, str(said))


def _figure(rng: Random, lang: str, kind: str, value: float, mode: str, hedge: str) -> Printed | None:
    """The value as printed: rounded rightly, set beside it as the hedge wants, cut off, or falsified."""
    digits = rng.choice((2, 3)) if hedge != "exact" else 3 if mode != "true" else rng.choice((2, 3, 3, 4))
    target = _falsified(rng, kind, value, hedge) if mode == "false" else _beside(value, hedge, digits)
    if mode == "nearly":
        step = abs(significant(value, 1)[0]) * 10.0 ** (1 - digits)
        target = value - 0.45 * step * (1 if value > 0 else -1)
    if target is None:
        return None
    if kind.startswith("share") or kind in ("growth", "growth_since", "growth_tonnes"):
        made = percent(rng, lang, target, digits)
        most = 100 if kind.startswith("share") or target < 0 else 400
        if not 0 < abs(made.value) < most:
            return None
    elif kind == "times":
        made = times(rng, lang, target, digits)
    else:
        made = (tonnes if kind == "tonnes" else money)(rng, lang, target, digits)
        made = replace(made, value=made.value * (1 if target > 0 else -1))
    return replace(made, hedge=hedge, hedge_words=hedge_words(rng, lang, hedge))


def _beside(value: float, hedge: str, digits: int) -> float:
    """What a true figure is rounded from: a little above the value behind "almost", a little below behind "over"."""
    step = abs(significant(value, 1)[0]) * 10.0 ** (1 - digits)
    if hedge in ("almost", "less_than", "at_most"):
        return value + 0.3 * step * (1 if value > 0 else -1)
    if hedge in ("more_than", "at_least"):
        return value - 0.45 * step * (1 if value > 0 else -1)
    return value


def _falsified(rng: Random, kind: str, value: float, hedge: str) -> float:
    if kind in ("growth", "growth_since", "growth_tonnes") and hedge == "exact":
        moved = value + rng.choice((-1, 1)) * max(2.5, abs(value) * rng.uniform(0.2, 0.7))
        return -value if rng.random() < 0.2 else moved
    if hedge in ("more_than", "at_least"):
        return value * rng.uniform(1.2, 1.7)
    if hedge in ("less_than", "at_most"):
        return value * rng.uniform(0.5, 0.82)
    if hedge == "about":
        return value * rng.choice((rng.uniform(1.7, 2.2), rng.uniform(0.35, 0.55)))
    if hedge == "almost":
        return value * rng.choice((rng.uniform(1.7, 2.2), rng.uniform(0.5, 0.8)))
    if kind == "balance" and rng.random() < 0.15:
        return -value
    return value * rng.choice((rng.uniform(1.05, 1.45), rng.uniform(0.6, 0.95)))


def _telling(rng: Random, lang: str, cut: Cut) -> Telling:
    """Where the reporter and the period are said: in the sentence, in the one before it, or outside the text."""
    year, whole_year = cut.first // 12, cut.last - cut.first == 11
    named = rng.random() < 0.75
    reporter = rng.choice(REPORTERS[lang]) if named else UNNAMED[lang]
    date = f"{cut.last // 12 + 1}-{rng.randint(2, 11):02d}-{rng.randint(1, 28):02d}"
    roll = rng.random()
    if roll < 0.15:
        lead = {
            "en": "{R} has published its foreign trade figures {over}.",
            "ru": "Опубликованы данные о внешней торговле {over}.",
        }[lang].format(R=reporter, over=over_words(rng, lang, cut))
        return Telling(reporter, "", lead[0].upper() + lead[1:], date, named)
    if roll < 0.3 and whole_year and year < 2026:
        words = {"en": ("last year",), "ru": ("в прошлом году", "за прошлый год")}[lang]
        return Telling(reporter, rng.choice(words), "", date, named)
    return Telling(reporter, period_words(rng, lang, cut), "", date, named)


def _told(rng: Random, lang: str, draft: Draft) -> Statement | None:
    """The statement in words; `None` where its figure cannot be marked in them."""
    telling = _telling(rng, lang, draft.cut)
    slots, text = _sentence(rng, lang, draft, telling)
    mark = _mark(draft.kind, draft.figure, slots, text)
    if mark is None:
        return None
    lead = f"{telling.lead} " if telling.lead else ""
    return Statement(
        lead + text,
        lang,
        telling.date,
        None if telling.named else "BR-PR",
        draft.kind,
        VERDICTS[draft.mode],
        measure_text(draft.question),
        draft.figure.value,
        draft.value,
        draft.figure.hedge,
        len(lead) + mark[0],
        len(lead) + mark[1],
    )


def _sentence(rng: Random, lang: str, draft: Draft, telling: Telling) -> tuple[Slots, str]:
    """The slots of the sentence, and the sentence."""
    kind, cut = draft.kind, draft.cut
    slots, genders = (english_slots if lang == "en" else russian_slots)(cut, draft.goods, telling)
    named = _named_part(kind, cut)
    spoken, gender = phrases(rng, lang, named, _without(slots, cut, named))
    slots |= spoken | figure_slots(lang, draft.figure) | _kind_slots(rng, lang, draft)
    slots |= {f"W{case}": spoken[f"NP{case}"] for case in ("", "g", "p", "a") if f"NP{case}" in spoken}
    pattern = chosen(rng, lang, kind, cut, lambda text: _says_all(text, kind, cut) and _may_hedge(text, draft.figure))
    return slots, fill(lang, pattern, slots, {**genders, "v": gender})


def _may_hedge(text: str, figure: Printed) -> bool:
    """Whether a pattern reads well with a hedge of two words: nobody writes «на не менее 5 млн»."""
    return figure.hedge == "exact" or " на {n}" not in text


def _named_part(kind: str, cut: Cut) -> Cut:
    """What the phrase of the flow is of: the whole of a share, that among which something is ranked."""
    if kind in ("share_partner", "rank_partner"):
        return replace(cut, partner="")
    return replace(cut, goods=()) if kind in ("share_goods", "rank_goods") else cut


def _without(slots: Slots, cut: Cut, named: Cut) -> Slots:
    """The slots for a phrase that does not name the part."""
    gone = {"tp", "fp", "wp"} if cut.partner and not named.partner else set()
    gone |= {"og", "gg_"} if cut.goods and not named.goods else set()
    abroad = {"tp_or_abroad": " за рубеж"} if "tp" in gone and "Pg" in slots else {}
    return {**slots, **dict.fromkeys(gone, ""), **abroad}


def _kind_slots(rng: Random, lang: str, draft: Draft) -> Slots:
    kind, question, figure = draft.kind, draft.question, draft.figure
    if kind.startswith("rank"):
        return rank_slots(lang, round(figure.value))
    if kind == "balance":
        return balance_slots(rng, lang, figure.value > 0)
    slots = direction_slots(rng, lang, figure.value > 0)
    if question.base is not None:
        first = question.base[0] // 12
        slots |= {"year0": str(first), "year1": str(question.cut.first // 12)}
    return slots


_GOODS_SLOTS = ("{NP", "{W", "{O}", "{g}", "{gg}", "{ga}", "{og}", "{Og}", "{Sg}")
_PARTNER_SLOTS = ("{NP", "{P", "{tp", "{fp", "{wp", "{from_or_abroad", "{P_or", "{Pg", "{W")


def _says_all(text: str, kind: str, cut: Cut) -> bool:
    """Whether a pattern has a place for the goods and the partner of a cut."""
    goods = not cut.goods or kind in ("share_goods", "rank_goods") or any(slot in text for slot in _GOODS_SLOTS)
    partner = not cut.partner or kind == "share_partner" or any(slot in text for slot in _PARTNER_SLOTS)
    ranked = kind != "rank_goods" or "{g}" in text
    return goods and partner and ranked and (kind != "balance" or not cut.partner or "{wp}" in text)


def _mark(kind: str, figure: Printed, slots: Slots, text: str) -> tuple[int, int] | None:
    """Where the figure stands in the text; `None` where its digits stand twice."""
    if kind.startswith("rank"):
        words = [slots[name] for name in ("nth", "th", "nth_ins", "nth_nom", "nth_place", "nth_loc") if name in slots]
        places = (re.search(rf"\b{word}\b(?! quarter| half| кв| полуг)", text, re.IGNORECASE) for word in words)
        found = next((place for place in places if place), None)
        return (found.start(), found.start() + len(found[0].split()[0])) if found else None
    digits = figure.text
    return (text.index(digits), text.index(digits) + len(digits)) if text.count(digits) == 1 else None
