"""How well the reader understands annotated texts, for the tests that hold floors of it.

The form is that of the annotated corpora: a figure is found where a mention overlaps its words; its core is
right where kind, flow, value, unit, partners and period are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.model.claims import Claim
from sverka.reading import read_text

_FRACTION_SLACK = 0.05


def _overlaps(gold: dict[str, Any], claim: Claim) -> bool:
    spans = [gold, *gold.get("also", ())]
    return any(m.start < s["end"] and s["start"] < m.end for m in claim.mentions for s in spans)


def _same_value(gold: dict[str, Any], claim: Claim) -> bool:
    slack = _FRACTION_SLACK if gold["unit"] == "%" else 0.0
    return claim.value is not None and abs(claim.value - gold["value"]) <= slack + 1e-6 * max(1.0, abs(gold["value"]))


def _same_period(gold: dict[str, Any], claim: Claim, document: dict[str, Any]) -> bool:
    """A period that the text leaves unsaid may be read as one that it names elsewhere, or as the year about it."""
    if gold["period"] is not None:
        return bool(claim.period == gold["period"])
    year = int(document["published"][:4])
    return claim.period in {None, str(year), str(year - 1), *(other["period"] for other in document["claims"])}


def _same_core(gold: dict[str, Any], claim: Claim, document: dict[str, Any]) -> bool:
    named = (claim.kind, claim.flow, claim.unit, sorted(claim.partners))
    wanted = (gold["kind"], gold["flow"], gold["unit"], sorted(gold["partners"]))
    return named == wanted and _same_value(gold, claim) and _same_period(gold, claim, document)


def _f1(hits: int, found: int, wanted: int) -> float:
    return 2 * hits / (found + wanted)


def _scores(texts: Path, lang: str) -> tuple[float, float]:
    found = wanted = detected = core = 0
    for line in texts.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        claims = list(read_text(document["text"], date=document["published"], lang=lang).claims)
        found, wanted = found + len(claims), wanted + len(document["claims"])
        for gold in document["claims"]:
            near = [claim for claim in claims if _overlaps(gold, claim)]
            best = max(near, key=lambda claim: _same_core(gold, claim, document), default=None)
            if best is not None:
                claims.remove(best)
                detected += 1
                core += _same_core(gold, best, document)
    return _f1(detected, found, wanted), _f1(core, found, wanted)


@pytest.fixture
def score_texts() -> Callable[[Path, str], tuple[float, float]]:
    """F1 of detection and of the core over a file of annotated texts in a language."""
    return _scores
