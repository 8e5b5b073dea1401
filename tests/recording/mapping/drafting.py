"""Drafts of small tables, for the tests of what they say and ask."""

from __future__ import annotations

from pathlib import Path

from sverka.recording.drafting import Wishes, draft_of_file

EXPORTS = Wishes("KZ", "export")


def drafted(path: Path, text: str, wishes: Wishes = EXPORTS) -> str:
    """The draft of a mapping of a text, which is put at `path`."""
    path.write_text(text, encoding="utf-8")
    return draft_of_file(path, wishes)
