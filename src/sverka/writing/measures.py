"""Measures in words: as a name (`share of Asia in turnover`) and as a sentence about an amount."""

from __future__ import annotations

from sverka.checking.wording import Ui, phrasebook
from sverka.model.measures import (
    Balance,
    Change,
    Count,
    Growth,
    Level,
    Measure,
    Rank,
    Ratio,
    Share,
    ShareChange,
    UnitValue,
)
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.reference.ranked import is_goods
from sverka.writing.russian import Case, inflected
from sverka.writing.slices import (
    flow_text,
    goods_name,
    goods_text,
    partners_text,
    period_text,
    place_in_sentence,
    slice_text,
    with_partners,
)


def measure_name(measure: Measure, ui: Ui) -> str:
    """A measure as a noun phrase: `share of Central Asia in turnover`, `доля Центральной Азии в товарообороте`."""
    match measure:
        case Level(cut=cut):
            name = slice_text(cut, ui)
        case UnitValue(cut=cut):
            name = _say("name_unit_value", ui, cut=slice_text(cut, ui, "gent"))
        case Balance():
            name = _balance(measure, ui)
        case Growth(cut=cut, base=base) | Change(cut=cut, base=base):
            key = "name_growth" if isinstance(measure, Growth) else "name_change"
            name = _say(key, ui, cut=slice_text(cut, ui, "gent")) + against(base, ui)
        case Share():
            name = _share("name_share", measure, ui)
        case ShareChange(share=share, base=base):
            name = _say("name_share_change", ui, share=_share("name_share_gent", share, ui)) + against(base, ui)
        case Ratio(a=a, b=b):
            name = _say("name_ratio", ui, a=slice_text(a, ui, "gent"), b=slice_text(b, ui, "datv"))
        case Rank(member=member, among=among):
            named = _member_name(member, ui, "gent")
            name = _say("name_rank", ui, member=named, among=slice_text(among, ui, "loct"))
        case Count(dimension=dimension, where=where):
            key = "name_count_partners" if dimension == "partners" else "name_count_goods"
            name = _say(key, ui, where=slice_text(where, ui, "loct"))
    return name


def _share(key: str, share: Share, ui: Ui) -> str:
    part, whole = part_text(share.part, share.whole, ui, "gent"), slice_text(share.whole, ui, "loct")
    return _say(key, ui, part=part, whole=whole)


def _say(key: str, ui: Ui, **values: object) -> str:
    return phrasebook("sverka.writing", ui).say(key, **values)


def amount_sentence(measure: Measure, amount: str, ui: Ui) -> str:
    """A sentence that gives an amount for a measure: `exports are at most 54.17 % of turnover`."""
    words = phrasebook("sverka.writing", ui)
    if isinstance(measure, Share):
        return _share_sentence(measure, amount, ui)
    if isinstance(measure, Rank) and amount.isdecimal():
        member, among = _member_name(measure.member, ui, "nomn"), slice_text(measure.among, ui, "loct")
        return words.say("rank_sentence", member=member, place=amount, among=among)
    verb = "are" if isinstance(measure, Level) and measure.cut.flow is not Flow.TURNOVER else "is"
    return words.say("plain_sentence", subject=measure_name(measure, ui), verb=verb, amount=amount)


def part_text(part: Slice, whole: Slice, ui: Ui, case: Case) -> str:
    """What sets a part off from its whole: its partners, its goods or its flow; the whole slice where it is more."""
    match _set_off(part, whole):
        case "partners":
            return partners_text(part.partners, ui, case)
        case "goods":
            return goods_text(part.goods, ui, case)
        case "flow":
            return flow_text(part.flow, ui, case)
        case _:
            return slice_text(part, ui, case)


def _set_off(part: Slice, whole: Slice) -> str | None:
    """The one thing by which a part is named: `partners`, `goods` or `flow`; nothing where it takes more."""
    differing = [
        name for name in ("flow", "partners", "goods", "period") if getattr(part, name) != getattr(whole, name)
    ]
    if differing == ["flow"]:
        return "flow"
    one = differing[0] if len(differing) == 1 and differing != ["period"] else None
    return one if one is not None and getattr(whole, one).is_all else None


def _share_sentence(measure: Share, amount: str, ui: Ui) -> str:
    part, whole = measure.part, measure.whole
    text = part_text(part, whole, ui, "accs")
    return phrasebook("sverka.writing", ui).say(
        "share_sentence",
        part=text,
        verb="are" if _is_plural(part, whole) else "is",
        amount=amount,
        whole=slice_text(whole, ui, "gent"),
    )


def _is_plural(part: Slice, whole: Slice) -> bool:
    """Whether the English subject of a share is plural: exports, imports, several partners, machines."""
    match _set_off(part, whole):
        case "partners":
            name = partners_text(part.partners, "en").partition(" (")[0]
            return len(part.partners.include) != 1 or name.endswith((" countries", " economies"))
        case "goods":
            return len(part.goods.include) != 1 or _is_plural_name(goods_text(part.goods, "en"))
        case _:
            return part.flow is not Flow.TURNOVER


def _is_plural_name(goods: str) -> bool:
    """Whether goods of an English name are many: `mineral fuels`, `timber and wood products`, not `food`, `glass`.

    >>> [_is_plural_name(name) for name in ("food", "timber and paper", "parts of machinery", "glass (70)", "cables")]
    [False, True, True, False, True]
    """
    head = goods.partition(" (")[0].partition(" of ")[0]
    return " and " in head or "," in head or (head.endswith("s") and not head.endswith(("ss", "us")))


def _balance(measure: Balance, ui: Ui) -> str:
    goods = goods_text(measure.goods, ui)
    return phrasebook("sverka.writing", ui).say(
        "name_balance",
        partners=with_partners(measure.partners, ui),
        goods=f" ({goods})" if goods else "",
        period=period_text(measure.period, ui),
    )


def _member_name(member: str, ui: Ui, case: Case) -> str:
    if is_goods(member):
        name = goods_name(member, ui)
        return name if member[:1].isdigit() else inflected(name, case) if ui == "ru" else name
    return inflected(place_in_sentence(member, ui), case) if ui == "ru" else place_in_sentence(member, ui)


def against(base: Period | None, ui: Ui) -> str:
    """What a change is measured from, with a space before it; nothing for the year before."""
    if base is None:
        return ""
    return phrasebook("sverka.writing", ui).say("against_year" if base.is_year else "against", base=base)
