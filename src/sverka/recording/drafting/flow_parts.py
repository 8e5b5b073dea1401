"""Columns of one flow of which one is all of it and others are parts: total, domestic exports, re-exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sverka.recording.drafting.columns import Column
from sverka.recording.drafting.toml import flat
from sverka.recording.drafting.words import number_of, says
from sverka.recording.mapping_text import ASKED
from sverka.recording.total_names import beside_total

if TYPE_CHECKING:
    from sverka.recording.drafting.heads import Head

ROUNDING = 0.005
Told = list[tuple["Head", dict[str, str]]]


def without_parts(told: Told, heads: Sequence[Head]) -> tuple[Told, list[tuple[str, str]]]:
    """Columns that say the same but that one is a total: that one, and why the others are not read; and a question on
    domestic exports beside re-exports where nothing is told to be both.
    """
    kept: Told = []
    dropped: list[tuple[str, str]] = []
    for head, one in told:
        alike = [other for other, says_too in told if says_too == one and other.measure == head.measure]
        wholes = [other for other in alike if _is_total(other)]
        if len(wholes) == 1 and head not in wholes and _is_part(head.column, wholes[0].column):
            dropped.append((head.column.name, f"a part of {flat(wholes[0].column.name)}"))
        else:
            kept.append((head, _asked(head, one, heads)))
    return kept, dropped


def _is_total(head: Head) -> bool:
    return says("total", head.column.name) or beside_total(head.column.name) is not None


def _is_part(part: Column, whole: Column) -> bool:
    """Whether no amount is more than the one of the same row that should hold it, decimal marks being either."""
    for mark in (".", ","):
        pairs = [
            (number_of(some, mark), number_of(all_, mark)) for some, all_ in zip(part.values, whole.values, strict=True)
        ]
        there = [(some, all_) for some, all_ in pairs if some is not None and all_ is not None]
        if there and all(some <= all_ * (1 + ROUNDING) for some, all_ in there):
            return True
    return False


def _asked(head: Head, one: dict[str, str], heads: Sequence[Head]) -> dict[str, str]:
    """What a column says, its flow as a question where it leaves out re-exports that stand in another column."""
    if "flow" not in one or not says("domestic", head.column.name):
        return one
    again = [other.column.name for other in heads if says("again", other.column.name)]
    if not again:
        return one
    name, flow = flat(head.column.name), one["flow"]
    question = f"{name} leaves out {flat(again[0])}: is it to be loaded as {flow}? write {flow}"
    return {**one, "flow": f"{ASKED}{question}, or a column with both"}
