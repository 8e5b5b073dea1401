"""What a load says of a new period of which the source declares the total."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sverka.writing.changes_objects import changes_object
from sverka.writing.changes_text import diff_text
from sverka.writing.terminal import Screen

from . import forms


def cell(partner: str, value: int) -> dict[str, str]:
    return {"partnerCode": partner, "cmdCode": "TOTAL", "primaryValue": str(value)}


CASES = {
    "short": ([cell("0", 100), cell("156", 60)], (100, 60, "declared"), "declared total 100 USD, parts 60 USD (60 %)"),
    "whole": ([cell("0", 60), cell("156", 60)], (60, 60, "declared"), ", 60 USD,"),
    "none": ([cell("156", 60)], (60, 60, "parts"), ", 60 USD,"),
}


@pytest.mark.parametrize(("rows", "sums", "says"), CASES.values(), ids=CASES)
def test_a_declared_total_is_told_with_what_its_parts_make_up(
    book: Path, tmp_path: Path, rows: list[dict[str, str]], sums: tuple[int, int, str], says: str
) -> None:
    loaded = forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade(*rows)))
    (span,) = loaded.changes.came
    assert (span.value, span.value if span.parts is None else span.parts) == tuple(map(Decimal, sums[:2]))
    (told,) = changes_object(loaded.changes)["new"]
    assert (told["value"], told["parts"], told["basis"]) == sums
    text = " ".join(diff_text(loaded.changes, Screen("en", 300, False)).split())
    assert says in text.replace("\u00a0", " ")
