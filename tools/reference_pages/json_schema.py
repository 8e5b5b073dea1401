"""JSON Schemas of the answers, made of the same table as the page on JSON; closed lists come from the code."""

from __future__ import annotations

import json
import re
import typing
from typing import Any

from reference_pages import json_page
from sverka.model.claims import CLAIM_KINDS, HEDGES, WHOLES, AssertionKind
from sverka.model.findings import SenseKind, Verdict

VERSION = "1.0"
"""Version of the schemas: the first number rises when a field is taken away or changes its type, the second when one
is added; `docs/outputs.md` says so."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED = ("read", "check")
"""The answers whose schemas are shipped."""

Schema = dict[str, Any]
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("claim", "kind"): CLAIM_KINDS,
    ("claim", "hedge"): HEDGES,
    ("mention", "hedge"): HEDGES,
    ("claim", "of"): WHOLES,
    ("claim", "flow"): ("export", "import", "turnover"),
    ("document", "lang"): ("ru", "en"),
    ("assertion", "kind"): typing.get_args(AssertionKind),
    ("finding", "verdict"): tuple(Verdict),
    ("claim_reading", "verdict"): tuple(Verdict),
    ("finding", "looseness"): ("cut off", "rounded loosely", "hedge stretched"),
    ("finding", "one_sided"): ("understates", "overstates"),
    ("sense_use", "kind"): typing.get_args(SenseKind),
}
"""Fields whose words are closed lists."""
PAIRS = frozenset({("claim", "interval"), ("claim", "interval_wide"), ("correction", "stated")})
"""Fields that have two ends."""
WHOLE_NUMBERS = frozenset({"start", "end", "rows", "tried", "fit", "distance"})
"""Fields that count."""
OR_FAILURE = frozenset({("check", "documents")})
"""Lists that hold a `failure` in the place of what cannot be read."""


def schema_text(name: str) -> str:
    """The schema of the answers of one command, as it is shipped."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema(name: str) -> Schema:
    """The schema of the answers of one command: its object, or a `failure` in its place."""
    needed = sorted(_reachable(name) | {"failure"})
    return {
        "$schema": DIALECT,
        "$id": f"urn:sverka:schema:{name}:{VERSION}",
        "title": f"sverka {name} --format json",
        "description": json_page.forms()[name].means,
        "anyOf": [{"$ref": f"#/$defs/{name}"}, {"$ref": "#/$defs/failure"}],
        "$defs": {form: _object(form) for form in needed},
    }


def _reachable(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The objects that an answer is made of."""
    seen |= {name}
    for field in json_page.forms()[name].fields:
        for word in re.findall(r"\w+", field.form):
            if word in json_page.forms() and word not in seen:
                seen |= _reachable(word, seen)
    return seen


def _object(name: str) -> Schema:
    form = json_page.forms()[name]
    return {
        "description": form.means,
        "type": "object",
        "properties": {field.name: _field(name, field) for field in form.fields},
        "required": [field.name for field in form.fields if not field.sometimes],
        "additionalProperties": False,
    }


def _field(name: str, field: json_page.Field) -> Schema:
    keys = [(owner, field.name) for owner in (name, *_ancestors(name))]
    words = next((WORDS[key] for key in keys if key in WORDS), None)
    if words is not None:
        absent: list[str | None] = [None] if field.form.endswith("?") else []
        found: Schema = {"enum": [*map(str, words), *absent]}
    else:
        found = _type(field.form)
    if PAIRS.intersection(keys):
        found = {**found, "minItems": 2, "maxItems": 2}
    if field.name in WHOLE_NUMBERS and field.form == "number":
        found = {"type": "integer"}
    if OR_FAILURE.intersection(keys):
        found = {"type": "array", "items": {"anyOf": [found["items"], {"$ref": "#/$defs/failure"}]}}
    return {**found, "description": field.means}


def _ancestors(name: str) -> list[str]:
    """The objects whose fields one takes over: those whose fields its own begin with."""
    fields = json_page.forms()[name].fields
    return [
        other
        for other, form in json_page.forms().items()
        if other != name and form.fields and fields[: len(form.fields)] == form.fields
    ]


def _type(form: str) -> Schema:
    """The schema of one type of the table.

    >>> _type("[number?]"), _type("slot")
    ({'type': 'array', 'items': {'type': ['number', 'null']}}, {'$ref': '#/$defs/slot'})
    """
    if form.endswith("?"):
        inner = _type(form[:-1])
        return {"type": [inner["type"], "null"]} if list(inner) == ["type"] else {"anyOf": [inner, {"type": "null"}]}
    if form.startswith("["):
        return {"type": "array", "items": _type(form[1:-1])}
    if form.startswith("{"):
        return {"type": "object", "additionalProperties": _type(form[1:-1])}
    return {"type": form} if form in json_page.PLAIN else {"$ref": f"#/$defs/{form}"}
