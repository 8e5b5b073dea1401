"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WRITTEN = "<!-- Written by tools/generate_docs.py; do not edit. -->"


def cell(value: object) -> str:
    """A value as one cell of a table."""
    return str(value).replace("|", "\\|").replace("\n", " ")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table, each row on one line."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)


def page(title: str, *parts: str) -> str:
    """A whole generated page."""
    return "\n\n".join([WRITTEN, f"# {title}", *(part.strip() for part in parts)]) + "\n"


def docstring(thing: object) -> str:
    """The docstring of a class or function as a paragraph, its doctest left out."""
    text = (getattr(thing, "__doc__", None) or "").split(">>>")[0]
    return re.sub(r"\s+", " ", text).strip()


def replace_block(text: str, name: str, body: str) -> str:
    """`text` with what stands between the marks of the block `name` replaced; raise `ValueError` without the marks."""
    start, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
    if start not in text or end not in text:
        raise ValueError(f"the marks of the block {name!r} are missing")
    before, rest = text.split(start, 1)
    return f"{before}{start}\n{body.strip()}\n{end}{rest.split(end, 1)[1]}"
