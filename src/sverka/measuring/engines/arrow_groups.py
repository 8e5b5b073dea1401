"""Groups that come as Arrow tables with codes as texts: as numbers, in the order of a block.

A million texts cost more to number one by one than to sum. But few are different: Arrow tells which, each of these is
numbered once, and sorting by their ranks takes a few passes over small numbers. So `Block` finds its keys in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sverka.measuring.engines.contract import Columns
from sverka.measuring.expression import COLUMNS, number_of_code, number_of_commodity
from sverka.model.errors import InputError

NUMBERED: Mapping[str, Callable[[str], int]] = {
    "partner": number_of_code,
    "commodity": number_of_commodity,
    "unit": number_of_code,
}
_TOO_LARGE = "a sum is out of range: 64 bits do not hold it"
_SMALL = 1 << 16
"""Below it numpy sorts numbers by their digits, in time that grows with their count alone."""


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column of few different values: these, ascending, and where each row's lies among them."""

    values: Any
    at: Any

    def in_order(self, order: Any) -> Any:
        """The values of rows."""
        return self.values[self.at[order]]


def numbered_groups(table: Any) -> Columns:
    """The columns of a table of groups: codes as numbers, amounts as whole numbers of their last decimal place, noughts
    where there are none; in the order of leg, period, partner and commodity. Numbers of codes stay as they came.
    """
    coded = {name: _of_codes(table.column(name), number) for name, number in NUMBERED.items() if _is_text(table, name)}
    columns = {name: _of_numbers(table.column(name)) for name in table.column_names if name not in coded}
    if not {"partner", "commodity"} <= coded.keys():
        return columns
    keys = [_coded(columns["leg"]), _coded(columns["period"]), coded["partner"], coded["commodity"]]
    order = _order(keys)
    nothing = np.zeros(len(order), dtype=np.int64)
    return {
        name: coded[name].in_order(order) if name in coded else columns[name][order] if name in columns else nothing
        for name in dict.fromkeys((*COLUMNS, *table.column_names))
    }


def _is_text(table: Any, name: str) -> bool:
    import pyarrow as pa

    if name not in table.column_names:
        return False
    kind = table.column(name).type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _of_codes(column: Any, number: Callable[[str], int]) -> _Coded:
    """The numbers of codes; two codes may have one number."""
    found = column.combine_chunks().dictionary_encode()
    numbers = np.array([number(text or "") for text in found.dictionary.to_pylist()], dtype=np.int64)
    values, at = np.unique(numbers, return_inverse=True)
    return _Coded(values, at.astype(np.uint32)[found.indices.to_numpy(zero_copy_only=False)])


def _coded(values: Any) -> _Coded:
    """The same of numbers that lie close together: legs and periods."""
    if not len(values):
        return _Coded(values, values.astype(np.uint32))
    least = int(values.min())
    return _Coded(np.arange(least, int(values.max()) + 1), (values - least).astype(np.uint32))


def _of_numbers(column: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_decimal(column.type):
        return np.concatenate([_unscaled(chunk) for chunk in column.chunks] or [np.zeros(0, np.int64)])
    return column.cast(pa.int64()).to_numpy()


def _unscaled(chunk: Any) -> Any:
    """Decimals of 128 bits as whole numbers of their last place: the lower half of each, where that is all."""
    _, data = chunk.buffers()
    halves = np.frombuffer(data, dtype="<i8")[2 * chunk.offset : 2 * (chunk.offset + len(chunk))].reshape(-1, 2)
    low, high = halves[:, 0], halves[:, 1]
    if not np.array_equal(low >> 63, high):
        raise InputError(_TOO_LARGE, "the book", "see which load brought a value so large: sverka book loads")
    return low


def _order(keys: Sequence[_Coded]) -> Any:
    """The stable order by some keys, the first being the first to tell."""
    order: Any = None
    for digits in _digits(keys):
        step = np.argsort(digits if order is None else digits[order], kind="stable")
        order = step if order is None else order[step]
    return order


def _digits(keys: Sequence[_Coded]) -> Iterator[Any]:
    """Numbers of 16 bits to sort by one after the other: as many keys as there is room for in each, the last first."""
    room, digits = 1, np.zeros(len(keys[0].at), dtype=np.uint16)
    for key in reversed(keys):
        count = len(key.values)
        if count > _SMALL:
            # More goods than that have no place in 16 bits: their order takes a longer sort.
            if room > 1:
                yield digits
            yield key.at
            room, digits = 1, np.zeros_like(digits)
            continue
        if room * count > _SMALL:
            yield digits
            room, digits = 1, np.zeros_like(digits)
        digits = digits + key.at.astype(np.uint16) * np.uint16(room) if count > 1 else digits
        room *= count
    yield digits
