"""Where in the tables of a page its reader stands: table, row and column, with the cells that reach over several."""

from __future__ import annotations

_MAX_SPAN = 100


class GridWalk:
    """Counts tables and rows from 1 and columns from 0; a cell that spans rows keeps its columns in the rows below."""

    def __init__(self) -> None:
        self.table = 0
        self.row = 0
        self.cell = (0, 1, 1)
        self._tables = 0
        self._rows = 0
        self._next = 0
        self._left: dict[int, int] = {}
        self._taken: frozenset[int] = frozenset()
        self._outer: list[tuple[int, int, dict[int, int]]] = []

    def open_table(self) -> None:
        """A table begins, maybe within a cell of another."""
        self._outer.append((self.table, self.row, self._left))
        self._tables += 1
        self.table, self.row, self._left = self._tables, 0, {}

    def close_table(self) -> None:
        """The innermost table ends."""
        if self._outer:
            self.table, self.row, self._left = self._outer.pop()

    def open_row(self) -> None:
        """A row begins, some of its columns taken by cells from above."""
        self._rows += 1
        self.row, self._next = self._rows, 0
        self._taken = frozenset(self._left)
        self._left = {column: rows - 1 for column, rows in self._left.items() if rows > 1}

    def close_row(self) -> None:
        """A row ends: what comes before the next one is in none."""
        self.row = 0

    def open_cell(self, attributes: dict[str, str]) -> None:
        """A cell begins in the next free column."""
        column = self._next
        while column in self._taken:
            column += 1
        width, height = _spanned(attributes.get("colspan", "")), _spanned(attributes.get("rowspan", ""))
        self._next = column + width
        self.cell = (column, width, height)
        if height > 1:
            self._left.update(dict.fromkeys(range(column, column + width), height - 1))


def _spanned(value: str) -> int:
    """A number of columns or rows as written in an attribute, 1 where it is none."""
    digits = value.strip()[:4]
    return min(max(int(digits), 1), _MAX_SPAN) if digits.isascii() and digits.isdigit() else 1
