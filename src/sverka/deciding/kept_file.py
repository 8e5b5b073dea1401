"""The file of decisions: a claims file that also says which figures are no claims, and of which text it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from sverka.claims_in.entries import DECISIONS, MAX_BYTES, MAX_CLAIMS
from sverka.deciding.records import DISMISSED, MANNERS, Decision, Decisions, Manner
from sverka.model.errors import InputError

_FORM = DECISIONS.rpartition(" ")[0]
_LONGEST = 4000
_ADVICE = "move it away, or name another with --decisions FILE"
Object = dict[str, object]


def decisions_text(decisions: Decisions) -> str:
    """A file as it is kept; reading it gives the same decisions."""
    head: Object = {"form": DECISIONS, "source": decisions.source, "text": decisions.text, "origin": "person"}
    earlier: Object = {"earlier": _listed(decisions.earlier)} if decisions.earlier else {}
    return json.dumps({**head, **_listed(decisions.made), **earlier}, ensure_ascii=False, indent=2) + "\n"


def _listed(decisions: Sequence[Decision]) -> Object:
    claims = [_claim(one) for one in decisions if one.manner != "dismissed"]
    dismissed = [_quoted(one) for one in decisions if one.manner == "dismissed"]
    return {"claims": claims, "dismissed": dismissed}


def _claim(one: Decision) -> Object:
    return {**_quoted(one), "decided": one.manner, **one.fields}


def _quoted(one: Decision) -> Object:
    return {"quote": one.quote, **({} if one.occurrence is None else {"occurrence": one.occurrence})}


def read_decisions(data: bytes, name: str) -> Decisions:
    """The decisions that a file keeps; `InputError` for what is no such file, damaged, or too large."""
    value = _value(data, name)
    form = value.get("form") if isinstance(value, dict) else None
    if isinstance(value, dict) and form != DECISIONS and isinstance(form, str) and form.startswith(_FORM):
        raise InputError("decisions of a newer Sverka", name, "use that one, or name another with --decisions FILE")
    if not isinstance(value, dict) or form != DECISIONS:
        raise InputError("no file of decisions", name, _ADVICE)
    source, text = value.get("source"), value.get("text")
    earlier = value.get("earlier", {})
    if not isinstance(source, str) or not isinstance(text, str) or not isinstance(earlier, dict):
        raise InputError("a damaged file of decisions", name, _ADVICE)
    return Decisions(source, text, _made(value, name), _made(earlier, name))


def _value(data: bytes, name: str) -> object:
    if len(data) > MAX_BYTES:
        raise InputError(f"a file of decisions of more than {MAX_BYTES // 1_000_000} MB", name, _ADVICE)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InputError("a damaged file of decisions", name, _ADVICE) from None


def _no_number(text: str) -> object:
    raise ValueError(text)


def _made(value: Mapping[str, object], name: str) -> tuple[Decision, ...]:
    claims, dismissed = value.get("claims", []), value.get("dismissed", [])
    if not isinstance(claims, list) or not isinstance(dismissed, list) or len(claims) + len(dismissed) > MAX_CLAIMS:
        raise InputError("a damaged file of decisions", name, _ADVICE)
    found = [_decision(one, name) for one in claims]
    return (*found, *(_decision(one, name, "dismissed") for one in dismissed))


def _decision(value: object, name: str, manner: Manner | None = None) -> Decision:
    """One decision; fields that are not known here stay as they are."""
    given = cast(Object, value) if isinstance(value, dict) else {}
    quote, occurrence = given.get("quote"), given.get("occurrence")
    told = manner or given.get("decided", "edited")
    counts = isinstance(occurrence, int) and not isinstance(occurrence, bool) and occurrence >= 1
    quoted = isinstance(quote, str) and 0 < len(quote.strip()) <= _LONGEST and (counts or occurrence is None)
    if not isinstance(quote, str) or not quoted or told not in (DISMISSED if manner else MANNERS):
        raise InputError("a damaged file of decisions", name, _ADVICE)
    fields = {key: one for key, one in given.items() if key not in ("quote", "occurrence", "decided")}
    return Decision(quote, cast(int | None, occurrence), told, {} if manner else fields)
