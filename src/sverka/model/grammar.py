"""The grammar of measures as text: one parser for the command line, the JSON, the documentation and the web.

    level(export[CN; 27; 2023], USD)    share(turnover[central-asia], turnover)    growth(export[central-asia;; 2022])
    balance([CN;; 2023])    rank(CN, export[;; 2023])    count(partners, export[;; 2023])    ratio(export, import)
    unit_value(export[; 1005; 2023], USD/t)    change(share(export[asia;; 2023], export[;; 2023]))

Spaces are free. `parse_measure(str(m)) == m` for every measure. Errors name the column and what was expected there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sverka.model.errors import MeasureError
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
from sverka.model.slices import ALL, Flow, Members, Slice

_WORD = re.compile(r"[A-Za-z0-9_@/.-]+")
_PARTNER = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_GOODS = re.compile(r"\d{2,10}(?:-\d{2,10})?|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_UNIT = re.compile(r"[A-Z]{3}|(?:[kMGT]Wh?|MMBtu|[a-z][a-z0-9]*)(?:[-/][a-z0-9]+)*")
_PRICE = re.compile(r"[A-Z]{3}/(?:[kMGT]Wh?|MMBtu|[a-z][a-z0-9]*)(?:-[a-z0-9]+)*")
_DIMENSION = re.compile(r"partners|goods@(?:[2-9]|10)")
_OF_SHARE = re.compile(r"share\s*\(")
_POINTS = re.compile("pp")
_PERIOD_START = re.compile(r"\d{4}")
MAX_LENGTH = 2000
FLOW_NAMES = tuple(flow.value for flow in Flow)


def is_partner_name(text: str) -> bool:
    """Whether `text` has the form of a partner: an ISO 3166 code or a group id in kebab-case."""
    return _PARTNER.fullmatch(text) is not None


def is_goods_name(text: str) -> bool:
    """Whether `text` has the form of goods: an HS code or range, or a product-group id in kebab-case."""
    return _GOODS.fullmatch(text) is not None and not _is_bad_range(text)


def is_unit_name(text: str) -> bool:
    """Whether `text` has the form of a unit: a currency, `kg`, `t`, or a quantity unit such as `m3`, `bbl/d`, `GWh`."""
    return _UNIT.fullmatch(text) is not None


def is_price_name(text: str) -> bool:
    """Whether `text` has the form of a price: a currency for a unit of weight or quantity, `USD/t`, `EUR/m3`."""
    return _PRICE.fullmatch(text) is not None


def _is_bad_range(name: str) -> bool:
    first, _, last = name.partition("-")
    return first.isdigit() and bool(last) and (len(first) != len(last) or first > last)


@dataclass(slots=True)
class _Reader:
    """A cursor over the text of one measure."""

    text: str
    at: int = 0

    def fail(self, what: str, expected: str, at: int | None = None) -> MeasureError:
        return MeasureError(what, (self.at if at is None else at) + 1, expected, self.text)

    def peek(self) -> str:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def take(self, mark: str) -> bool:
        if self.peek() != mark:
            return False
        self.at += 1
        return True

    def need(self, mark: str, expected: str | None = None) -> None:
        if not self.take(mark):
            found = self.peek()
            raise self.fail(f"unexpected {found!r}" if found else "the measure ends too soon", expected or f"{mark!r}")

    def word(self, expected: str) -> tuple[str, int]:
        self.peek()
        match = _WORD.match(self.text, self.at)
        if match is None:
            found = self.text[self.at : self.at + 1]
            raise self.fail(f"unexpected {found!r}" if found else "the measure ends too soon", expected)
        start, self.at = self.at, match.end()
        return match[0], start

    def matching(self, form: re.Pattern[str], expected: str) -> str:
        word, start = self.word(expected)
        if not form.fullmatch(word):
            raise self.fail(f"unknown word {word!r}", expected, start)
        return word


def _members(reader: _Reader, form: re.Pattern[str], expected: str) -> Members:
    include: list[str] = []
    exclude: list[str] = []
    if reader.peek() in ("", ";", "]"):
        return ALL
    while True:
        excluded = reader.take("-")
        (exclude if excluded else include).append(reader.matching(form, expected))
        if not reader.take("+"):
            return Members(tuple(include), tuple(exclude))


def _goods(reader: _Reader) -> Members:
    goods = _members(reader, _GOODS, "HS codes of 2 to 10 digits, a range such as 72-73, or a group such as grain")
    for name in (*goods.include, *goods.exclude):
        if _is_bad_range(name):
            raise reader.fail(f"the range {name!r} runs backwards or mixes lengths", "a range such as 72-73")
    return goods


def _period(reader: _Reader) -> Period | None:
    if reader.peek() in ("", "]"):
        return None
    word, start = reader.word("a period: 2023, 2023-Q1, 2023-04 or 2023-01/2023-08")
    try:
        return Period.parse(word)
    except ValueError:
        raise reader.fail(f"unknown period {word!r}", "2023, 2023-Q1, 2023-04 or 2023-01/2023-08", start) from None


def _cut(reader: _Reader) -> tuple[Members, Members, Period | None]:
    """The bracketed part of a slice, if there is one."""
    if not reader.take("["):
        return ALL, ALL, None
    partners = _members(reader, _PARTNER, "a country code such as CN or a group such as central-asia")
    goods = _goods(reader) if reader.take(";") else ALL
    period = _period(reader) if reader.take(";") else None
    reader.need("]", "';' or ']'")
    return partners, goods, period


def _slice(reader: _Reader) -> Slice:
    word, start = reader.word("export, import or turnover")
    if word not in FLOW_NAMES:
        raise reader.fail(f"unknown flow {word!r}", "export, import or turnover", start)
    return Slice(Flow(word), *_cut(reader))


def _unit(reader: _Reader) -> str | None:
    if not reader.take(","):
        return None
    return reader.matching(_UNIT, "a unit: a currency such as USD, kg, t, or a quantity unit")


def _base_and_unit(reader: _Reader) -> tuple[Period | None, str | None]:
    """`[, BASE][, UNIT]` after the slice of a growth."""
    if not reader.take(","):
        return None, None
    reader.peek()
    if _PERIOD_START.match(reader.text, reader.at):
        return _period(reader), _unit(reader)
    return None, reader.matching(_UNIT, "a base period such as 2021, or a unit such as kg")


def _level(reader: _Reader) -> Measure:
    return Level(_slice(reader), _unit(reader))


def _unit_value(reader: _Reader) -> Measure:
    cut = _slice(reader)
    if not reader.take(","):
        return UnitValue(cut)
    return UnitValue(cut, reader.matching(_PRICE, "a price: a currency for t, kg or a quantity unit, as USD/t"))


def _pair(reader: _Reader) -> tuple[Slice, Slice, str | None]:
    first = _slice(reader)
    reader.need(",")
    return first, _slice(reader), _unit(reader)


def _growth(reader: _Reader) -> Measure:
    return Growth(_slice(reader), *_base_and_unit(reader))


def _share(reader: _Reader) -> Share:
    return Share(*_pair(reader))


def _share_change(reader: _Reader) -> Measure:
    """`share(part, whole)[, pp][, BASE]` within a change: points, whether or not that is said."""
    reader.word("share")
    reader.need("(")
    share = _share(reader)
    reader.need(")", "',' or ')'")
    if not reader.take(","):
        return ShareChange(share)
    reader.peek()
    if _PERIOD_START.match(reader.text, reader.at):
        return ShareChange(share, _period(reader))
    reader.matching(_POINTS, "a base period such as 2021, or pp")
    return ShareChange(share, _period(reader) if reader.take(",") else None)


def _change(reader: _Reader) -> Measure:
    reader.peek()
    if _OF_SHARE.match(reader.text, reader.at):
        return _share_change(reader)
    cut = _slice(reader)
    if not reader.take(","):
        return Change(cut)
    reader.peek()
    if _PERIOD_START.match(reader.text, reader.at):
        return Change(cut, None, _period(reader))
    unit = reader.matching(_UNIT, "a unit such as USD, or a base period such as 2021")
    return Change(cut, unit, _period(reader) if reader.take(",") else None)


def _balance(reader: _Reader) -> Measure:
    if reader.peek() != "[":
        raise reader.fail("a balance takes no flow", "'[' as in balance([CN;; 2023])")
    return Balance(*_cut(reader), _unit(reader))


def _rank(reader: _Reader) -> Measure:
    word, start = reader.word("the member that is ranked: a country, a group or an HS code")
    if not (_PARTNER.fullmatch(word) or _GOODS.fullmatch(word)):
        raise reader.fail(f"unknown member {word!r}", "a country code such as CN, a group, or an HS code", start)
    reader.need(",")
    return Rank(word, _slice(reader), _unit(reader))


def _count(reader: _Reader) -> Measure:
    dimension = reader.matching(_DIMENSION, "partners, or goods@N with N HS digits")
    reader.need(",")
    return Count(dimension, _slice(reader))


_KINDS: dict[str, Callable[[_Reader], Measure]] = {
    "level": _level,
    "share": _share,
    "growth": _growth,
    "change": _change,
    "ratio": lambda reader: Ratio(*_pair(reader)),
    "unit_value": _unit_value,
    "balance": _balance,
    "rank": _rank,
    "count": _count,
}


def parse_measure(text: str) -> Measure:
    """The measure that `text` says; raise `MeasureError` with the column and what was expected there.

    >>> str(parse_measure("share( turnover[ central-asia ],turnover )"))
    'share(turnover[central-asia], turnover)'
    """
    reader = _Reader(text[: MAX_LENGTH + 1])
    if len(text) > MAX_LENGTH:
        raise reader.fail("the measure is too long", f"at most {MAX_LENGTH} characters", MAX_LENGTH)
    name, start = reader.word("a measure: " + ", ".join(_KINDS))
    if name not in _KINDS:
        raise reader.fail(f"unknown measure {name!r}", "one of " + ", ".join(_KINDS), start)
    reader.need("(")
    measure = _KINDS[name](reader)
    reader.need(")", "',' or ')'")
    if reader.peek():
        raise reader.fail(f"unexpected {reader.peek()!r} after the measure", "nothing more")
    return measure
