"""What is to be known of an answer, in words."""

from __future__ import annotations

from collections.abc import Mapping

from sverka.checking.wording import Ui, in_language, phrasebook
from sverka.measuring.answers import Remark
from sverka.measuring.lineage import UNSTATED
from sverka.model.grammar import parse_measure
from sverka.model.measures import Level
from sverka.model.slices import Flow
from sverka.writing.numbers import counted, number_text, percent_sign
from sverka.writing.retold import retold
from sverka.writing.scopes import scope_text
from sverka.writing.slices import flow_text, goods_name, slice_text

MOST_CODES = 60
"""Characters of a list of codes that a sentence takes."""


def remark_text(remark: Remark, ui: Ui) -> str:
    """A remark as a sentence without its full stop."""
    values = dict(remark.values)
    if remark.kind in ("scope", "beyond_scope"):
        values["scope"] = scope_text(values, ui)
        key = "scope_remark_period" if "period" in values else remark_key(remark, "remark_")
        return phrasebook("sverka.writing", ui).say(key, **values)
    if remark.kind == "quarantine":
        return _quarantine(values, ui)
    if "flow" in values:
        values["flow"] = flow_text(Flow(values["flow"]), ui)
    if "of" in values:
        values["of_rows"] = counted("n_of_rows", int(values["of"]), ui)
    if "cut" in values:
        values |= _amounts(values, ui)
    if remark.kind == "contested":
        return _contested(values, ui)
    if remark.kind == "not_mapped":
        values |= {"goods": goods_name(values["goods"], ui), "reason": in_language(values["reason"], ui)}
    if len(values.get("codes", "")) > MOST_CODES:
        values["codes"] = values["codes"][:MOST_CODES].rpartition(",")[0] + " …"
    return phrasebook("sverka.writing", ui).say(remark_key(remark, "remark_"), **values)


def remark_key(remark: Remark, before: str) -> str:
    """The key of a remark's sentence: its kind after what stands before it, and another where a coarser code holds
    what is too deep, where a classification that it names is not stated, or where what it says is not there may be in
    quarantine.
    """
    if remark.values.get("within") and remark.kind == "too_deep":
        return "too_deep_within"
    if "measured_in" in remark.values:
        return "unpriced_quantity"
    if "unread" in remark.values:
        return f"unread_{remark.kind}"
    unstated = remark.values.get("classification") in UNSTATED
    return f"unstated_{remark.kind}" if unstated else f"{before}{remark.kind}"


def _contested(values: Mapping[str, str], ui: Ui) -> str:
    """Which values a total is declared with, and what answers."""
    words = phrasebook("sverka.writing", ui)
    answers = words.say("contested_largest" if "largest" in values else "contested_parts")
    key = "remark_contested" if values["count"] == "1" else "contested_many"
    return words.say(key, **{**values, "answers": answers})


def _quarantine(values: Mapping[str, str], ui: Ui) -> str:
    """How many rows of the scope, or of files that may belong to it, are in quarantine, and what they come to."""
    words = phrasebook("sverka.writing", ui)
    count, valued = int(values["rows"]), int(values["valued"])
    amount = f"{number_text(float(values['sum']), ui)} {values['unit']}"
    reason = retold(values["reason"], ui, "reasons")
    told = {"rows": number_text(count, ui, 0), "reason": reason, "file": values["file"], "amount": amount}
    key = "quarantine_maybe" if "maybe" in values else "remark_quarantine"
    valued_text = "quarantine_value" if valued == count else "quarantine_some" if valued else "quarantine_none"
    worth = words.say(valued_text, amount=amount, valued=number_text(valued, ui, 0))
    return words.say(key, **{**told, "worth": worth})


def _amounts(values: Mapping[str, str], ui: Ui) -> dict[str, str]:
    """The words of a slice and its amounts: those of a declared total and its parts, or of what is not broken down."""
    level = parse_measure(f"level({values['cut']})")
    assert isinstance(level, Level)
    told = {
        name: float(values[name]) for name in ("declared", "parts", "amount", "whole", "low", "high") if name in values
    }
    words = {name: f"{number_text(one, ui)} {values['unit']}" for name, one in told.items()}
    part, whole = told.get("parts", told.get("amount", 0.0)), told.get("declared", told.get("whole", 0.0))
    percent = percent_text(part, whole, ui)
    return {**words, "slice": slice_text(level.cut, ui), "percent": percent}


def percent_text(parts: float, whole: float, ui: Ui) -> str:
    """` (65 %)`: what parts make up of a whole; never 100 where they differ; nothing where the whole is 0."""
    if not whole:
        return ""
    percent = 100 * parts / whole
    decimals = next((at for at in range(6) if round(percent, at) != 100), 6)
    return f" ({number_text(percent, ui, decimals)}{percent_sign(ui)})"
