"""Places, goods, periods and slices in words, in either language and, in Russian, in the case that a sentence needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sverka.checking.wording import Phrasebook, Ui, phrasebook
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.writing.russian import Case, from_where, in_sentence, inflected, to_where, with_whom


def place_name(place_id: str, ui: Ui) -> str:
    """The name of a place, its id where none is known."""
    from sverka.reference.places import get_place

    place = get_place(place_id)
    return place_id if place is None else place.name(ui)


def place_in_sentence(place_id: str, ui: Ui) -> str:
    """The name as it stands inside a sentence: `страны Балтии`, `the United States`."""
    name = place_name(place_id, ui)
    if ui == "ru":
        return in_sentence(name)
    if not _takes_article(name):
        return name
    return f"the {_lowered(name) if name.endswith(_COMMON) else name}"


def goods_name(goods_id: str, ui: Ui) -> str:
    """The name of goods: a product group, the title of an HS heading, or the code itself."""
    from sverka.reference.goods import get_goods

    goods = get_goods(goods_id)
    if goods is None:
        return goods_id
    name = _lowered(goods.name_ru if ui == "ru" else goods.name_en)
    return f"{name} ({goods_id})" if goods_id[:1].isdigit() and goods_id not in name else name


_COMMON = (" abroad", " countries")
_WITH_ARTICLE = re.compile(
    r"^(?:United|Commonwealth|Union|Organi[sz]ation|Association|Group|Gulf)\b"
    r"|\b(?:Union|Republic|Islands|Emirates|Council|League|Organi[sz]ation|abroad|countries|East|District)$"
    r"|^(?:Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles|CIS|EU|EAEU|Americas|Caribbean)$"
)


_TWO_PLACES = re.compile(r" and the |\bIsland and ")
"""Names of two places, the first of which takes no article: South Georgia and the South Sandwich Islands."""


def _takes_article(name: str) -> bool:
    return _WITH_ARTICLE.search(name) is not None and _TWO_PLACES.search(name) is None


def _lowered(name: str) -> str:
    """Without its capital, unless it is an abbreviation: `IT services` stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(words: Sequence[str], ui: Ui, joint: str = "and") -> str:
    """`a, b and c`, or with another `joint` word.

    >>> listed(["China", "Mongolia"], "en")
    'China and Mongolia'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {phrasebook('sverka.writing', ui).say(joint)} {words[-1]}"


def members_text(members: Members, name: Callable[[str], str], ui: Ui, case: Case = "nomn") -> str:
    """A set in words: `China and Mongolia`, `Asia without China`."""
    words = phrasebook("sverka.writing", ui)
    excluded = listed([_cased(name(item), "gent", ui) for item in members.exclude], ui)
    if not members.include:
        return words.say("all_but", part=excluded) if excluded else ""
    whole = listed([_cased(name(item), case, ui) for item in members.include], ui)
    return words.say("without", whole=whole, part=excluded) if excluded else whole


def partners_text(members: Members, ui: Ui, case: Case = "nomn") -> str:
    """Partners in words."""
    return members_text(members, lambda item: place_in_sentence(item, ui), ui, case)


def goods_text(members: Members, ui: Ui, case: Case = "nomn") -> str:
    """Goods in words; HS titles, whose order of words no rule inflects, stay in the nominative."""
    named = [goods_name(item, ui) for item in members.include]
    if case == "nomn" or members.exclude or any(item[:1].isdigit() for item in members.include):
        return members_text(members, lambda item: goods_name(item, ui), ui)
    return listed([_cased(name, case, ui) for name in named], ui)


def flow_text(flow: Flow, ui: Ui, case: Case = "nomn") -> str:
    """The word for a flow."""
    return _cased(phrasebook("sverka.writing", ui).say(f"flow_{flow.value}"), case, ui)


def slice_text(cut: Slice, ui: Ui, case: Case = "nomn") -> str:
    """A slice in words: `exports of mineral fuels to China in 2023`, `экспорт в Китай в 2023 году`."""
    goods, flow = goods_text(cut.goods, ui), flow_text(cut.flow, ui, case)
    if ui == "ru":
        named = _russian_goods(cut)
        before, after = ("", named) if named.startswith(" (") else (named, "")
        return flow + before + _russian_direction(cut) + after + period_text(cut.period, ui)
    direction = {Flow.EXPORT: " to ", Flow.IMPORT: " from ", Flow.TURNOVER: " with "}[cut.flow]
    partners = partners_text(cut.partners, ui)
    named = f" {'in' if cut.flow is Flow.TURNOVER else 'of'} {goods}" if goods else ""
    return flow + named + (direction + partners if partners else "") + period_text(cut.period, ui)


def with_partners(partners: Members, ui: Ui) -> str:
    """` with China`, ` с Китаем`; nothing for all partners."""
    if ui == "ru":
        return _russian_direction(Slice(Flow.TURNOVER, partners))
    named = partners_text(partners, ui)
    return f" with {named}" if named else ""


def period_text(period: Period | None, ui: Ui) -> str:
    """A period as an adverbial with a space before it; nothing for none."""
    if period is None:
        return ""
    words = phrasebook("sverka.writing", ui)
    year, month = divmod(period.first_month, 12)
    ordinals, months = words.say("ordinals").split("|"), words.say("months").split("|")
    if period.is_year:
        return words.say("in_year", year=year)
    if period.months == 1:
        return words.say("in_month", month=months[month], year=year)
    if period.months == 3 and month % 3 == 0:
        return words.say("in_quarter", number=ordinals[month // 3], year=year)
    if period.months == 6 and month % 6 == 0:
        return words.say("in_half", number=ordinals[month // 6], year=year)
    return _months_text(period, months, words)


def _months_text(period: Period, months: list[str], words: Phrasebook) -> str:
    """Months by name: ` in January–October 2025`, ` in July 2022 – June 2023`; ` in 2021–2022` for whole years."""
    (first_year, first), (last_year, last) = divmod(period.first_month, 12), divmod(period.last_month, 12)
    if first == 0 and last == 11:
        return words.say("in_years", first=first_year, last=last_year)
    if first_year == last_year:
        return words.say("in_months", first=months[first], last=months[last], year=last_year)
    return words.say("in_range", first=f"{months[first]} {first_year}", last=f"{months[last]} {last_year}")


def _russian_goods(cut: Slice) -> str:
    """Goods behind a flow: `экспорт соевых бобов`; in brackets where they are told by HS titles, or of turnover."""
    told = cut.goods.include and not cut.goods.exclude and not any(one[:1].isdigit() for one in cut.goods.include)
    if told and cut.flow is not Flow.TURNOVER:
        return f" {goods_text(cut.goods, 'ru', 'gent')}"
    goods = goods_text(cut.goods, "ru")
    return f" ({goods})" if goods else ""


def _russian_direction(cut: Slice) -> str:
    """The partners with the preposition of the flow, each with its own where theirs differ."""
    form = {Flow.EXPORT: to_where, Flow.IMPORT: from_where, Flow.TURNOVER: with_whom}[cut.flow]
    if cut.partners.is_all:
        return ""
    if not cut.partners.include:
        return f" ({partners_text(cut.partners, 'ru')})"
    phrases = [form(place_in_sentence(item, "ru")) for item in cut.partners.include]
    excluded = listed([inflected(place_in_sentence(item, "ru"), "gent") for item in cut.partners.exclude], "ru")
    return " " + listed(_shared_preposition(phrases), "ru") + (f" без {excluded}" if excluded else "")


def _shared_preposition(phrases: list[str]) -> list[str]:
    """`в Китай`, `в Монголию` → `в Китай`, `Монголию`: one preposition is enough where all have the same."""
    prepositions = {phrase.split(" ", 1)[0] for phrase in phrases}
    if len(prepositions) > 1:
        return phrases
    return [phrases[0], *(phrase.split(" ", 1)[1] for phrase in phrases[1:])]


def _cased(name: str, case: Case, ui: Ui) -> str:
    return inflected(name, case) if ui == "ru" else name
