"""What an engine must do: read Parquet files as an Ibis table, and give an expression's result as numbers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

Columns = Mapping[str, "np.ndarray[Any, Any]"]
"""A result by column: `int64` for numbers, `object` for texts."""
IBIS = threading.RLock()
"""Held while expressions are built and compiled: Ibis does not say that several threads may do so at once."""


class Engine(Protocol):
    """One engine; the same expression gives the same figures on each, to the last unit.

    Any number of threads may call it, and queries run at the same time.
    """

    name: str
    numbers_codes: bool
    """Whether `fetch_groups` makes numbers of codes and whole amounts of decimals, so that its query need not."""

    def table(self, files: Sequence[Path], columns: frozenset[str]) -> Any:
        """An Ibis table over files that have these canonical columns."""
        ...

    def compile(self, expression: Any) -> str:
        """The query that the engine will run for an expression."""
        ...

    def readable(self, expression: Any, table: Any, files: Sequence[Path]) -> str:
        """A query for a person to read and run: that of an expression, with the files in the place of the table."""
        ...

    def fetch(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """Run a compiled query; `tick` is told now and then how far it is."""
        ...

    def fetch_groups(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """Run a compiled `cube_expression`, `coded` unless `numbers_codes`; in either case numbers come of it."""
        ...

    def interrupt(self) -> None:
        """Stop the queries that run now: those who wait for them get an error of the engine's own."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds; nothing may run any more."""
        ...
