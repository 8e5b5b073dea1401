"""The JSON Schema of a file of decisions: a claims file with what a person decided of a text."""

from __future__ import annotations

import json

from sverka.claims_in.entries import DECISIONS
from sverka.writing.claims_schema import DIALECT, Schema, claims_schema

VERSION = "1.0"


def decisions_schema() -> Schema:
    """The schema; fields that it does not name are passed over."""
    taken = claims_schema()["$defs"]
    claim = taken["claim"]
    decided = {"enum": ["kept", "chosen", "edited"], "description": "as read, an alternative, or a measure written"}
    claim = {**claim, "properties": {**claim["properties"], "decided": decided}}
    lists: dict[str, Schema] = {
        "claims": {"type": "array", "items": {"$ref": "#/$defs/claim"}, "description": "what figures state"},
        "dismissed": {
            "type": "array",
            "items": {"$ref": "#/$defs/figure"},
            "description": "figures that are no claims",
        },
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:sverka:schema:decisions:{VERSION}",
        "title": "the file in which sverka check --ask keeps decisions",
        "description": "A claims file, which --claims takes as well.",
        "type": "object",
        "properties": {
            "form": {"const": DECISIONS},
            "source": {"type": "string", "description": "the name of the text"},
            "text": {"type": "string", "description": "the SHA-256 of the text, by which a changed one is known"},
            "origin": {"const": "person"},
            **lists,
            "earlier": {
                "type": "object",
                "properties": lists,
                "description": "decisions on a text that has changed since, not yet made again",
            },
        },
        "required": ["form", "source", "text", "claims", "dismissed"],
        "$defs": {
            "claim": {**claim, "required": ["quote", *claim["required"]]},
            "figure": taken["figure"],
        },
    }


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(decisions_schema(), ensure_ascii=False, indent=2) + "\n"
