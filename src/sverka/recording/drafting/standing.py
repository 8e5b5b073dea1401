"""The sections of a draft that say where the table stands, what its wide columns mean, and how periods are written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from sverka.recording.drafting.facts import Facts
from sverka.recording.drafting.spans import QUESTION, is_other_year, odd_period_told
from sverka.recording.drafting.telling import period_told
from sverka.recording.drafting.toml import ask, flat, line, quoted, seen, table, texts
from sverka.recording.drafting.words import flow_of, month_of, period_of, place_of, says, years_in
from sverka.recording.lookup_sql import folded
from sverka.recording.mapping_text import ASKED
from sverka.recording.period_sql import FORMS, form_of

MAX_IGNORED = 30
MAX_CODES = 60
IGNORED_CHARACTERS = 40
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:19|20)\d\d")
_ENOUGH_FIRSTS = 3


def table_section(facts: Facts) -> list[str]:
    """Sheet, heads, lines that are no rows, and wide columns; nothing where each line below the first is a row."""
    found = facts.found
    lines = []
    if len(found.sample.sheets) > 1 and found.sample.sheet:
        lines.append(line("sheet", quoted(found.sample.sheet), f"its sheets are {', '.join(found.sample.sheets)}"))
        lines += _alike(facts)
    if twice := twins_read(facts):
        question = f"two columns are called {flat(twice[0])}: which of them counts?"
        lines.append(ask("header", question, todo="rename one of them in the file, then draft again"))
    elif (place := _place_as_head(facts)) is not None:
        todo = "if it does, take this line out; if it is a row, put a line of heads above it in the file, draft again"
        lines.append(
            ask(
                "header",
                f"line {found.header[-1]} begins with {flat(place)}, a place: does it hold the heads?",
                todo=todo,
            )
        )
    elif found.header != (1,):
        told = str(found.header[0]) if len(found.header) == 1 else str(list(found.header))
        lines.append(
            line("header", told, "the lines of the heads" if len(found.header) > 1 else "the line of the heads")
        )
    between = [number for number, _ in found.sample.lines if found.header[-1] < number < found.first]
    if between:
        lines.append(line("first", str(found.first), "the first row"))
    lines += [*_ignored(facts), *_where(facts)]
    lines += (
        [f"fill = {texts(names)}  # merged cells say the same throughout"] if (names := _merged_labels(facts)) else []
    )
    return ["[table]", *lines, *_wide(facts)] if lines or facts.wide.says else []


def _place_as_head(facts: Facts) -> str | None:
    """The place that a line of heads with years begins with, other than the reporter: it may be a row of no heads."""
    first, *others = facts.found.names
    place = place_of(first)
    if place in (None, facts.wishes.reporter) or not any(re.fullmatch(r"\d{4}", name) for name in others):
        return None
    return first


def _alike(facts: Facts) -> list[str]:
    """Which other sheets hold a table with the same heads, and how each is loaded."""
    sample = facts.found.sample
    if not sample.alike:
        return []
    first = shlex.quote(flat(sample.alike[0]))
    file = shlex.quote(flat(re.split(r"[\\/]", sample.file)[-1], 100))
    return [
        f"# the same heads stand in {', '.join(map(flat, sample.alike))}, which this draft does not take; for each:",
        f"# sverka map {file} --sheet {first} > other.toml; sverka load table {file} --mapping other.toml",
    ]


def twins_read(facts: Facts) -> list[str]:
    """The names that several columns have, of which the draft reads one."""
    read = {column.name.casefold() for column in (*facts.roles.taken(), *facts.values)}
    return [name for name in facts.found.twins if name.casefold() in read]


def _ignored(facts: Facts) -> list[str]:
    """Lines of one text: notes, and labels amid the rows; a label that may say something of the rows below is asked."""
    found = facts.found
    last = found.rows[-1][0] if found.rows else 0
    for number, fields in found.lone:
        label = next(filter(None, fields))
        if number < last and (flow_of(label) or period_of(label) or month_of(label)):
            asked = f"line {number}, {flat(label)}, stands alone amid the rows: does it say what those below are of?"
            todo = f"if not, write ignore = {texts([label])}; if it does, part the table into files, one for each"
            return [ask("ignore", asked, todo=todo)]
    starts = dict.fromkeys(next(filter(None, fields))[:IGNORED_CHARACTERS].strip() for _, fields in found.lone)
    rows = [folded(next(filter(None, fields), "")) for _, fields in found.rows]
    safe = [text for text in starts if text and not any(row.startswith(folded(text)) for row in rows)]
    return [line("ignore", texts(safe[:MAX_IGNORED]), "lines that begin so are no rows")] if safe else []


def _where(facts: Facts) -> list[str]:
    """Rows that are kept, and why; questions where only the user can tell."""
    cuts = facts.cuts
    kept = {name: texts(words) for name, words in cuts.kept.items() if name not in cuts.asked}
    kept |= {name: quoted(ASKED + flat(question, 300)) for name, question in cuts.asked.items()}
    if not kept:
        return []
    told = ", ".join(f"{quoted(name)} = {words}" for name, words in kept.items())
    why = _example(facts) if cuts.asked else "rows that say anything else are left out"
    return [*(f"# {flat(one, 200)}" for one in cuts.why), f"where = {{ {told} }}  # {why}"]


def _example(facts: Facts) -> str:
    """How an answer to the first question of `where` is written."""
    name = next(iter(facts.cuts.asked))
    column = next(column for column in facts.columns if column.name == name)
    return f"ASKED: write such as {flat(quoted(name), 40)} = {flat(texts(column.told[:1]), 60)}"


def _merged_labels(facts: Facts) -> list[str]:
    """Columns of labels in which cells of several rows are merged."""
    rows = {number - 1 for number, _ in facts.found.rows}
    columns = {
        left for top, left, bottom, right in facts.found.sample.merged if left == right and bottom > top and top in rows
    }
    labels = [column for column in facts.roles.taken() if column.at in columns and column not in facts.values]
    return [column.name for column in labels]


def _wide(facts: Facts) -> list[str]:
    if not facts.wide.says:
        return []
    lines = ["wide = [  # columns of amounts, and what the head of each says"]
    for head, told in facts.wide.says:
        parts = [f"column = {quoted(head.column.name)}", *(f"{key} = {quoted(text)}" for key, text in told.items())]
        if facts.weight_only or head.measure != "primary_value":
            parts.append(f"measure = {quoted('net_weight' if facts.weight_only else head.measure)}")
        asked = (
            '  # ASKED: write a period such as "2023-Q1" there, or take the line out'
            if any(text.startswith(ASKED) for text in told.values())
            else ""
        )
        lines.append(f"  {{ {', '.join(parts)} }},{asked}")
    return [*lines, "]"]


def period_section(facts: Facts) -> list[str]:
    """The period: the heads, a column in its form, columns of year and month, what the title says, or a question."""
    if (asked := _running_or_other_years(facts)) is not None:
        return ["[period]", asked]
    if "period" in facts.wide.keys:
        return []
    roles, lines = facts.roles, ["[period]"]
    if {"month", "quarter"} & set(facts.wide.keys):
        year = roles.year or roles.period
        told = [line("year", quoted(year.name), f"holds {seen(year.told)}")] if year else []
        return [*lines, *(told or [ask("value", "the heads tell months or quarters: of which year?", quoted("2023"))])]
    if roles.year is not None:
        parts = (("month", roles.month), ("quarter", roles.quarter))
        named = [line(key, quoted(column.name), f"holds {seen(column.told)}") for key, column in parts if column]
        return [*lines, line("year", quoted(roles.year.name), f"holds {seen(roles.year.told)}"), *named]
    if roles.period is not None:
        return [
            *lines,
            line("column", quoted(roles.period.name), f"holds {seen(roles.period.told)}"),
            *_form(roles.period.told),
        ]
    if (odd := odd_period_told(facts.found.above, facts.names)) is not None:
        return [*lines, ask("value", f"“{flat(odd, 80)}” {QUESTION}: of which one are all rows?", quoted("2023-Q1"))]
    titled = any(years_in(text) for text in facts.found.above)
    told_by = period_told(facts.found.above if titled else facts.names)
    if told_by is not None:
        return [*lines, line("value", quoted(told_by[0]), f"told by “{flat(told_by[1], 60)}”")]
    question = "of which year, quarter (2023-Q1) or month (2023-04) are all rows? or name a column"
    return [*lines, ask("value", question, quoted("2023"))]


def _running_or_other_years(facts: Facts) -> str | None:
    """A question where a title says that amounts run up from month to month, or a column is of no calendar years."""
    running = next((text for text in facts.found.above if says("cumulative", text)), None)
    if running is not None:
        question = f"“{flat(running, 80)}” {QUESTION}: which figures are of one period alone?"
        return ask("value", question, quoted("2023-01"))
    column = facts.roles.year or facts.roles.period
    if column is not None and is_other_year(column.name):
        return ask("column", f"the column {flat(column.name)} {QUESTION}: which column has those?", quoted("Year"))
    return None


def _form(values: Sequence[str]) -> list[str]:
    """The form of a column of periods: one that all have, codes where they are written in several, or a question."""
    dates = [found for value in values if (found := _DAY_AND_MONTH.fullmatch(value))]
    if dates and len(dates) == len(values):
        return [_day_and_month([(int(found[1]), int(found[2])) for found in dates], values)]
    form = form_of(values)
    if form is not None:
        return [line("form", quoted(form))]
    told = {value: period_of(value) for value in values}
    if len(values) <= MAX_CODES and all(told.values()):
        return [f"codes = {table({text: period or '' for text, period in told.items()})}"]
    odd = [value for value, period in told.items() if period is None]
    question = f"how are periods written in {seen(odd)}? one of {', '.join(FORMS)}; or codes = {{ TEXT = PERIOD }}"
    return [ask("form", question, quoted("YYYY-MM"))]


def _day_and_month(dates: Sequence[tuple[int, int]], values: Sequence[str]) -> str:
    """Day before month or behind it, where a number above 12 or the first of each month tells it; else a question."""
    first, second = {one for one, _ in dates}, {two for _, two in dates}
    if max(first) > 12 or (first == {1} and len(second) >= _ENOUGH_FIRSTS and max(second) <= 12):
        return line("form", quoted("DD.MM.YYYY"))
    if max(second) > 12 or (second == {1} and len(first) >= _ENOUGH_FIRSTS):
        return line("form", quoted("MM/DD/YYYY"))
    question = f"does the day stand first, or the month, in {seen(values)}? DD.MM.YYYY or MM/DD/YYYY"
    return ask("form", question, quoted("DD.MM.YYYY"))
