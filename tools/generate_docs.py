"""Write the generated parts of the documentation: `generate_docs.py [--check]`.

With `--check` nothing is written; each part that differs from the code is named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from reference_pages import commands, exit_codes, goods_page, json_page, measures, places_page, verdicts
from reference_pages.markdown import replace_block

DOCS = Path(__file__).resolve().parents[1] / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": commands.reference_page,
    "reference/goods.md": goods_page.reference_page,
    "reference/places.md": places_page.reference_page,
    "reference/json.md": json_page.reference_page,
    "reference/measures.md": measures.reference_page,
    "reference/verdicts.md": verdicts.reference_page,
}
BLOCKS: tuple[tuple[str, str, Callable[[], str]], ...] = (("errors.md", "exit codes", exit_codes.exit_table),)


def generated(docs: Path = DOCS) -> dict[Path, str]:
    """Each generated file, and each file with generated blocks, as it must be."""
    files = {docs / name: write() for name, write in PAGES.items()}
    for name, block, write in BLOCKS:
        path = docs / name
        files[path] = replace_block(files.get(path) or path.read_text(encoding="utf-8"), block, write())
    return files


def drifted(docs: Path = DOCS) -> list[Path]:
    """The files that differ from what the code says."""
    files = generated(docs)
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write, or check."""
    changed = drifted()
    if "--check" in arguments:
        for path in changed:
            print(f"{path.relative_to(DOCS.parent)} differs from the code: run `make docs` and look at what changed")
        return 1 if changed else 0
    files = generated()
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
