"""Write the JSON Schemas that are shipped with the package: `generate_schemas.py [--check]`.

With `--check` nothing is written; each schema that differs from the table of fields is named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reference_pages import json_schema
from sverka.writing import claims_schema, decisions_schema

SCHEMAS = Path(__file__).resolve().parents[1] / "src" / "sverka" / "schemas"


def generated(folder: Path = SCHEMAS) -> dict[Path, str]:
    """Each shipped schema as it must be."""
    answers = {folder / f"{name}.schema.json": json_schema.schema_text(name) for name in json_schema.PUBLISHED}
    taken = {"claims": claims_schema.schema_text(), "decisions": decisions_schema.schema_text()}
    return {**answers, **{folder / f"{name}.schema.json": text for name, text in taken.items()}}


def drifted(folder: Path = SCHEMAS) -> list[Path]:
    """The schemas that differ from the table."""
    files = generated(folder)
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write, or check."""
    changed = drifted()
    if "--check" in arguments:
        for path in changed:
            print(f"{path.name} differs from tools/reference_pages/json_fields.toml: run `make docs`")
        return 1 if changed else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(generated()[path], encoding="utf-8")
        print(f"wrote {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
