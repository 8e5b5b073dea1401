"""What an engine cannot do is declared on the test, in one of three words, and is expected to fail in just that way.

- `notimpl`: we have not written it;
- `notyet`: the engine lacks it;
- `never`: it cannot be, by what the engine is.

Each takes the engines, the error that is `raises`d, and the `reason`. All are strict: the day a gap closes, the test
says so.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

ENGINES = {
    "duckdb": "duckdb",
    "spark-local": "local[2]",
    "spark-cluster": "local-cluster[2,1,1024]",
}
"""The engines of the suite, with the name or connection string that opens each."""
SPARK = tuple(name for name in ENGINES if name.startswith("spark"))
WORDS = ("notimpl", "notyet", "never")


def gap(mark: pytest.Mark) -> tuple[frozenset[str], pytest.MarkDecorator]:
    """The engines that a mark names, and the expectation that it puts on them; `ValueError` for a malformed mark."""
    engines = mark.args[0] if len(mark.args) == 1 else ()
    engines = frozenset([engines] if isinstance(engines, str) else engines)
    raises, reason = mark.kwargs.get("raises"), mark.kwargs.get("reason")
    if not engines or engines - set(ENGINES):
        raise ValueError(f"{mark.name} names no engine of the suite: {sorted(engines)} (there are: {sorted(ENGINES)})")
    if raises is None or not reason or set(mark.kwargs) != {"raises", "reason"}:
        raise ValueError(f"{mark.name} needs the error that is raised and the reason")
    return engines, pytest.mark.xfail(raises=raises, reason=f"{mark.name}: {reason}", strict=True)


def expectations(engine: str, marks: Iterable[pytest.Mark]) -> list[pytest.MarkDecorator]:
    """What the marks of a test expect of an engine."""
    gaps = [gap(mark) for mark in marks if mark.name in WORDS]
    return [expected for engines, expected in gaps if engine in engines]
