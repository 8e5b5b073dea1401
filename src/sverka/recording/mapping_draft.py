"""Drafting a mapping from the header and the first rows of a file, for the user to correct."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sverka.recording.number_sql import decimal_mark
from sverka.recording.period_sql import FORMS, form_of
from sverka.recording.source import Header
from sverka.reference.places import places_called
from sverka.reference.slugs import slug
from sverka.reference.units import unit_names

SHOWN_VALUES = 4
SHOWN_CHARACTERS = 30
EXPORT_WORDS = ("export", "exports", "exp", "e", "x", "ex", "экспорт", "эк", "вывоз", "dispatches")
IMPORT_WORDS = ("import", "imports", "imp", "i", "m", "im", "импорт", "им", "ввоз", "arrivals")
_HINTS: tuple[tuple[str, str], ...] = (
    ("reporter", r"reporter|declarant|exporter\b|origin region|region|регион|субъект|state\b|province|territory"),
    ("partner", r"partner|country|counterpart|destination|страна|контрагент|importer"),
    ("flow", r"flow|direction|направлени|экспорт.?/?.?импорт|trade type|napr"),
    ("period", r"period|month|date|quarter|период|месяц|дата|квартал|time"),
    ("year", r"^(?:year|год|ano|anio|annee|jahr|refyear)$"),
    ("month", r"^(?:month|месяц|mes|mois|monat|refmonth)$"),
    ("commodity", r"commodity|product|\bhs|\bcn\d?\b|sitc|тн ?вэд|goods|cmd|товар|tariff|nomenclature|naics|\bcode\b"),
    ("net_weight", r"net.?(?:mass|weight|wgt)|weight|mass|\bkg\b|kilogram|нетто|вес|масса|tonn"),
    ("primary_value", r"value|amount|стоимост|сумма|fob|cif|\busd\b|\beur\b|\bgbp\b|доллар|[$€£]|trade"),
    ("quantity", r"quantity|qty|количеств|units? \(|supplementary"),
)
"""What the name of a column hints at; a role takes the first column that fits, a column plays one role."""
_THOUSANDS = re.compile(r"thousand|тыс|'?000|\bk\b", re.IGNORECASE)
_MILLIONS = re.compile(r"million|млн|\bmln\b|\bmn\b", re.IGNORECASE)
_VALUATION = re.compile(r"\b(fob|cif)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[\d\s\u00a0\u202f]+(?:[.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Guess:
    """Which column plays each role, as far as names and values tell."""

    header: Header
    columns: dict[str, str]

    def values(self, role: str) -> tuple[str, ...]:
        """The different values of a role's column in the first rows, the empty ones aside."""
        column = self.columns.get(role)
        return tuple(dict.fromkeys(value for value in self.header.values(column) if value)) if column else ()


def draft_mapping(header: Header) -> str:
    """A mapping of a file in TOML, as well as it can be told from its header and first rows, with comments.

    What could not be told stands as an empty text with a question beside it, which `read_mapping` points at until it
    is answered.
    """
    guess = _Guess(header, _roles(header))
    sections = [
        _top(guess),
        _area("reporter", guess, "whose trade it is: a country such as GB, or a region such as RU-TOM"),
        _area("partner", guess, "the other country; what is not recognised keeps a code of its own"),
        _flow(guess),
        _period(guess),
        _goods(guess),
        _money(guess),
        *_amounts(guess),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _roles(header: Header) -> dict[str, str]:
    """By role a column, each column once: those whose values fit before those whose name does."""
    left = [column for column in header.columns if column.strip()]
    found: dict[str, str] = {}
    for role, hint in (*_HINTS[4:6], *_HINTS[:4], *_HINTS[6:]):
        named = [column for column in left if re.search(hint, column.strip().replace("_", " "), re.IGNORECASE)]
        fitting = [column for column in named if _FITS.get(role, _any)(header.values(column))]
        if choice := next(iter(fitting), None):
            found[role] = choice
            left.remove(choice)
    if "month" in found and "year" not in found:
        found.setdefault("period", found.pop("month"))
    return found


def _any(values: Sequence[str]) -> bool:
    del values
    return True


def _numeric(values: Sequence[str]) -> bool:
    return all(_NUMBER.fullmatch(value) for value in values if value)


def _worded(values: Sequence[str]) -> bool:
    """Whether the values are names or codes of places more often than not."""
    there = [value for value in values if value]
    return not there or 2 * sum(bool(places_called(value)) for value in there) >= len(there)


def _short_codes(values: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[\d .]{1,14}|[A-Za-z_]{1,6}", value) for value in values if value)


_FITS: dict[str, Callable[[Sequence[str]], bool]] = {
    "reporter": _worded,
    "partner": _worded,
    "commodity": _short_codes,
    "net_weight": _numeric,
    "primary_value": _numeric,
    "quantity": _numeric,
    "year": lambda values: all(re.fullmatch(r"\d{4}", value) for value in values if value),
    "month": lambda values: all(re.fullmatch(r"\d{1,2}", value) for value in values if value),
    "period": lambda values: form_of(values) is not None or not any(values),
}
"""What the values of a role's column look like."""


def _text(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _seen(values: Iterable[str]) -> str:
    """The first values in a comment: short, on one line."""
    shown = [_CONTROL.sub(" ", value)[:SHOWN_CHARACTERS] for value in values]
    return ", ".join(shown[:SHOWN_VALUES]) + (", …" if len(shown) > SHOWN_VALUES else "")


def _column(guess: _Guess, role: str) -> str:
    """The line of a section's column: the one that was found with what it holds, or a question."""
    if column := guess.columns.get(role):
        seen = _seen(guess.values(role))
        return f"column = {_text(column)}" + (f"  # holds {seen}" if seen else "")
    return 'column = ""  # which column?'


def _top(guess: _Guess) -> list[str]:
    stem = re.split(r"[\\/]", guess.header.file)[-1].partition(".")[0]
    name = slug(stem)[:40].strip("-") or "my-table"
    numbers = [guess.columns[role] for role in ("primary_value", "net_weight", "quantity") if role in guess.columns]
    return [
        "# How the columns of this table are to be read. Correct what is wrong and answer what is asked;",
        "# then load with --mapping. Its columns: " + _seen_all(guess.header.columns),
        f"source = {_text(name if name != 'table' else 'my-table')}  # an id of your own",
        f"decimal = {_text(decimal_mark(guess.header, numbers))}  # the decimal mark of the numbers",
        "hierarchical = false  # true where totals (World, TOTAL, HS2 beside HS6) stand beside their parts",
    ]


def _seen_all(columns: Iterable[str]) -> str:
    return ", ".join(_CONTROL.sub(" ", column)[:SHOWN_CHARACTERS] for column in columns)


def _area(role: str, guess: _Guess, what: str) -> list[str]:
    lines = [f"[{role}]  # {what}"]
    if role not in guess.columns:
        return [*lines, 'value = ""  # which one for all rows? or name a column: column = "…"']
    unknown = [value for value in guess.values(role) if not places_called(value)]
    codes = ", ".join(f'{_text(_CONTROL.sub(" ", value))} = "…"' for value in unknown[:SHOWN_VALUES])
    return [
        *lines,
        _column(guess, role),
        *([f"# codes = {{ {codes} }}  # names that are not recognised"] if codes else []),
    ]


def _flow(guess: _Guess) -> list[str]:
    lines = ["[flow]  # exports and imports as the reporter sees them"]
    if "flow" not in guess.columns:
        return [*lines, 'value = ""  # export or import for all rows? or a column with the texts that mean each']
    told = {word: [one for one in guess.values("flow") if one.lower() in word] for word in (EXPORT_WORDS, IMPORT_WORDS)}
    for key, words in (("export", told[EXPORT_WORDS]), ("import", told[IMPORT_WORDS])):
        lines.append(f"{key} = [{', '.join(map(_text, words))}]" + ("" if words else "  # which texts mean it?"))
    return [lines[0], _column(guess, "flow"), *lines[1:]]


def _period(guess: _Guess) -> list[str]:
    lines = ["[period]"]
    if "period" in guess.columns:
        form = form_of(guess.values("period")) or ""
        asked = "" if form else "which form? "
        return [*lines, _column(guess, "period"), f"form = {_text(form)}  # {asked}one of {', '.join(FORMS)}"]
    if "year" in guess.columns:
        month = f"month = {_text(guess.columns['month'])}" if "month" in guess.columns else '# month = "…"'
        return [*lines, f"year = {_text(guess.columns['year'])}", month]
    return [*lines, 'value = ""  # which year, quarter (2023-Q1) or month (2023-04) for all rows? or a column']


def _goods(guess: _Guess) -> list[str]:
    name = guess.columns.get("commodity", "")
    known = re.search(r"\b(SITC|HS|CN|BEC|TNVED|NAICS)", name.replace("ТН ВЭД", "TNVED"), re.IGNORECASE)
    classification = known[1].upper() if known else ""
    line = f"classification = {_text(classification)}  # with its edition if known: HS2017, SITC2, CN2023"
    if "commodity" not in guess.columns:
        return ["[commodity]", 'value = "TOTAL"  # or name the column of the codes: column = "…"', line]
    return ["[commodity]", _column(guess, "commodity"), line]


def _money(guess: _Guess) -> list[str]:
    name = guess.columns.get("primary_value", "").replace("_", " ")
    scale = 1_000_000 if _MILLIONS.search(name) else 1000 if _THOUSANDS.search(name) else 1
    found = _VALUATION.search(name)
    return [
        "[primary_value]",
        _column(guess, "primary_value"),
        f"currency = {_text(_currency(name))}  # of ISO 4217: USD, EUR, RUB; or currency_column",
        f"scale = {scale}  # 1000 where values are in thousands",
        f"valuation = {_text(found[1].upper() if found else '')}  # FOB, CIF, or what else the source says",
    ]


def _currency(name: str) -> str:
    """The currency that the name of a column tells by code or symbol."""
    for unit in unit_names("en"):
        if unit.kind == "money" and re.search(rf"(?<!\w){re.escape(unit.text)}(?!\w)", name):
            return unit.unit
    return "USD" if re.search(r"долл", name, re.IGNORECASE) else "RUB" if re.search(r"руб", name, re.IGNORECASE) else ""


def _amounts(guess: _Guess) -> list[list[str]]:
    sections = []
    if name := guess.columns.get("net_weight"):
        unit = "t" if re.search(r"tonn|\bt\b|тонн|\bт\b", name, re.IGNORECASE) else "kg"
        sections.append(["[net_weight]", _column(guess, "net_weight"), f"unit = {_text(unit)}  # kg or t"])
    if "quantity" in guess.columns:
        line = 'unit = ""  # which unit? or unit_column = "…"'
        sections.append(["[quantity]  # leave out if there is none", _column(guess, "quantity"), line])
    return sections
