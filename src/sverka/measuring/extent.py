"""What part of a reporter's trade the records of a source hold, and whether a reader would take it for all trade.

Files come cut to what somebody asked a portal for: one partner, one heading, the chapters of food. Their totals are
right and partial. An extract is *narrow* by these rules, all of them over what a series holds in all its periods and
both flows:

- **goods**: they lie in fewer than `FEWEST_SECTIONS` of the 21 sections of the HS, or mostly fill a known part of it
  (`reference/tables/goods/extents.csv`). Small trade leaves gaps in many sections, a filter takes whole
  sections away. Where a declared total over goods stands among the rows, that total is no extract;
- **partners**: there are fewer than `FEWEST_PARTNERS`. A declared world among them is no extract, nor are rows whose
  partner is not stated;
- a mapping says what its table is an extract of (`scope` of `[about]`).

A period of a flow by itself is narrow where it has at most a third of the sections, or partners, that the periods of
the flow have else: one heading of 2024 beside the whole of 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.asked import asked_slices
from sverka.measuring.expression import COMMODITY_DIGITS, LENGTH_BITS, TOTAL_GOODS, decode_code
from sverka.measuring.naming import codes_of
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS, code_ranges
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.recording.columns import HS_BASED, WORLD
from sverka.recording.contents import Contents
from sverka.reference.extents import chapter_codes, code_spans, extent_of_chapters
from sverka.reference.goods import hs_ranges, section_of

T = TypeVar("T")
SCOPE = "scope"
FEWEST_SECTIONS = 12
"""Goods in fewer of the 21 sections of the HS than this are told to be an extract."""
FEWEST_PARTNERS = 4
"""Fewer partners than this, in all years and both flows, are told to be an extract."""
MOST_HEADINGS = 5
"""So few headings are named as headings: a chapter is more than one of its headings."""
PART_OF_USUAL = 3
"""A period with so many times fewer sections, or partners, than others is told to be an extract."""
_CHAPTER = 10 ** (COMMODITY_DIGITS - 2)
_LENGTH = (1 << LENGTH_BITS) - 1
UNSTATED = "x000000"
"""The partner of rows that state none."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What narrow records hold: HS codes and ranges, partners, what a mapping says; empty where they are not narrow.

    `period` is set where it is of one period alone.
    """

    goods: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    said: str = ""
    period: Period | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it is a part of trade that a total must not be taken for the whole of."""
        return bool(self.goods or self.partners or self.said)

    def covers(self, cut: Slice, period: Period) -> bool:
        """Whether a slice asks for no more than what is held, so that its figure is what its words say."""
        return not self.said and self._has_goods(cut.goods) and self._has_partners(cut.partners, period)

    def _has_goods(self, goods: Members) -> bool:
        """Whether all of some goods are among those held."""
        if not self.goods:
            return True
        spans = code_spans(self.goods)
        inside = (any(low <= first and last <= high for low, high in spans) for first, last in code_ranges(goods))
        return not goods.is_all and all(inside)

    def beyond(self, goods: Members) -> tuple[str, ...]:
        """The names that go beyond the chapters held, from the first to the last: codes and ranges that are not wholly
        within them, groups that lie outside. Between two chapters small trade has gaps of its own.
        """
        spans = code_spans(self.goods)
        if not spans:
            return ()
        low, high = spans[0][0] // _CHAPTER * _CHAPTER, -(-spans[-1][1] // _CHAPTER) * _CHAPTER
        return tuple(name for name in goods.include if not _lies_within(name, low, high))

    def _has_partners(self, partners: Members, period: Period) -> bool:
        if not self.partners:
            return True
        own = frozenset(self.partners)
        wanted = codes_of(partners.include, period, own) - codes_of(partners.exclude, period, own)
        return bool(partners.include) and wanted <= own

    def values(self) -> dict[str, str]:
        """What is held, as the values of a remark: `goods`, `partners`, `said`, `period`."""
        told = {"goods": "+".join(self.goods), "partners": "+".join(self.partners), "said": self.said}
        told["period"] = str(self.period) if self.period else ""
        return {name: text for name, text in told.items() if text}


def _lies_within(name: str, low: int, high: int) -> bool:
    """Whether a code or range lies wholly within some codes, a group at least in part; true of what has no codes."""
    ranges = hs_ranges(name) or ()
    if name[:1].isdigit():
        return all(low <= first and last <= high for first, last in ranges)
    return not ranges or any(low < last and first < high for first, last in ranges)


WHOLE = Extent()
"""Records that are no narrow extract."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What one flow has, by the first month of each recorded period."""

    chapters: Mapping[int, frozenset[int]]
    partners: Mapping[int, frozenset[str]]
    totals: frozenset[int]
    worlds: frozenset[int]


def extent_remarks(answer: Answer) -> tuple[Remark, ...]:
    """A `scope` remark where the records are a narrow extract that does not cover what is asked: once of all the
    source's records, and of each period that is narrower than the others.
    """
    series = answer.series
    if series is None:
        return ()
    asked = asked_slices(answer.measure, answer.assumed)
    told = dict.fromkeys(one for cut, period in asked for one in extents_exceeded(series, cut, period))
    return tuple(Remark("scope", one.values()) for one in told)


def extents_exceeded(series: Series, cut: Slice, period: Period) -> tuple[Extent, ...]:
    """The narrow extents that a slice asks for more than: of all the source's records, and of its period alone."""
    every = (extent_of(series), *(period_extent(series, flow, period) for flow in FLOWS[cut.flow]))
    return tuple(one for one in every if one.is_narrow and not one.covers(cut, period))


def shown_extents(series: Series, flows: Iterable[Flow], period: Period) -> tuple[Extent, ...]:
    """What the totals of some flows of a period are totals of, where they are not of all trade: the whole source's
    extent, and those of the period where it holds less.
    """
    found = (extent_of(series), *(period_extent(series, one, period) for flow in flows for one in FLOWS[flow]))
    return tuple(dict.fromkeys(one for one in found if one.is_narrow))


def common_extent(series: Series, flows: Iterable[Flow], period: Period) -> Extent:
    """What all totals of a period are totals of, the narrowest that is said of every flow; `WHOLE` for all trade."""
    by_flow = {period_extent(series, one, period) for flow in flows for one in FLOWS[flow]}
    alike = by_flow.pop() if len(by_flow) == 1 else WHOLE
    whole = extent_of(series)
    return replace(whole, goods=alike.goods or whole.goods, partners=alike.partners or whole.partners)


def extent_of(series: Series) -> Extent:
    """What a series holds in all its periods and both flows; `WHOLE` where that is no narrow extract."""
    known = series._positions
    token = (Flow.TURNOVER, "extent")
    if token not in known:
        held = [held_of(series, flow) for flow in series.blocks]
        chapters = frozenset[int]().union(*(found for one in held for found in one.chapters.values()))
        partners = frozenset[str]().union(*(found for one in held for found in one.partners.values()))
        is_narrow = _is_narrow(chapters) and not any(one.totals for one in held)
        goods = _codes(series, tuple(series.blocks), chapters) if is_narrow else ()
        few = partners if len(partners) < FEWEST_PARTNERS and not any(one.worlds for one in held) else ()
        known[token] = Extent(goods, tuple(sorted(few)), series.about.scope)
    found: Extent = known[token]
    return found


def extent_of_contents(held: Contents, said: str) -> Extent:
    """The same of what a book has rows of, without a cube; `said` is what the mapping says."""
    chapters = {int(code[:2]) for code in held.codes if len(code) >= 2}
    goods: tuple[str, ...] = ()
    if all(one.startswith(HS_BASED) for one in held.classifications) and not held.has_total and _is_narrow(chapters):
        fine = all(len(code) == 4 for code in held.codes) and len(held.codes) <= MOST_HEADINGS
        goods = tuple(sorted(held.codes)) if fine else chapter_codes(chapters)
    few = len(held.partners - {UNSTATED}) < FEWEST_PARTNERS and not held.has_world and UNSTATED not in held.partners
    return Extent(goods, tuple(sorted(held.partners)) if few else (), said)


def _is_narrow(chapters: Iterable[int]) -> bool:
    """Whether goods of these chapters are a part of all goods; none at all are not told apart."""
    held = frozenset(chapters)
    return bool(held) and (len(_sections(held)) < FEWEST_SECTIONS or extent_of_chapters(held) is not None)


def _sections(chapters: Iterable[int]) -> frozenset[str | None]:
    return frozenset(section_of(f"{chapter:02d}") for chapter in chapters)


def _codes(
    series: Series, flows: Iterable[Flow], chapters: Iterable[int], when: Period | None = None
) -> tuple[str, ...]:
    """The codes of what is held: chapters, or headings where there are very few, and no chapter is declared whole."""
    headings: set[int] = set()
    for flow in flows:
        if _declares_chapters(series, flow):
            return chapter_codes(chapters)
        months, codes = series.blocks[flow].held_codes(4)
        inside = [when is None or when.first_month <= int(month) <= when.last_month for month in months]
        headings.update(int(code) for code, one in zip(codes, inside, strict=True) if one)
        if len(headings) > MOST_HEADINGS + 1:
            break
    found = sorted(heading for heading in headings if heading >= 0)
    told = {heading // 100 for heading in found} == set(chapters)
    coarse = any(heading % 100 == 0 for heading in found)  # a chapter, filled up: no heading ends in 00
    if told and not coarse and len(found) <= MOST_HEADINGS:
        return tuple(f"{heading:04d}" for heading in found)
    return chapter_codes(chapters)


def _declares_chapters(series: Series, flow: Flow) -> bool:
    """Whether a total of a chapter is declared, even if its parts come to it, or with different values."""
    told = (one[flow]["commodity"] for one in (series.declared, series.contested) if flow in one)
    return any(((codes >= 0) & (codes & _LENGTH < 4)).any() for codes in told)


def period_extent(series: Series, flow: Flow, period: Period) -> Extent:
    """What a flow holds in a period, where that is much less than in its other periods; else `WHOLE`."""
    known = series._positions
    token = (flow, f"extent {period}")
    if token not in known:
        known[token] = _of_period(series, flow, period) if flow in series.blocks else WHOLE
    found: Extent = known[token]
    return found


def _of_period(series: Series, flow: Flow, period: Period) -> Extent:
    held = held_of(series, flow)
    months = [month for month in series.recorded(flow) if period.first_month <= month <= period.last_month]
    if not months:
        return WHOLE
    chapters = frozenset[int]().union(*(held.chapters.get(month, ()) for month in months))
    partners = frozenset[str]().union(*(held.partners.get(month, ()) for month in months))
    usual_sections = _usual([len(_sections(one)) for one in held.chapters.values()])
    usual_partners = _usual([len(one) for one in held.partners.values()])
    goods: tuple[str, ...] = ()
    if chapters and not held.totals & set(months) and len(_sections(chapters)) * PART_OF_USUAL <= usual_sections:
        goods = _codes(series, (flow,), chapters, period)
    few = bool(partners) and not held.worlds & set(months) and len(partners) * PART_OF_USUAL <= usual_partners
    few = few and len(partners) < FEWEST_PARTNERS
    return Extent(goods, tuple(sorted(partners)) if few else (), period=period)


def _usual(counts: list[int]) -> int:
    """What three quarters of the periods do not exceed."""
    return sorted(counts)[(3 * len(counts)) // 4] if counts else 0


def held_of(series: Series, flow: Flow) -> _Held:
    """The chapters and partners that a flow has in each recorded period, and where totals are declared."""
    known = series._positions
    token = (flow, "held")
    if token not in known:
        known[token] = _found(series, flow)
    found: _Held = known[token]
    return found


def _found(series: Series, flow: Flow) -> _Held:
    block = series.blocks[flow]
    chapters: dict[int, set[int]] = {}
    partners: dict[int, set[str]] = {}
    totals, worlds = _declared(series, flow)
    for month, code in _pairs(*block.held_codes(2)) if series.is_hs else ():
        if code == TOTAL_GOODS:
            totals.add(month)
        elif code >= 0:
            chapters.setdefault(month, set()).add(code)
    for month, number in _pairs(*block.held_partners()):
        partner = decode_code(number)
        if partner in (WORLD, UNSTATED):
            worlds.add(month)
        else:
            partners.setdefault(month, set()).add(partner)
    return _Held(_frozen(chapters), _frozen(partners), frozenset(totals), frozenset(worlds))


def _declared(series: Series, flow: Flow) -> tuple[set[int], set[int]]:
    """The months with a declared total over goods, and over partners, whether or not anything is left beyond parts."""
    declared = series.declared.get(flow)
    if declared is None:
        return set(), set()
    rows = zip(declared["period"], declared["partner"], declared["commodity"], strict=True)
    told = [(int(month), decode_code(int(partner)), int(goods)) for month, partner, goods in rows]
    totals = {month for month, _, goods in told if goods == TOTAL_GOODS}
    return totals, {month for month, partner, _ in told if partner == WORLD}


def _pairs(months: Any, codes: Any) -> Iterator[tuple[int, int]]:
    return zip((int(month) for month in months), (int(code) for code in codes), strict=True)


def _frozen(sets: Mapping[int, set[T]]) -> dict[int, frozenset[T]]:
    return {month: frozenset(found) for month, found in sets.items()}
