"""The published JSON Schemas of the answers."""

from __future__ import annotations

from importlib.resources import files

from sverka.model.errors import UsageError

PUBLISHED = ("check", "read")
"""The commands whose JSON has a schema."""
TAKEN = ("claims", "decisions")
"""Files that are handed over and have one."""


def schema_text(name: str) -> str:
    """The JSON Schema (draft 2020-12) of what a command prints with `--format json`, or of what it takes; its `$id`
    tells its version.

    `UsageError` where there is none.
    """
    if name not in (*PUBLISHED, *TAKEN):
        raise UsageError("there is no JSON Schema", repr(name), f"there are those of {', '.join((*PUBLISHED, *TAKEN))}")
    return files("sverka").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")
