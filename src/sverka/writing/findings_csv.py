"""Findings as one flat table, a claim a line."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.findings import Checked
from sverka.model.claims import Claim
from sverka.model.findings import Finding
from sverka.model.interval import Interval
from sverka.writing.found_objects import figure_object
from sverka.writing.objects import Object, plain_number
from sverka.writing.proofs import Prose, quote_of
from sverka.writing.spreadsheet import Cell, csv_text

COLUMNS = (
    "source",
    "id",
    "start",
    "words",
    "claim",
    "reporter",
    "measure",
    "hedge",
    "stated",
    "unit",
    "low",
    "high",
    "low_wide",
    "high_wide",
    "verdict",
    "reason",
    "recorded",
    "gap",
    "asked",
    "interpretation",
    "tried",
    "fit",
    "looseness",
    "wrong_direction",
    "one_sided",
    "causes",
    "caveats",
    "period_assumed",
    "numerator",
    "denominator",
    "base",
    "rows",
    "records",
    "version",
    "definition",
    "scope",
)
"""The columns of `check --format csv`; `docs/outputs.md` says what each means."""
_LINEAGE = ("numerator", "denominator", "base", "rows", "source", "version", "definition", "scope")
"""What the last columns take of a figure; its `source` is `records` here, where the text is the source."""
_JOINT = "; "


def findings_csv(checked: Checked, prose: Prose) -> str:
    """What `check --format csv` prints: each claim with its finding, in the order of the documents, statements last.

    A cell is empty where there is nothing to say; several of one kind are joined by a semicolon.
    """
    return csv_text(COLUMNS, _lines(checked, prose))


def _lines(checked: Checked, prose: Prose) -> Iterator[tuple[Cell, ...]]:
    for document in checked.documents:
        for finding in document.findings:
            yield _line(document.reading.source, finding, prose)
    for finding in checked.statements:
        yield _line(finding.claim.source or "", finding, prose)


def _line(source: str, finding: Finding, prose: Prose) -> tuple[Cell, ...]:
    figure: Object = {} if finding.figure is None else figure_object(finding.figure)
    lineage = [figure.get(name) for name in _LINEAGE]
    return (source, *_said(finding.claim, prose), *_found(finding, figure.get("value"), prose), *lineage)


def _said(claim: Claim, prose: Prose) -> tuple[Cell, ...]:
    return (
        claim.id,
        claim.mentions[0].start if claim.mentions else None,
        quote_of(claim),
        prose.claim(claim),
        claim.reporter,
        None if claim.measure is None else str(claim.measure),
        claim.hedge,
        plain_number(claim.value),
        claim.unit,
        *_ends(claim.interval),
        *_ends(claim.interval_wide),
    )


def _ends(interval: Interval) -> tuple[Cell, Cell]:
    return plain_number(interval.low), plain_number(interval.high)


def _found(finding: Finding, recorded: Cell, prose: Prose) -> tuple[Cell, ...]:
    return (
        str(finding.verdict),
        finding.reason,
        recorded,
        plain_number(finding.gap),
        None if finding.asked is None else str(finding.asked),
        _JOINT.join(use.name(prose.ui) for use in finding.interpretation),
        finding.tried,
        finding.fit,
        finding.looseness,
        "yes" if finding.wrong_direction else None,
        finding.one_sided,
        _JOINT.join(cause.text for cause in finding.causes),
        _JOINT.join(finding.caveats),
        finding.period_assumed,
    )
