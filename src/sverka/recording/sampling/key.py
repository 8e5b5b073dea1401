"""The key of a sample, `key.toml`: what was planted, what each file must come to, exact totals, true figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sverka.recording.sampling.customs import Written
from sverka.recording.sampling.figures import true_figures
from sverka.recording.sampling.months import month_number, month_text
from sverka.recording.sampling.office import Declared
from sverka.recording.sampling.planning import customs_files
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.tally import Amount, Tally
from sverka.recording.sampling.world import FLOWS

NAME = "key.toml"
FORM = 1
HEAD = """\
# The key of a sample of Sverka. SYNTHETIC: every number in these files is invented, and so is the region.
# Ключ к образцу данных «Сверки». СИНТЕТИЧЕСКИЕ ДАННЫЕ: все числа в этих файлах вымышлены, регион тоже.
# cents: US cents, grams: net weight, whole. Files with load = 2 restate those with load = 1: they come after.
"""

Value = str | int | bool


@dataclass(slots=True)
class Made:
    """Everything that the key tells of."""

    rows: int
    seed: int
    files: list[tuple[int, Written]] = field(default_factory=list)
    first: Tally = field(default_factory=Tally)
    last: Tally = field(default_factory=Tally)
    declared: Declared = field(default_factory=Declared)


def key_text(made: Made) -> str:
    """The key as TOML."""
    told = story()
    head: dict[str, Value] = {
        "sverka_sample": FORM,
        "synthetic": True,
        "rows": made.rows,
        "seed": made.seed,
        "reporter": told["reporter"],
        "region": told["region"],
    }
    parts = [HEAD, _entries(head)]
    for name, tables in (
        ("files", _files(made)),
        ("planted", _planted(made)),
        ("elsewhere", _elsewhere(made)),
        ("totals", _totals(made)),
        ("restated", _restated(made)),
        ("declared", _declared(made)),
        ("figures", _figures(made)),
    ):
        parts += [f"[[{name}]]\n{_entries(table)}" for table in tables]
    return "\n".join(parts)


def _entries(values: dict[str, Value]) -> str:
    # A string of JSON is one of TOML as well, control characters and quotation marks included.
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def _files(made: Made) -> Iterator[dict[str, Value]]:
    """What a correct load says of each file."""
    forms = {file.name: file for file in customs_files()}
    for load, written in made.files:
        form = forms.get(written.name)
        yield {
            "file": written.name,
            "source": "fts" if form else "sdmx",
            "load": load,
            "encoding": "cp1251" if form else "utf-8",
            "separator": form.separator if form else ",",
            "sha256": written.sha256,
            "rows": written.rows,
            "stored": written.rows - written.quarantined,
            "quarantined": written.quarantined,
            "aggregates": written.aggregates,
        }


def _planted(made: Made) -> Iterator[dict[str, Value]]:
    """The errors, by file and line; `recorded` is the own code that a stored row is kept under."""
    for _, written in made.files:
        for planted in written.planted:
            yield {
                "file": planted.file,
                "line": planted.line,
                "kind": planted.fault.kind,
                "column": planted.fault.column,
                "outcome": "stored" if planted.fault.stored else "quarantined",
                "recorded": planted.fault.recorded,
                "what": planted.fault.what,
                "text": planted.text,
            }


def _elsewhere(made: Made) -> Iterator[dict[str, Value]]:
    """What is recorded of other reporters: rows of a region that no table knows."""
    for _, written in made.files:
        for reporter, amount in written.elsewhere.items():
            yield {"file": written.name, "reporter": reporter, **_amount(amount)}


def _amount(amount: Amount) -> dict[str, Value]:
    return {"cents": str(amount.cents), "grams": str(amount.grams), "rows": amount.rows}


def _totals(made: Made) -> Iterator[dict[str, Value]]:
    """Of the region by source of the customs form, flow and year: after the first load, and after both."""
    for load, tally in ((1, made.first), (2, made.last)):
        years = sorted({year for _, year in tally.cells})
        for flow in FLOWS:
            for year in years:
                amount = tally.in_year(flow, year)
                yield {"after_load": load, "source": "fts", "flow": flow, "year": year, **_amount(amount)}


def _restated(made: Made) -> Iterator[dict[str, Value]]:
    """The months that the second load restates, before and after."""
    told = story()["restated"]
    for month in range(month_number(told["first_month"]), month_number(told["last_month"]) + 1):
        for flow in FLOWS:
            before, after = (tally.in_months(flow, range(month, month + 1)) for tally in (made.first, made.last))
            yield {
                "period": month_text(month),
                "flow": flow,
                "cents_before": str(before.cents),
                "cents_after": str(after.cents),
                "rows_before": before.rows,
                "rows_after": after.rows,
            }


def _declared(made: Made) -> Iterator[dict[str, Value]]:
    """The World totals of the statistics office, and what its cells come to, in US dollars."""
    for (flow, year), world in made.declared.world.items():
        shown = made.declared.shown[(flow, year)]
        yield {"source": "sdmx", "flow": flow, "year": year, "world_usd": world * 1000, "parts_usd": shown * 1000}


def _figures(made: Made) -> Sequence[dict[str, Value]]:
    """Measures of the customs form with their true values, after both loads."""
    return [
        {"measure": figure.measure, "value": figure.value, "unit": figure.unit} for figure in true_figures(made.last)
    ]
