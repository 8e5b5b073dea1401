"""What the careful way reads although it is not written as the form says, in SQL; each tolerance is counted.

Of every value: spaces, no-break spaces and byte-order marks around it, words for no value. Of numbers: thousands parted
by commas, points or spaces, the sign of their currency, and a decimal comma, where the value itself or its column
leaves no doubt. Of codes: a point and zeros behind them, as tables of floats write them, and a leading zero that was
lost where the width is fixed.
What may be read in two ways is not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sverka.recording.lookup_sql import in_list
from sverka.recording.source import Plan, RawColumn, literal, quoted
from sverka.recording.tables_io import read_table

_AROUND = " \t\u00a0\u202f\u2009\u2007\ufeff\u200b"
_SPACES = " \u00a0\u202f\u2009\u2007"
_GROUPED_BY_SPACES = f"^[+-]?[0-9]{{1,3}}([{_SPACES}][0-9]{{3}})+([.,][0-9]*)?$"
NO_VALUE = ("NaN", "nan", "NAN", "null", "NULL", "Null", "<NA>", "#N/A")
"""Words for no value in any column: what table programs write where nothing stands."""
NO_NUMBER = (*NO_VALUE, "NA", "N/A", "n/a", "na", "None", "none")
"""The same in columns of numbers; in others `NA` is Namibia."""
_NUMERIC = ("integer", "number", "float", "wide")

_SIGN = "^[+-]?"
_COMMAS = f"{_SIGN}[0-9]{{1,3}}(,[0-9]{{3}})+[.][0-9]*$|{_SIGN}[0-9]{{1,3}}(,[0-9]{{3}}){{2,}}$"
_POINTS = f"{_SIGN}[0-9]{{1,3}}([.][0-9]{{3}})+,[0-9]*$|{_SIGN}[0-9]{{1,3}}([.][0-9]{{3}}){{2,}}$"
_POINT = f"{_SIGN}([0-9]+[.][0-9]*|[.][0-9]+)$"
_COMMA = f"{_SIGN}([0-9]+,[0-9]*|,[0-9]+)$"
_EITHER_COMMA = f"{_SIGN}[1-9][0-9]{{0,2}},[0-9]{{3}}$"
_EITHER_POINT = f"{_SIGN}[1-9][0-9]{{0,2}}[.][0-9]{{3}}$"
_PLAIN = f"{_SIGN}([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{{1,3}})?$"
_WHOLE = f"{_SIGN}[0-9]+([.]0*)?([eE][+]?[0-9]{{1,2}})?$"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a column of numbers shows: commas or points that can only part thousands, that can only be decimal marks,
    or that may be either.
    """

    commas: int = 0
    points: int = 0
    decimal_commas: int = 0
    decimal_points: int = 0
    either_comma: int = 0
    either_point: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """What the columns of a file show, by name: numbers, and whether all other codes are chapters of two digits."""

    numbers: Mapping[str, Shown]
    chapters: Mapping[str, bool]
    doubtful: bool
    """Whether a value was seen of which only the whole column can tell how it is to be read."""


NOTHING_SHOWN = Survey({}, {}, False)


def _matches(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {literal(pattern)})"


def bare(column: RawColumn) -> str:
    """A value without what stands around it; null where nothing is left."""
    return f"nullif(trim({quoted(column.name)}, {literal(_AROUND)}), '')"


def _words(plan: Plan, column: RawColumn) -> tuple[str, ...]:
    """Spellings of no value in a column."""
    return tuple(one.strip() for one in plan.missing)


def _is_word(column: RawColumn, text: str) -> str:
    return f"{text} IN ({in_list(NO_NUMBER if column.kind in _NUMERIC else NO_VALUE)})"


def given(plan: Plan, column: RawColumn) -> str:
    """A value as far as there is one."""
    text = bare(column)
    own = _words(plan, column)
    known = f"{text} NOT IN ({in_list(own)}) AND " if own else ""
    return f"CASE WHEN {known}NOT {_is_word(column, text)} THEN {text} END"


def survey_select(plan: Plan, rows: str) -> str:
    """A query of one row: for each column of numbers the six counts of `Shown`, for each column of chapters three."""
    counts = []
    for column in _numbers(plan):
        text = _ungrouped(plan, column)
        decimal_comma = (
            f"({_matches(text, _COMMA)} AND (NOT {_matches(text, _EITHER_COMMA)} OR {_spaced(plan, column)}))"
        )
        counts += [
            _matches(text, _COMMAS),
            _matches(text, _POINTS),
            decimal_comma,
            f"{_matches(text, _POINT)} AND NOT {_matches(text, _EITHER_POINT)}",
            f"{_matches(text, _EITHER_COMMA)} AND NOT {_spaced(plan, column)}",
            _matches(text, _EITHER_POINT),
        ]
    for column in _chapters(plan):
        code, where = _pointless(quoted(column.name)), column.fixed_where or "TRUE"
        counts += [f"{_matches(code, one)} AND ({where})" for one in ("^[1-9]$", "^[0-9]{2}$", "^[0-9]{3}")]
    told = ", ".join(f"count(*) FILTER (WHERE {one})" for one in counts) or "0"
    return f"SELECT {told} FROM ({rows})"


def surveyed(plan: Plan, counts: Sequence[int]) -> Survey:
    """What the counts of `survey_select` tell."""
    numbers, chapters, doubtful, at = {}, {}, False, 0
    for column in _numbers(plan):
        shown = Shown(*counts[at : at + 6])
        numbers[column.name] = shown
        doubtful = doubtful or bool(
            shown.either_comma or shown.decimal_commas
            if plan.decimal == "."
            else shown.either_point or shown.decimal_points
        )
        at += 6
    for column in _chapters(plan):
        short, two, more = counts[at : at + 3]
        chapters[column.name] = bool(short and two and not more)
        doubtful = doubtful or bool(short)
        at += 3
    return Survey(numbers, chapters, doubtful)


def _numbers(plan: Plan) -> list[RawColumn]:
    return [column for column in plan.columns if column.kind in ("number", "float", "wide")]


def _chapters(plan: Plan) -> list[RawColumn]:
    return [column for column in plan.columns if column.kind == "code" and column.chapters]


def _signs(plan: Plan) -> list[str]:
    """The signs that stand for the currency of all rows."""
    return [row["sign"] for row in read_table("currency_signs.csv") if row["currency"] == plan.fixed.get("currency")]


def _signed(plan: Plan, column: RawColumn) -> str:
    """A condition: the sign of the currency stands before a number."""
    name = quoted(column.name)
    return f"({' OR '.join([f'starts_with({name}, {literal(sign)})' for sign in _signs(plan)] or ['FALSE'])})"


def _unsigned(plan: Plan, column: RawColumn) -> str:
    """A number without the sign of its currency."""
    name = quoted(column.name)
    cases = (
        f"WHEN starts_with({name}, {literal(sign)}) THEN ltrim(substr({name}, {len(sign) + 1}), {literal(_AROUND)})"
        for sign in _signs(plan)
    )
    return f"CASE {' '.join(told)} ELSE {name} END" if (told := list(cases)) else name


def _spaced(plan: Plan, column: RawColumn) -> str:
    return _matches(_unsigned(plan, column), _GROUPED_BY_SPACES)


def _ungrouped(plan: Plan, column: RawColumn) -> str:
    """A number without the sign of its currency, and without the spaces that part its thousands."""
    name = _unsigned(plan, column)
    return f"CASE WHEN {_spaced(plan, column)} THEN regexp_replace({name}, '[{_SPACES}]', '', 'g') ELSE {name} END"


@dataclass(frozen=True, slots=True)
class Mended:
    """A column as it is to be read: its value, by tolerance the condition that it was needed, by reason the condition
    that the value cannot be read for it.
    """

    value: str
    tolerances: Mapping[str, str]
    reasons: Mapping[str, str]


def mended(plan: Plan, column: RawColumn, survey: Survey) -> Mended:
    """How a column of given texts is read."""
    if column.kind == "text":
        return Mended(quoted(column.name), {}, {})
    if column.kind == "code":
        return _code(column, survey)
    if column.kind == "integer":
        return _integer(column)
    return _number(plan, column, survey.numbers.get(column.name, Shown()))


def around(column: RawColumn) -> str:
    """A condition: more than plain spaces stood around a value of the file."""
    name = quoted(column.name)
    return f"trim({name}, ' \t') <> trim({name}, {literal(_AROUND)})"


def is_no_value(column: RawColumn, plan: Plan) -> str:
    """A condition: a word for no value stands where the form leaves a field empty."""
    text = bare(column)
    own = _words(plan, column)
    return _is_word(column, text) + (f" AND {text} NOT IN ({in_list(own)})" if own else "")


def _pointless(text: str) -> str:
    """A code without the `.0` that tables of floats put behind it."""
    return f"CASE WHEN {_matches(text, '^[0-9]+[.]0$')} THEN left({text}, length({text}) - 2) ELSE {text} END"


def _code(column: RawColumn, survey: Survey) -> Mended:
    name = quoted(column.name)
    code, where = _pointless(name), f"({column.fixed_where or 'TRUE'})"
    tolerances = {"code_points": _matches(name, "^[0-9]+[.]0$")}
    value = code
    if column.width:
        known = "TRUE" if column.width_told else _known_heading(code)
        short = f"({_matches(code, f'^[1-9][0-9]{{{column.width - 2}}}$')} AND {known} AND {where})"
        value = f"CASE WHEN {short} THEN '0' || {code} ELSE {value} END"
        tolerances[f"padded_{column.width}"] = short
    if survey.chapters.get(column.name):
        single = f"({_matches(code, '^[1-9]$')} AND {where})"
        value = f"CASE WHEN {single} THEN '0' || {code} ELSE {value} END"
        tolerances["padded_2"] = single
    return Mended(value, tolerances, {})


def _known_heading(code: str) -> str:
    """A condition: with a zero before it the code begins with a heading of the HS, so that it was a leading zero that
    was lost, and not a digit at the end.
    """
    rows = read_table("hs_first_headings.csv")
    ranges = (f"left({code}, 3) BETWEEN '{row['first'][1:]}' AND '{row['last'][1:]}'" for row in rows)
    return f"({' OR '.join(ranges)})"


def _integer(column: RawColumn) -> Mended:
    name = quoted(column.name)
    number = f"TRY_CAST({name} AS DOUBLE)"
    whole = f"TRY_CAST({number} AS INTEGER)"
    value = f"CASE WHEN {_matches(name, _WHOLE)} AND {number} = {whole} THEN {whole} END"
    return Mended(
        value,
        {"code_points": f"contains({name}, '.')"},
        {**_withheld(column), "not a whole number": f"{name} IS NOT NULL AND ({value}) IS NULL"},
    )


def _withheld(column: RawColumn) -> dict[str, str]:
    """Why a value is not told, by the signs that offices put in its place; of what may be empty, no reason."""
    if not column.required:
        return {}
    reasons = {"confidential": "confidential in the source", "not told": "confidential or not given in the source"}
    return {reason: f"{quoted(column.name)} IN ({in_list(_marks(meaning))})" for meaning, reason in reasons.items()}


def _marks(meaning: str | None = None) -> list[str]:
    return [row["mark"] for row in read_table("withheld.csv") if meaning in (None, row["meaning"])]


def _number(plan: Plan, column: RawColumn, shown: Shown) -> Mended:
    name, text = quoted(column.name), _ungrouped(plan, column)
    spaced = _spaced(plan, column)
    thousands, decimal, doubtful = _readings(plan, text, spaced, shown)
    plain = _PLAIN if plan.decimal == "." else f"{_SIGN}([0-9]+(,[0-9]*)?|,[0-9]+)$"
    pointed = f"replace({text}, ',', '.')"
    read = (
        f"CASE WHEN {thousands} THEN CASE WHEN {_matches(text, _COMMAS)} OR {_matches(text, _EITHER_COMMA)} "
        f"THEN replace({text}, ',', '') ELSE replace(replace({text}, '.', ''), ',', '.') END "
        f"WHEN {decimal} OR {_matches(text, plain)} THEN {pointed} END"
    )
    value = _typed(column, read, plan.decimal)
    tolerances = {"thousands": f"{spaced} OR ({thousands})", "currency_signs": _signed(plan, column)}
    if plan.decimal == ".":
        tolerances["decimal_comma"] = f"({decimal}) OR {_matches(text, _POINTS)}"
    if not column.required:
        mark = f"{name} IN ({in_list(_marks())})"
        tolerances["withheld"] = mark
        value = f"CASE WHEN NOT {mark} THEN {value} END"
        return Mended(value, tolerances, _doubts(doubtful) | {"not a number": f"NOT {mark} AND ({value}) IS NULL"})
    return Mended(
        value,
        tolerances,
        {**_withheld(column), **_doubts(doubtful), "not a number": f"{name} IS NOT NULL AND ({value}) IS NULL"},
    )


def _doubts(doubtful: str) -> dict[str, str]:
    return {"a comma or point that may part thousands or decimals": doubtful}


def _readings(plan: Plan, text: str, spaced: str, shown: Shown) -> tuple[str, str, str]:
    """Conditions: marks part thousands; a comma is a decimal mark though the form has points; it cannot be told."""
    decisive = f"({_matches(text, _COMMAS)} OR {_matches(text, _POINTS)})"
    if plan.decimal == ".":
        either = f"({_matches(text, _EITHER_COMMA)} AND NOT {spaced})"
        comma = f"({_matches(text, _COMMA)} AND NOT {either})"
        commas_part = plan.decimal_told or (shown.commas and not (shown.points or shown.decimal_commas))
        commas_decide = (
            not plan.decimal_told
            and (shown.points or shown.decimal_commas)
            and not (shown.commas or shown.decimal_points)
        )
        if commas_part:
            return f"({decisive} OR {either})", "FALSE", comma
        if commas_decide:
            point = f"({_matches(text, _EITHER_POINT)} AND NOT {spaced})"
            return (
                (f"({decisive} OR {point})" if shown.points else decisive),
                f"({comma} OR {either})",
                ("FALSE" if shown.points else point),
            )
        return decisive, "FALSE", f"({either} OR {comma})"
    either = f"({_matches(text, _EITHER_POINT)} AND NOT {spaced})"
    points_part = plan.decimal_told or (shown.points and not shown.decimal_points)
    thousands = f"({decisive} OR {either})" if points_part else decisive
    return thousands, "FALSE", f"({_matches(text, _POINT)} AND NOT {thousands})"


def _typed(column: RawColumn, read: str, decimal: str) -> str:
    if column.kind == "wide":
        return read if decimal == "." else f"replace({read}, '.', ',')"
    if column.kind == "float":
        number = f"TRY_CAST({read} AS DOUBLE)"
        return f"CASE WHEN isfinite({number}) THEN {number} END"
    return f"TRY_CAST({read} AS DECIMAL(18,3))"
