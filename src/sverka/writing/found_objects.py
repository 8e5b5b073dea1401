"""Bounds, conflicts and findings as the plain objects of the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sverka.checking.findings import Checked, CheckedDocument
from sverka.checking.weighing import Weighed
from sverka.checking.wording import in_language
from sverka.model.claims import Claim
from sverka.model.findings import (
    Alternative,
    AssertionFinding,
    Bound,
    BoundSide,
    Cause,
    ClaimReading,
    Conflict,
    Figure,
    Finding,
    Note,
    Reconciliation,
    SenseUse,
)
from sverka.writing.assisted_objects import assist_object
from sverka.writing.handed_objects import rejected_object, second_reader_object
from sverka.writing.objects import (
    Object,
    assertion_object,
    claim_object,
    document_object,
    interval_pair,
    plain_number,
    rest_of_reading,
    slots_object,
)
from sverka.writing.proofs import Prose


def bounds_object(weighed: Weighed, prose: Prose, version: str) -> Object:
    """What `bounds` prints."""
    return {
        "version": version,
        "sources": [reading.source for reading in weighed.readings],
        "reporter": weighed.reporter,
        **implied_object(weighed.reconciliation, weighed.claims, prose),
        "assumed": dict(weighed.assumed),
        "statements": [claim_object(claim) for claim in weighed.claims],
    }


def implied_object(result: Reconciliation, claims: Iterable[Claim], prose: Prose) -> Object:
    """Bounds, conflicts, consequences and idle statements of one reconciliation."""
    by_id = {claim.id: claim for claim in claims}
    return {
        "bounds": [bound_object(bound, prose) for bound in result.bounds],
        "conflicts": [conflict_object(conflict, by_id, prose) for conflict in result.conflicts],
        "doubtful": [list(conflict.claims) for conflict in result.doubtful],
        "consequences": [{**bound_object(bound, prose), "text": prose.bound(bound)} for bound in result.consequences],
        "idle": [{"claim": idle.claim, "reason": prose.idle(idle)} for idle in result.idle],
        "senses": [
            {"term": note.term, "sense": note.sense, "effect": note.effect, "text": prose.sense(note)}
            for note in result.senses
        ],
        "corrections": [list(claims) for claims in result.corrections],
        "limits": [
            {"kind": limit.kind, "limit": plain_number(limit.limit), "text": in_language(limit.text, prose.ui)}
            for limit in result.limits
        ],
    }


def bound_object(bound: Bound, prose: Prose) -> Object:
    """The least and greatest value of a measure, the statements that they rest on, and the proof in words."""
    return {
        "measure": str(bound.measure),
        "reporter": bound.reporter,
        "low": plain_number(bound.low.value),
        "high": plain_number(bound.high.value),
        "unit": bound.unit,
        "uses": list(bound.uses),
        "proof": prose.proof(bound),
        "sides": {"low": _side(bound.low), "high": _side(bound.high)},
        "period_assumed": bound.period_assumed,
        "note": None if bound.note is None else in_language(bound.note, prose.ui),
        "undefined": bound.undefined,
    }


def _side(side: BoundSide) -> Object:
    weights = [{"claim": term.claim, "weight": plain_number(term.weight)} for term in side.terms]
    return {"uses": list(side.uses), "arithmetic": side.arithmetic, "terms": weights}


def conflict_object(conflict: Conflict, claims: Mapping[str, Claim], prose: Prose) -> Object:
    """A minimal conflict with the least change to each statement; `from` is the value as stated."""
    corrections = [
        {
            "claim": correction.claim,
            "from": plain_number(claims[correction.claim].value),
            "to": plain_number(correction.to),
            "stated": interval_pair(correction.stated),
            "side": correction.side,
            "open": correction.open,
        }
        for correction in conflict.corrections
    ]
    return {
        "claims": list(conflict.claims),
        "corrections": corrections,
        "proof": conflict.arithmetic,
        "resolved_by": conflict.resolved_by,
        "text": prose.conflict(conflict),
    }


def checked_object(
    checked: Checked, prose: Prose, version: str, *, lost: Iterable[Object] = (), order: Sequence[str] = ()
) -> Object:
    """What `check` prints: one flat object for one document, `documents` beside the joint result for several.

    `lost` are the entries of sources that could not be read; `order` is that of several sources.
    """
    weighed = (*checked.weighed.claims, *checked.figures)
    implied = implied_object(checked.weighed.reconciliation, weighed, prose)
    shared: Object = {**implied, "assumed": dict(checked.weighed.assumed)}
    if checked.statements:
        shared["statements"] = [finding_object(finding, prose) for finding in checked.statements]
    if checked.figures:
        shared["figures"] = [claim_object(figure) for figure in checked.figures]
    if len(checked.documents) == 1 and not order:
        return {**checked_document_object(checked.documents[0], prose, version), **shared}
    documents = [*(checked_document_object(document, prose, version) for document in checked.documents), *lost]
    documents.sort(key=lambda document: order.index(document["source"]) if document["source"] in order else len(order))
    return {"version": version, "documents": documents, **shared}


def checked_document_object(document: CheckedDocument, prose: Prose, version: str) -> Object:
    """One document as read, each claim with its finding, and the notes on the whole."""
    return {
        **document_object(document.reading, version),
        "claims": [
            {**finding_object(finding, prose), **second_reader_object(finding.claim, document.reading)}
            for finding in document.findings
        ],
        **assist_object(document.reading, prose),
        **rejected_object(document.reading, prose),
        **rest_of_reading(document.reading),
        **_assertions(document),
        "notes": [note_object(note) for note in document.notes],
    }


def _assertions(document: CheckedDocument) -> Object:
    """The assertions with their findings, where records were asked."""
    found = [assertion_finding_object(one) for one in document.assertions]
    return {"assertions": found} if found else {}


def finding_object(finding: Finding, prose: Prose) -> Object:
    """A claim with its verdict and the reasons for it."""
    return {
        **claim_object(finding.claim),
        "verdict": str(finding.verdict),
        "reason": finding.reason,
        "asked": None if finding.asked is None else str(finding.asked),
        "figure": None if finding.figure is None else figure_object(finding.figure),
        "interpretation": {use.term: use.sense for use in finding.interpretation},
        "tried": finding.tried,
        "fit": finding.fit,
        "readings": [reading_object(one) for one in finding.readings],
        "sure": finding.sure,
        "gap": plain_number(finding.gap),
        **_manner(finding),
        "causes": [_cause(cause) for cause in finding.causes],
        "senses": [sense_object(use, prose) for use in finding.interpretation],
        "alternatives": [_alternative(other, prose) for other in finding.alternatives],
        "history": [{"period": period, "value": plain_number(value)} for period, value in finding.history],
        "caveats": list(finding.caveats),
        "bounds": [bound_object(bound, prose) for bound in finding.bounds],
        "conflicts": [list(conflict.claims) for conflict in finding.conflicts],
        "period_assumed": finding.period_assumed,
    }


def reading_object(one: ClaimReading) -> Object:
    """One reading of a claim: the question, the slots filled otherwise than in its own, and what becomes of it."""
    return {
        "measure": str(one.measure),
        "reporter": one.reporter,
        "slots": slots_object(one.changes),
        "verdict": None if one.verdict is None else str(one.verdict),
        "value": plain_number(one.value),
    }


def _manner(finding: Finding) -> Object:
    """In what way a claim nearly holds, or holds and says too little, or goes the wrong way."""
    return {
        "looseness": finding.looseness,
        "wrong_direction": finding.wrong_direction,
        "one_sided": finding.one_sided,
    }


def figure_object(figure: Figure) -> Object:
    """What the records answer, to the last unit, with its parts and its lineage."""
    # Only who has figures pays for loading what a book needs.
    from sverka.writing.book_objects import exact_number

    return {
        "measure": figure.measure,
        "reporter": figure.reporter,
        "value": exact_number(figure.value),
        "unit": figure.unit,
        "numerator": exact_number(figure.numerator),
        "denominator": exact_number(figure.denominator),
        "base": exact_number(figure.base),
        "rows": figure.rows,
        "source": figure.source,
        "version": figure.version,
        "query": figure.query,
        "definition": figure.definition,
        "notes": list(figure.notes),
        "scope": figure.scope or None,
    }


def sense_object(use: SenseUse, prose: Prose) -> Object:
    """A term taken in one sense, named in the language of the reader."""
    return {
        "kind": use.kind,
        "term": use.term,
        "sense": use.sense,
        "name": use.name(prose.ui),
        "distance": use.distance,
    }


def _alternative(other: Alternative, prose: Prose) -> Object:
    return {
        "measure": str(other.measure),
        "value": plain_number(other.value),
        "gap": plain_number(other.gap),
        "fits": other.fits,
        "distance": other.distance,
        "senses": [sense_object(use, prose) for use in other.senses],
    }


def _cause(cause: Cause) -> Object:
    return {"kind": cause.kind, "text": cause.text, "value": plain_number(cause.value)}


def assertion_finding_object(found: AssertionFinding) -> Object:
    """A statement without a figure, with its verdict and the figures that tell."""
    return {
        **assertion_object(found.assertion),
        "verdict": str(found.verdict),
        "finding": found.reason,
        "figures": [figure_object(figure) for figure in found.figures],
    }


def note_object(note: Note) -> Object:
    """A finding about the document."""
    return {"kind": note.kind, "text": note.text, "claims": list(note.claims)}
