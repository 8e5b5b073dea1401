"""Figures from records on a terminal and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sverka.checking.wording import Ui
from sverka.measuring.answers import Answer
from sverka.measuring.book import Cube
from sverka.measuring.lineage import definition_text, used_definitions
from sverka.measuring.series import Definition, SeriesKey
from sverka.model.measures import Balance, Growth, Measure, Rank, ShareChange, UnitValue
from sverka.writing.book_objects import answer_object, exact_number
from sverka.writing.measures import measure_name
from sverka.writing.numbers import counted, number_text, quantity_text
from sverka.writing.remarks import remark_text
from sverka.writing.terminal import Screen

COLUMNS = ("measure", "value", "unit", "rows", "source", "version", "definition", "notes", "label")
PERCENT_DECIMALS = 2
SMALL_PRICE = 100
"""Prices below this are told to the fourth decimal: those of a kilogram."""


def answers_text(answers: Sequence[tuple[str, Answer]], cube: Cube, screen: Screen) -> str:
    """Each measure with its value, what it is made of, and where it comes from; then the definitions, each once."""
    for label, answer in answers:
        screen.blank()
        _answer(label, answer, cube, screen)
    screen.blank()
    for text in _definitions([answer for _, answer in answers], screen.ui):
        screen.say(screen.words.say("measure_definition", text=text), style="dim")
    return screen.text()


def _definitions(answers: Sequence[Answer], ui: Ui) -> list[str]:
    """The definition line of each source that answered, over all that its answers used."""
    used: dict[SeriesKey, dict[Definition, None]] = {}
    for answer in answers:
        if answer.series is not None:
            used.setdefault(answer.series.key, {}).update(dict.fromkeys(used_definitions(answer)))
    series = {answer.series.key: answer.series for answer in answers if answer.series is not None}
    return [definition_text(series[key], tuple(definitions), ui) for key, definitions in used.items()]


def _answer(label: str, answer: Answer, cube: Cube, screen: Screen) -> None:
    words = screen.words
    name = measure_name(answer.measure, screen.ui)
    screen.say(f"{name[:1].upper()}{name[1:]}{f' · {label}' if label else ''}", style="bold")
    screen.say(str(answer.measure), indent=2, style="dim")
    if answer.value is None:
        screen.say(words.say("measure_not_covered"), indent=2, style="yellow")
    else:
        exact = value_text(answer, screen.ui)
        made = _made_of(answer, screen)
        screen.say(exact + (f" ({made})" if made else ""), indent=2, style="green")
    for remark in answer.remarks:
        screen.say(f"• {remark_text(remark, screen.ui)}", indent=2, hang=2)
    if answer.series is not None:
        rows = counted("n_rows", answer.rows, screen.ui)
        told = words.say("measure_rows", rows=rows, source=answer.series.key.source, version=cube.version)
        screen.say(told, indent=2, style="dim")


def value_text(answer: Answer, ui: Ui) -> str:
    """The value with its unit; an amount of money or weight to its last unit."""
    assert answer.value is not None
    if answer.unit in ("%", "pp", "ratio", "rank", "countries", "products"):
        return quantity_text(answer.value, answer.unit, ui, PERCENT_DECIMALS)
    decimals = 4 if isinstance(answer.measure, UnitValue) and abs(answer.value) < SMALL_PRICE else 2
    return f"{number_text(answer.value, ui, decimals)} {answer.unit}"


def _made_of(answer: Answer, screen: Screen) -> str:
    """The amounts behind a share, a growth, a balance or a rank."""
    words, ui = screen.words, screen.ui
    unit = _amount_unit(answer.measure, answer)
    if isinstance(answer.measure, Rank):
        told = f"{number_text(answer.numerator or 0, ui)} {unit}"
        return words.say("measure_among", denominator=number_text(answer.denominator or 0, ui, 0), numerator=told)
    if isinstance(answer.measure, UnitValue):
        currency, _, measured_in = answer.unit.partition("/")
        value, amount = number_text(answer.numerator or 0, ui), number_text(answer.denominator or 0, ui)
        return words.say("measure_price", numerator=f"{value} {currency}", denominator=f"{amount} {measured_in}")
    if isinstance(answer.measure, ShareChange):
        shares = {name: quantity_text(value or 0, "%", ui, PERCENT_DECIMALS) for name, value in _shares(answer)}
        return words.say("measure_from", **shares)
    amounts = {
        name: f"{number_text(value, ui)} {unit}"
        for name, value in (("numerator", answer.numerator), ("denominator", answer.denominator), ("base", answer.base))
        if value is not None
    }
    if "base" in amounts:
        return words.say("measure_from", **amounts)
    if "denominator" in amounts:
        return words.say("measure_balance" if isinstance(answer.measure, Balance) else "measure_parts", **amounts)
    return ""


def _shares(answer: Answer) -> tuple[tuple[str, float | None], ...]:
    return ("numerator", answer.numerator), ("base", answer.base)


def _amount_unit(measure: Measure, answer: Answer) -> str:
    named = getattr(measure, "unit", None)
    currency = answer.series.key.currency if answer.series else ""
    return currency if isinstance(measure, Growth) and named is None else named or currency


def answers_csv(answers: Sequence[tuple[str, Answer]], cube: Cube) -> str:
    """One line a measure; notes joined by semicolons; `label` tells sources and mirrors apart."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for label, answer in answers:
        told = answer_object(answer, cube)
        notes = "; ".join(note["text"] for note in told["notes"])
        row = [told["measure"], exact_number(answer.value), told["unit"], told["rows"], told["source"], told["version"]]
        writer.writerow(["" if cell is None else cell for cell in (*row, told["definition"], notes, label)])
    return out.getvalue()
