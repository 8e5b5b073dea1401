"""What is to be known of an answer, in words."""

from __future__ import annotations

from sverka.checking.wording import Ui, phrasebook
from sverka.measuring.answers import Remark
from sverka.model.slices import Flow
from sverka.writing.slices import flow_text

MOST_CODES = 60
"""Characters of a list of codes that a sentence takes."""


def remark_text(remark: Remark, ui: Ui) -> str:
    """A remark as a sentence without its full stop."""
    values = dict(remark.values)
    if "flow" in values:
        values["flow"] = flow_text(Flow(values["flow"]), ui)
    if len(values.get("codes", "")) > MOST_CODES:
        values["codes"] = values["codes"][:MOST_CODES].rpartition(",")[0] + " …"
    return phrasebook("sverka.writing", ui).say(f"remark_{remark.kind}", **values)
