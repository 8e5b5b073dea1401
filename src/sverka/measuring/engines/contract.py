"""What an engine must do: read Parquet files as an Ibis table, and give an expression's result as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

Columns = Mapping[str, "np.ndarray[Any, Any]"]
"""A result by column: `int64` for numbers, `object` for texts."""


class Engine(Protocol):
    """One engine; the same expression gives the same figures on each, to the last unit."""

    name: str

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

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...
