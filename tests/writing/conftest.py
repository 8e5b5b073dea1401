"""Hand-made findings: an article, its claims as read, and what a book might have answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sverka.checking.findings import Checked, CheckedDocument
from sverka.checking.weighing import Weighed
from sverka.model.claims import Reading
from sverka.model.findings import Alternative, Cause, Figure, Finding, Reconciliation, SenseUse, Verdict
from sverka.model.grammar import parse_measure
from sverka.reading import read_document
from sverka.reading.document import Document, load_document

ARTICLE = """Tomsk Oblast sold more to Asia in 2023
In 2023 exports of Tomsk Oblast to China came to $1.25 bn. China took almost 45 % of its exports in 2023.
Imports from China fell by 12 % in 2023. China was the second-largest market for <b>timber</b> in 2023.
"""
HISTORY: dict[str, tuple[tuple[str, float], ...]] = {
    "level": (("2019", 0.61e9), ("2020", 0.58e9), ("2022", 0.97e9), ("2023", 1.19e9), ("2024", 1.31e9)),
    "share": (("2020", 31.2), ("2021", 36.0), ("2022", 41.5), ("2023", 43.4)),
    "growth": (("2021", 14.0), ("2022", -3.5), ("2023", 9.8)),
}
RECORDED = {"level": (1.19e9, "fails"), "share": (43.4, "holds"), "growth": (9.8, "fails"), "rank": (3.0, "fails")}
SENSE = SenseUse("partners", "CN", "with-hong-kong", 1, "China with Hong Kong", "Китай с Гонконгом")


def figure(value: float, unit: str, measure: str = "") -> Figure:
    return Figure(
        value,
        unit,
        412,
        "comext",
        "7",
        "SELECT 1",
        "Exports FOB <b>",
        1.19e9,
        2.742e9,
        1.0e9,
        measure,
        "RU-TOM",
        ("n",),
    )


MakeFinding = Callable[..., Finding]


def found(finding: Finding) -> Finding:
    """The finding as if a book had answered it, by the kind of its claim."""
    claim = finding.claim
    if claim.kind not in RECORDED or claim.measure is None:
        return finding
    value, verdict = RECORDED[claim.kind]
    return replace(
        finding,
        verdict=Verdict(verdict),
        reason="what the records say",
        figure=figure(value, claim.unit, str(claim.measure)),
        asked=claim.measure,
        tried=3,
        fit=1,
        gap=value - (claim.value or 0.0),
        causes=(Cause("wrong base", "=it fits the base of 2021", 1.25e9),),
        alternatives=(Alternative((SENSE,), parse_measure("level(export[CN+HK;; 2023])"), 1.26e9, 1e7, True, 1),),
        history=HISTORY.get(claim.kind, ()),
        caveats=("counts by seat",),
        looseness="rounded loosely" if claim.kind == "share" else None,
        wrong_direction=claim.kind == "growth",
        interpretation=(SENSE,) if claim.kind == "share" else (),
    )


@pytest.fixture(scope="session")
def document() -> Document:
    return load_document(ARTICLE.encode(), "article.txt")


@pytest.fixture(scope="session")
def reading(document: Document) -> Reading:
    read = read_document(document, date="2024-02-01")
    assert [claim.kind for claim in read.claims] == ["level", "share", "growth", "rank"]
    return read


@pytest.fixture
def finding(reading: Reading) -> MakeFinding:
    """`finding("level", verdict=…)`: the finding of the claim of one kind, with other fields as given."""

    def make(kind: str, **fields: Any) -> Finding:
        claim = next(claim for claim in reading.claims if claim.kind == kind)
        return replace(found(Finding(claim, Verdict.NOT_COVERED, "no records")), **fields)

    return make


@pytest.fixture
def checked(reading: Reading) -> Checked:
    """The article with a finding for each claim; the claims of kinds without an answer stay not covered."""
    findings = tuple(found(Finding(claim, Verdict.NOT_COVERED, "no records")) for claim in reading.claims)
    weighed = Weighed((reading,), (), {}, "RU-TOM", "2023", Reconciliation())
    return Checked((CheckedDocument(reading, findings, ()),), (), weighed)
