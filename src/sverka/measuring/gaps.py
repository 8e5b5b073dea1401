"""Where declared totals and their recorded parts differ by more than rounding."""

from __future__ import annotations

from sverka.measuring.answers import Remark
from sverka.measuring.cube import Sums
from sverka.measuring.declared import rounding
from sverka.measuring.expression import CENTS, GRAMS
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.model.slices import Slice
from sverka.reference.units import MASS_IN_KG


def gap_remarks(series: Series, cut: Slice, sums: Sums, unit: str) -> tuple[Remark, ...]:
    """What a slice's declared totals and its recorded parts come to, where they differ by more than rounding.

    Of a weight they are those of the weight, else those of the value in the currency of the series.
    """
    if unit in MASS_IN_KG:
        whole, rest, scale = sums.weight, sums.remainder_weight, GRAMS * int(MASS_IN_KG[unit])
        places = [GRAMS]
    else:
        whole, rest, scale, unit = sums.value, sums.remainder, CENTS, series.key.currency
        places = [series.last_places[flow] for flow in FLOWS[cut.flow] if flow in series.last_places]
    parts = sums.rows - sums.totals
    if not rest or abs(rest) <= rounding(whole, parts, max(places, default=CENTS)):
        return ()
    told = {"cut": str(cut), "declared": repr(whole / scale), "parts": repr((whole - rest) / scale), "unit": unit}
    return (Remark("gap", told),)
