"""Failures in the words of the reader."""

from __future__ import annotations

import re

from sverka.checking.wording import Ui
from sverka.model.errors import SverkaError

_OPTION = re.compile(r"--(date|reporter|source)\b")
MAX_LENGTH = 600
MOST_OTHERS = 20


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


def by_field(text: str) -> str:
    """A sentence that names options of the command line, with the fields of a request instead.

    >>> by_field("it is not said whose trade it is: name it with --reporter")
    'it is not said whose trade it is: name it with reporter'
    """
    return _OPTION.sub(r"\1", text)


def refusal_lines(error: BaseException, ui: Ui) -> list[str]:
    """An error that is meant for the reader, and those that came with it, a line each; none for another kind."""
    if not isinstance(error, SverkaError):
        return []
    told = (error, *error.others[:MOST_OTHERS])
    lines = [one_line(": ".join(told_parts(one, ui))) for one in told]
    more = len(error.others) - MOST_OTHERS
    return [*lines, *([f"… +{more}"] if more > 0 else [])]


def unexpected_line(error: BaseException) -> str:
    """A mistake in the program, as it is told."""
    return one_line(f"unexpected error: {type(error).__name__}: {error}: please report it")
