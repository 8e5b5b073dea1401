"""What a figure rests on, as records and in words of one language: source, definition, version, query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sverka.measuring.answers import Answer
from sverka.measuring.asked import asked_slices
from sverka.measuring.book import Cube
from sverka.measuring.figure_sql import figure_sql
from sverka.measuring.series import Definition, Series
from sverka.measuring.slicing import FLOWS
from sverka.measuring.unit_values import series_used, told_column
from sverka.model.measures import UnitValue, measure_slices
from sverka.model.slices import Flow
from sverka.recording.columns import WORLD


def used_definitions(answer: Answer) -> tuple[Definition, ...]:
    """The definitions of the flows and years that an answer is made of."""
    if answer.series is None:
        return ()
    return definitions_of(answer.series, _flows(answer), _years(answer))


def definitions_of(
    series: Series, flows: Collection[Flow], years: tuple[int, int] | None = None
) -> tuple[Definition, ...]:
    """The definitions of a series for some flows and years."""
    return tuple(
        one
        for one in series.definitions
        if one.flow in flows and (years is None or (one.first_year <= years[1] and years[0] <= one.last_year))
    )


def definition_text(series: Series, definitions: tuple[Definition, ...], lang: str = "en") -> str:
    """The definition line of a total: source, edition, CIF or FOB, system, whose region, partners, re-exports."""
    about, words = series.about, _WORDS["ru" if lang == "ru" else "en"]
    editions = ", ".join(dict.fromkeys(classification_text(one.classification, lang) for one in definitions))
    valued = {one.flow: valuation_text(one.valuation, lang) for one in definitions}
    values = ", ".join(f"{words[flow]} {valuation}" for flow, valuation in sorted(valued.items()))
    reported = all(WORLD in series.partner_codes(flow) for flow in valued)
    parts = [
        about.word("title", lang) + (words["synthetic"] if about.synthetic else ""),
        editions,
        f"{series.key.currency}, {values}",
        about.word("system", lang),
        *(f"{words[name]}: {about.word(name, lang)}" for name in ("region", "partner")),
        about.word("reexports", lang),
        words["reported" if reported else "summed"],
    ]
    return "; ".join(part for part in parts if part)


def classification_text(name: str, lang: str) -> str:
    """A classification of goods, or that the source does not say which it is.

    >>> classification_text("HS2017", "en"), classification_text("unstated", "en")
    ('HS2017', 'classification not stated')
    """
    return _WORDS["ru" if lang == "ru" else "en"]["no_classification"] if name in UNSTATED else name


def valuation_text(name: str, lang: str) -> str:
    """FOB, CIF or what else the source says of its values, or that it does not say it."""
    return _WORDS["ru" if lang == "ru" else "en"]["no_valuation"] if name in UNSTATED else name


UNSTATED = frozenset({"unstated", "not stated"})
"""How books keep a classification or valuation that the source, or a mapping, does not state."""
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        Flow.EXPORT: "exports",
        Flow.IMPORT: "imports",
        "region": "whose trade",
        "partner": "partners",
        "summed": "World as summed over partners",
        "reported": "World as reported",
        "synthetic": " (synthetic data, an invented region)",
        "no_classification": "classification not stated",
        "no_valuation": "valuation not stated",
    },
    "ru": {
        Flow.EXPORT: "экспорт",
        Flow.IMPORT: "импорт",
        "region": "чья торговля",
        "partner": "партнёры",
        "summed": "мир — сумма по партнёрам",
        "reported": "мир — как объявлено источником",
        "synthetic": " (синтетические данные, вымышленный регион)",
        "no_classification": "классификация не указана",
        "no_valuation": "базис цен не указан",
    },
}


def query_text(cube: Cube, answer: Answer) -> str | None:
    """The query that gives an answer's parts, on one line; of what no plain sum gives, the query whose groups it sums.

    `None` where nothing answered. On engines other than DuckDB it is always that of the groups; so it is where what
    declared totals have beyond their parts is too long to be written out, and the groups then have the totals too.
    """
    if answer.series is None:
        return None
    flows, years, telling = _flows(answer), _years(answer), None
    if isinstance(answer.measure, UnitValue):
        telling = told_column(answer.measure)
        answer = replace(answer, series=series_used(answer))
    series = answer.series
    assert series is not None
    if cube.book.engine.name == "duckdb":
        groups = {one: cube.query_of(series, frozenset({one}), years, telling=telling) for one in sorted(flows)}
        # A flow of which these years have no file has no groups; the figure then is not a plain sum of queries.
        sql = figure_sql(answer, groups, years) if all(groups.values()) else None
        if sql is not None:
            return sql
    declared = any(flow in series.declared for flow in flows)
    return cube.query_of(series, flows, years, declared=declared, telling=telling)


def _years(answer: Answer) -> tuple[int, int] | None:
    """The years that an answer is made of, base included."""
    periods = [period for _, period in asked_slices(answer.measure, answer.assumed)]
    years = [month // 12 for period in periods for month in (period.first_month, period.last_month)]
    return (min(years), max(years)) if years else None


def _flows(answer: Answer) -> frozenset[Flow]:
    return frozenset(flow for cut in measure_slices(answer.measure) for flow in FLOWS[cut.flow])
