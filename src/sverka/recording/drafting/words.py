"""What texts of tables say: kinds of columns, flows, units, places, periods, goods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sverka.recording.columns import WORLD
from sverka.recording.drafting.scales import BESIDE, scale_in
from sverka.recording.drafting.signs import Place, has_sign
from sverka.recording.lookup_sql import folded
from sverka.recording.naming import country_codes, country_names, region_names, word_set
from sverka.recording.period_sql import FORMS
from sverka.recording.period_words import MONTH_WORD, month_number
from sverka.recording.tables_io import read_table
from sverka.recording.total_words import total_words
from sverka.reference.places_data import country_rows
from sverka.reference.units import all_currencies, get_currency

EXPORT_CODES = frozenset({"e", "x", "ex", "exp", "эк", "э", "экс", "dx", "export(s)"})
IMPORT_CODES = frozenset({"i", "m", "im", "imp", "им", "и", "имп", "mx", "import(s)"})
DASHES = frozenset({"-", "–", "—", "−"})
NO_NUMBERS = frozenset({*DASHES, "...", "…", "..", "n/a", "na", "n.a.", "nan", "null", "x", "к", "c", "н/д", "*", "х"})
"""Texts that stand in columns of numbers for no number."""
CODE_LETTERS = 3
SURE_CODES = frozenset({"USD", "EUR", "GBP", "RUB", "CNY", "JPY", "KZT", "BRL", "INR", "CHF", "TRY", "PLN", "UAH"})
"""Codes of currencies that are taken in a text of capitals too."""
WORD_CODES = frozenset({"ALL", "TOP", "TRY", "CUP", "MOP", "PEN", "COP", "MAD", "SOS", "RON", "GEL", "ANG"})
"""Codes of currencies that may be words."""
_SIGN = re.compile(r"^(?:US)?[$€£¥₽₸₴₺₹](?=\d)", re.ASCII)
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d{2})(?![\d.,]\d|\d)", re.ASCII)
_SHORT_YEAR = re.compile(rf"({MONTH_WORD})[-/. '’]*([0-9]{{2}})")
_RANGE = re.compile(rf"({MONTH_WORD})\s*[-–—]\s*({MONTH_WORD})(?:[ ,.]*(?:19|20)\d\d)?.*")
_QUARTER_WORD = r"(?:q|кв\.?|квартал|quarter)"
_QUARTER = re.compile(
    rf"(?:[qк]|quarter |кв(?:артал)?\.? ?)([1-4])|([1-4]|i{{1,3}}|iv)[- ]?(?:й |ый |th |st |nd |rd )?{_QUARTER_WORD}"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SYSTEM = r"(?:(?:hs|cn|тн ?вэд|гр(?:уппа|\.)?|chapter|heading|глава)[\s.]+)?"
_GOODS = re.compile(rf"{_SYSTEM}(\d{{2}}|\d{{4}}|\d{{6}}|\d{{8}}|\d{{10}})(?:[ .:–-]+\D.*)?", re.IGNORECASE | re.ASCII)


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row for row in read_table("draft_words.csv") if row["kind"] == kind)
    return tuple((re.compile(row["pattern"]), row["means"]) for row in rows)


def plain(text: str) -> str:
    """A name as patterns read it: small letters, `_` as a space, camelCase apart."""
    return re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", text).replace("_", " ").strip().lower()


def says(kind: str, text: str) -> bool:
    """Whether a text has a word of the kind."""
    return _meaning(kind, text) is not None


def _meaning(kind: str, text: str) -> str | None:
    """What the first pattern of a kind that a text has means; a text of `-` is a word that is not of the kind."""
    name = plain(text)
    found: str | None = next((means for pattern, means in _patterns(kind) if pattern.search(name)), None)
    return None if found == "-" else found


@cache
def any_kind(word: str) -> bool:
    """Whether any pattern of the table knows a word: of value, flow, weight, period, …"""
    name = plain(word)
    rows = (row for row in read_table("draft_words.csv") if row["kind"] != BESIDE)
    return any(re.search(row["pattern"], name) for row in rows)


def flow_in(text: str) -> str | None:
    """The flow that a head or title names; `None` where it names none, or both."""
    told = [flow for flow in ("export", "import") if says(flow, text)]
    return told[0] if len(told) == 1 and not says("turnover", text) else None


def flow_of(text: str) -> str | None:
    """The flow that a cell of a column of flows means."""
    word = text.strip().lower()
    if word in EXPORT_CODES or word in IMPORT_CODES:
        return "export" if word in EXPORT_CODES else "import"
    return flow_in(word) if len(word) <= 40 else None


@dataclass(frozen=True, slots=True)
class Unit:
    """What a text says of units: a currency, a weight (`kg`, `t`), and how many of them one is."""

    currency: str | None = None
    weight: str | None = None
    scale: int | None = None

    def filled(self, other: Unit) -> Unit:
        """What this unit leaves open, from another."""
        return Unit(self.currency or other.currency, self.weight or other.weight, self.scale or other.scale)


def unit_in(text: str, place: Place = "head") -> Unit:
    """The unit that a text says, given where it stands: a letter by itself is one in heads and cells alone.

    >>> unit_in("млн долл. США"), unit_in("thousand tonnes")
    (Unit(currency='USD', weight=None, scale=1000000), Unit(currency=None, weight='t', scale=1000))
    """
    weight = next((unit for unit in ("kg", "t") if says(unit, text) or has_sign(unit, text, place)), None)
    currency = _currency_in(text)
    if place == "name" and currency in _codes_of_countries() and currency in text:
        currency = None
    return Unit(currency, weight, scale_in(plain(text)))


@cache
def _codes_of_countries() -> frozenset[str]:
    """Codes of three letters that are of a country, some of a currency too: BTN."""
    return frozenset(row["alpha3"] for row in country_rows())


def _currency_in(text: str) -> str | None:
    """The currency that a text names by code, by name, or by a word of the table.

    >>> _currency_in("Value (KZT)"), _currency_in("ALL COUNTRIES"), _currency_in("Swiss franc"), _currency_in("долл.")
    ('KZT', None, 'CHF', 'USD')
    """
    shouted = text.isupper() and len(text) > CODE_LETTERS
    words: list[str] = re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text)
    codes = [code for code in words if get_currency(code) and (code in SURE_CODES or not shouted)]
    if codes and (codes[0] not in WORD_CODES or f"({codes[0]})" in text or text.strip() == codes[0]):
        return codes[0]
    name = plain(text)
    for word in re.findall(r"(?<![a-z])[a-z]{3}(?![a-z])", name):
        if (code := str(word).upper()) in SURE_CODES - WORD_CODES:
            return code
    named = [one.code for one in all_currencies() if len(one.name_en) > 6 and one.name_en.lower() in name]
    return named[0] if named else _meaning("currency", text)


@cache
def _places() -> tuple[dict[str, str], dict[str, set[str]]]:
    entries = {**region_names(), **country_names(), **country_codes()}
    sets: dict[str, set[str]] = {}
    for text, place in entries.items():
        sets.setdefault(word_set(text), set()).add(place)
    return {folded(text): place for text, place in entries.items()}, sets


@cache
def place_of(text: str) -> str | None:
    """The id of the country or region that a cell names, `world` for all; `None` for what no table knows."""
    if folded(text) in total_words("partners"):
        return WORLD
    names, sets = _places()
    found = names.get(folded(text))
    alike = sets.get(word_set(text), set()) if text else set()
    return found or (next(iter(alike)) if len(alike) == 1 else None)


def period_of(text: str) -> str | None:
    """The period that a text is: 2023, 2023-Q1 or 2023-04.

    >>> [period_of(text) for text in ("2023", "янв. 2023", "I кв. 2023", "2023M02", "Jan-23", "2022/23", "01.02.2023")]
    ['2023', '2023-01', '2023-Q1', '2023-02', '2023-01', None, None]
    """
    text = text.strip()
    for name, form in FORMS.items():
        if name not in ("DD.MM.YYYY", "MM/DD/YYYY") and form.fits(text) and (told := form.told(text)):
            return told
    found = _SHORT_YEAR.fullmatch(text)
    month = month_number(found[1]) if found else None
    return f"20{found[2]}-{month:02}" if found and month else None


def years_in(text: str) -> tuple[str, ...]:
    """The different years that a text names."""
    return tuple(dict.fromkeys(_YEAR.findall(text)))


def month_of(text: str) -> int | None:
    """The month that a head is, by its name."""
    return month_number(text)


def quarter_of(text: str) -> int | None:
    """The quarter that a head is, without a year."""
    found = _QUARTER.fullmatch(text.strip().lower())
    part = (found[1] or found[2]) if found else None
    return (_ROMAN.get(part) or int(part)) if part else None


def is_range(text: str) -> bool:
    """Whether a head is several months together: Jan–Dec, январь-март."""
    found = _RANGE.fullmatch(text.strip())
    return found is not None and all(month_number(found[at]) is not None for at in (1, 2))


def goods_of(text: str) -> str | None:
    """The code of goods that a cell or a head is, `TOTAL` for all of them."""
    if folded(text) in total_words("goods"):
        return "TOTAL"
    found = _GOODS.fullmatch(text.strip())
    return found[1] if found else None


def number_of(text: str, decimal: str = ".") -> float | None:
    """The number that a cell is, thousands separated by spaces, or by the mark that is not the decimal one; the sign of
    a currency before it aside.
    """
    told = _SIGN.sub("", re.sub(r"[\s\u00a0\u202f'’]", "", text)).removesuffix("%")
    told = told.replace("," if decimal == "." else ".", "").replace(",", ".")
    return float(told) if re.fullmatch(r"[+-]?\d+(?:\.\d*)?", told) else None


def decimal_of(values: Iterable[str]) -> tuple[str | None, str | None]:
    """The decimal mark of the numbers of a column, and one of them that leaves it open.

    >>> decimal_of(["1.234,5", "7"]), decimal_of(["1,234"]), decimal_of(["1,234,567", "2"])
    ((',', None), (None, '1,234'), ('.', None))
    """
    votes: set[str] = set()
    doubt = None
    for value in values:
        told = _SIGN.sub("", re.sub(r"[\s\u00a0\u202f'’+-]", "", value))
        if not re.fullmatch(r"[\d.,]*\d[\d.,]*", told):
            continue
        marks = [sign for sign in told if sign in ".,"]
        last = max(told.rfind("."), told.rfind(","))
        before, after = told[:last].lstrip(".,"), told[last + 1 :]
        if len(set(marks)) == 2:
            votes.add(told[last])
        elif len(marks) > 1:
            votes.add("," if marks[0] == "." else ".")
        elif marks and (len(after) != 3 or len(before) > 3 or before.startswith("0") or not before):
            votes.add(marks[0])
        elif marks:
            doubt = doubt or value
    if len(votes) == 1:
        return votes.pop(), None
    return (None, doubt or "1.5 beside 1,5") if votes or doubt else (".", None)
