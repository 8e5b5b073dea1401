"""A measure that a person writes in the place of the one that was read: checked against the figure that it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from sverka.claims_in.measured import handed_measure, slots_of
from sverka.claims_in.naming import names_told, place_id
from sverka.model.claims import Claim, ClaimKind
from sverka.model.errors import InputError
from sverka.model.measures import Balance, Change, Level, Measure, UnitValue
from sverka.reference.units import TIMES, unit_kind

_WHOSE = re.compile(r"\s*([^:()\[\]]+):(.*)", re.DOTALL)
_GAPS = frozenset({"surplus", "deficit"})
_AMOUNTS = ("money", "mass", "quantity", None)
_UNITS: dict[str, tuple[str, ...]] = {
    "share": ("%",),
    "growth": ("%", TIMES),
    "comparison": ("pp",),
    "rank": ("rank",),
    "count": ("countries", "products"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A claim with the measure that was written, and what names were taken for (`China → CN`)."""

    claim: Claim
    notes: tuple[str, ...] = ()


def measure_line(claim: Claim) -> str:
    """The measure of a claim with whose trade it is, as it may be written again: `BR-PR: level(export, USD)`."""
    measure = "" if claim.measure is None else str(claim.measure)
    return f"{claim.reporter}: {measure}" if claim.reporter else measure


def written_claim(claim: Claim, line: str) -> Written:
    """The claim with the measure of a line, places and goods by id or name, whose trade before a colon.

    `InputError` with what to write instead for a line that says none, or one of another unit than the figure's.
    """
    if not line.strip():
        raise InputError("no measure", "", "write one, such as level(export[CN;; 2023], USD)")
    found = _WHOSE.fullmatch(line)
    with names_told() as told:
        reporter = place_id(found[1]) if found else claim.reporter
        measure = _in_unit(handed_measure((found[2] if found else line).strip()), claim.unit)
    kind = cast(ClaimKind, slots_of(measure)["kind"])
    aspect = claim.aspect if claim.aspect in _GAPS and isinstance(measure, Balance) else None
    kind = claim.kind if aspect else kind
    changed = replace(claim, measure=measure, measure_reason=None, reporter=reporter, kind=kind, aspect=aspect)
    return Written(changed, tuple(told))


def _in_unit(measure: Measure, unit: str) -> Measure:
    """The measure in the unit of the figure; `InputError` where it cannot be told in it."""
    kind = str(slots_of(measure)["kind"])
    if isinstance(measure, Level | UnitValue | Change | Balance):
        if measure.unit and measure.unit != unit:
            what = f"the measure is in {measure.unit}, the figure is in {unit}"
            raise InputError(what, "", f"write {unit} in the measure")
        fits = unit_kind(unit) in _AMOUNTS
        measure = replace(measure, unit=unit)
    else:
        fits = unit in _UNITS[kind]
    if not fits:
        raise InputError(f"the figure is in {unit}, a {kind} is not", "", "write a measure of that unit")
    return measure
