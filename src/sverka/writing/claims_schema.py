"""The JSON Schema of a claims file in its short form, its closed lists from the code."""

from __future__ import annotations

import json
from typing import Any

from sverka.model.claims import CLAIM_KINDS, HEDGES, WHOLES
from sverka.model.grammar import FLOW_NAMES

VERSION = "1.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_PERIOD = {"type": "string", "description": "2023, 2023-Q1, 2023-04 or 2023-01/2023-08"}
_PLACES = {"type": "array", "items": {"type": "string"}, "description": "codes or group ids; several are joint"}
_GOODS = {"type": ["string", "null"], "description": "HS codes, ranges or group ids, joined by +; null is all goods"}
_FIELDS: dict[str, Schema] = {
    "quote": {"type": "string", "description": "the figure's own words, copied from the text"},
    "occurrence": {"type": "integer", "minimum": 1, "description": "which one, where the quote stands more than once"},
    "measure": {"type": "string", "description": "the question, as a measure"},
    "value": {"type": "number", "description": "in full, in `unit`; falls and deficits are negative"},
    "value_hi": {"type": "number", "description": "the upper end of a range"},
    "unit": {"type": "string", "description": "%, pp, times, a currency code, t, kg, m3, USD/t, countries, rank …"},
    "hedge": {"enum": list(HEDGES), "description": "left out: as the words of the quote say"},
    "reporter": {"type": "string", "description": "whose trade, where it is not that of the text"},
    "why": {"type": "string", "description": "what the reading rests on, in a few words"},
}
_SLOTS: dict[str, Schema] = {
    "kind": {"enum": list(CLAIM_KINDS)},
    "flow": {"enum": list(FLOW_NAMES)},
    "partners": _PLACES,
    "products": _GOODS,
    "period": _PERIOD,
    "base": _PERIOD,
    "of": {"enum": list(WHOLES), "description": "the whole of a share"},
    "of_partners": _PLACES,
    "of_products": _GOODS,
    "aspect": {"type": "string", "description": "plan for what is expected; volume, deficit, … where it is not value"},
    "id": {"type": "string"},
    "origin": {"type": "string", "description": "person or model NAME"},
}


def claims_schema() -> Schema:
    """The schema of the short form; what `sverka read` prints is taken too, and so are documents of several texts."""
    claim: Schema = {
        "type": "object",
        "properties": {**_FIELDS, **_SLOTS},
        "required": ["value"],
        "anyOf": [{"required": ["measure"]}, {"required": ["kind"]}],
    }
    quoted = {name: _FIELDS[name] for name in ("quote", "occurrence")}
    figure: Schema = {"type": "object", "properties": quoted, "required": ["quote"]}
    return {
        "$schema": DIALECT,
        "$id": f"urn:sverka:schema:claims:{VERSION}",
        "title": "a file for sverka check --claims",
        "description": "Claims of one text; for several texts one object a line, each with its `source`. Fields that "
        "are not named here are passed over, so what `sverka read --format json` prints is such a file.",
        "type": "object",
        "properties": {
            "source": {"type": "string", "description": "the text, as it is named on the command line"},
            "origin": {"type": "string", "description": "who made the claims: person or model NAME"},
            "claims": {"type": "array", "items": {"$ref": "#/$defs/claim"}, "maxItems": 10000},
            "dismissed": {
                "type": "array",
                "items": {"$ref": "#/$defs/figure"},
                "description": "figures that a person said are no claims",
            },
        },
        "required": ["claims"],
        "$defs": {"claim": claim, "figure": figure},
    }


def answer_schema() -> Schema:
    """What an assistant is asked for: strict, each claim by its measure; the explanations stand in the request."""
    plain = {name: {key: one[key] for key in one if key != "description"} for name, one in _FIELDS.items()}
    claim = {
        "type": "object",
        "properties": {**plain, "aspect": {"enum": ["plan"]}},
        "required": ["quote", "measure", "value", "unit"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"origin": {"type": "string"}, "claims": {"type": "array", "items": claim}},
        "required": ["origin", "claims"],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(claims_schema(), ensure_ascii=False, indent=2) + "\n"
