"""The table of exit codes in `docs/errors.md`, from the tree of errors."""

from __future__ import annotations

from collections.abc import Iterator

from reference_pages.markdown import docstring, table
from sverka.model.errors import SverkaError


def _descendants(error: type[SverkaError]) -> Iterator[type[SverkaError]]:
    for child in error.__subclasses__():
        yield child
        yield from _descendants(child)


def error_classes() -> list[type[SverkaError]]:
    """Every error that has a meaning of its own, in the order of the tree."""
    return [one for one in _descendants(SverkaError) if one.__module__ == "sverka.model.errors"]


def exit_table() -> str:
    """Exit codes, the classes that give them and what they promise."""
    rows: list[tuple[object, str, str]] = [
        (0, "", "done; a text without a figure of trade is no error"),
        (SverkaError.exit_code, "", "`check --strict` found a claim that fails or conflicts"),
    ]
    rows += [(one.exit_code, f"`{one.__name__}`", docstring(one)) for one in error_classes()]
    rows += [
        (130, "", "stopped by Ctrl-C (SIGINT); a load says what became of the book"),
        ("143, 129", "", "stopped by SIGTERM or SIGHUP"),
    ]
    return table(["exit code", "in Python", "means"], rows)
