"""Taiwan, which UN Comtrade and its kin do not name: its trade is most of "Other Asia, nes" (`m490`).

After UN Comtrade's notes on partner areas ("Taiwan, Province of China … included in Other Asia, nes"). The two are
never taken for one another; an answer that lacks rows of TW says where they may stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.model.measures import Rank, measure_slices

ASKED, OFFERED = "TW", "m490"


def with_other_asia(answer: Answer, candidates: Sequence[Series]) -> Answer:
    """The answer with a remark where TW is asked for by name, has no row, and Other Asia has some."""
    series = candidates if answer.series is None else (answer.series,)
    cuts = measure_slices(answer.measure)
    flows = {flow for cut in cuts for flow in FLOWS[cut.flow]}
    named = any(ASKED in cut.partners.include for cut in cuts)
    named = named or (isinstance(answer.measure, Rank) and answer.measure.member == ASKED)
    if not named:
        return answer
    codes = {code for one in series for flow in flows for code in one.partner_codes(flow)}
    if ASKED in codes or OFFERED not in codes:
        return answer
    return replace(answer, remarks=(*answer.remarks, Remark("other_asia", {"code": OFFERED})))
