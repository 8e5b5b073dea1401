"""How fast texts are read, once the tables are loaded."""

from __future__ import annotations

import time

import gold

TITLE = "Reading"
HEADS = ("corpus", "documents", "characters", "seconds", "ms a document", "characters a second")


def _timed(documents: list[gold.Document]) -> float:
    started = time.perf_counter()
    for document in documents:
        gold.read_document(document)
    return time.perf_counter() - started


def rows() -> list[tuple[str, ...]]:
    """One row a language; the corpus is read twice, and the second time counts."""
    found = []
    for lang in gold.LANGUAGES:
        documents = gold.documents(lang)
        _timed(documents)
        took = _timed(documents)
        size = sum(len(one["text"]) for one in documents)
        numbers = (
            str(len(documents)),
            str(size),
            f"{took:.2f}",
            f"{1000 * took / len(documents):.1f}",
            f"{size / took:,.0f}",
        )
        found.append((lang, *numbers))
    return found
