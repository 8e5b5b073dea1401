"""What a load that died has left: files that no version names, and half-made ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

from sverka.recording.book import LOG, SIDE, WORK


def remove_leftovers(book: Path) -> int:
    """Delete what no commit of the book names; how many files went. Call it only under the book's lock."""
    shutil.rmtree(book / WORK, ignore_errors=True)
    known = _named_files(book)
    strays = [file for file in [*book.glob("source=*/**/*.parquet"), *(book / SIDE).glob("*")] if file not in known]
    for file in strays:
        file.unlink()
    return len(strays)


def _named_files(book: Path) -> set[Path]:
    """Every file that some version names, by its place."""
    named: set[Path] = set()
    for commit in (book / LOG).glob("*.json"):
        for line in commit.read_text(encoding="utf-8").splitlines():
            action = json.loads(line)
            if "add" in action:
                named.add(book / unquote(action["add"]["path"]))
            told = action.get("commitInfo", {}).get("sverka")
            if told:
                named.update(book / side for side in (json.loads(told).get("side") or {}).values())
    return named
