"""Failures in the words of the reader."""

from __future__ import annotations

from sverka.checking.wording import Ui
from sverka.model.errors import SverkaError

MAX_LENGTH = 600


def error_line(failure: SverkaError, ui: Ui = "en") -> str:
    """`sverka: what: where: what next` in a language, on one line and free of control characters."""
    return one_line(": ".join(("sverka", *told_parts(failure, ui))))


def told_parts(failure: SverkaError, ui: Ui) -> tuple[str, ...]:
    """What, where, what next, as far as they are said."""
    return tuple(told_part(part, ui) for part in (failure.what, failure.where, failure.next_step) if part)


def told_part(part: str, ui: Ui) -> str:
    """One part of an error in a language; what no table knows stays as it is."""
    if ui == "en":
        return part
    from sverka.writing.retold import retold

    return retold(part, ui, "errors", "reasons")


def one_line(text: str) -> str:
    """Text on one line, control characters shown as `?`, at most 600 characters."""
    flat = " ".join(text.split())
    clean = "".join(char if char.isprintable() else "?" for char in flat)
    return clean if len(clean) <= MAX_LENGTH else clean[: MAX_LENGTH - 1] + "…"
