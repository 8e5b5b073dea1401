"""Tables in texts: a figure is of its row's head, its column's head, the corner and the caption, in their unit.

The cases stand in `tables.toml`: a text, and for each figure that makes a claim, in order, its words in the cell and
what must be read.
"""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sverka.model.claims import Claim, Reading
from sverka.reading import read_text

PUBLISHED = "2024-05-15"
TABLES = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
REST = """Kenya's exports in 2023, US$ million

| Product | Value |
|---|---|
| Guinea fowl plumes | 7.5 |
| Other | 300 |
"""


def _claims(reading: Reading) -> list[Claim]:
    """The claims whose figures stand in tables, or in lists."""
    return [claim for claim in reading.claims if claim.mentions[0].block == "item"]


def _slot(claim: Claim, name: str) -> object:
    if name == "goods":
        return claim.products.group if claim.products else ""
    value = getattr(claim, name)
    return list(value) if name == "partners" else "" if value is None else value


@pytest.mark.parametrize("case", TABLES["case"], ids=lambda case: case["name"])
def test_a_cell_is_read_with_its_heads(case: dict[str, Any]) -> None:
    found = _claims(read_text(case["text"], date=PUBLISHED))
    assert [claim.mentions[0].text for claim in found] == [cell["words"] for cell in case["cells"]]
    for claim, cell in zip(found, case["cells"], strict=True):
        words, slots = cell["words"], {name: value for name, value in cell.items() if name != "words"}
        assert case["text"][claim.mentions[0].start : claim.mentions[0].end] == words
        said = {slot: _slot(claim, slot) for slot in slots}
        assert said == {k: pytest.approx(v) if isinstance(v, float) else v for k, v in slots.items()}, words


@pytest.mark.parametrize("case", TABLES["none"], ids=lambda case: case["name"])
def test_what_is_no_figure_of_trade_is_none_in_a_table(case: dict[str, Any]) -> None:
    assert _claims(read_text(case["text"], date=PUBLISHED)) == []


def test_rows_of_the_rest_and_unknown_heads_are_unread_with_the_reason() -> None:
    assert [(one.text, one.reason) for one in read_text(REST, date=PUBLISHED).unread] == [
        ("7.5", "the head of its row or column was not understood"),
        ("300", "a row of all that the table does not name"),
    ]


def test_the_text_goes_on_behind_a_table_as_before_it() -> None:
    table = "| Imports, 2021 | $m |\n|---|---|\n| Coal | 5.5 |"
    text = f"Kenya's tea exports in 2023 were $1.3 billion.\n\n{table}\n\nOf them 38% went to Pakistan.\n"
    after = read_text(text, date=PUBLISHED).claims[-1]
    assert (after.kind, after.flow, after.period, after.partners) == ("share", "export", "2023", ("PK",))


def test_a_long_table_is_read_in_part_and_says_so() -> None:
    rows = "".join(f"| Tea | {lot} | {lot - 1000}.5 |\n" for lot in range(2001, 5001))
    text = f"Exports of Kenya, US$ million\n\n| Product | Lot | 2023 |\n|---|---|---|\n{rows}"
    began = time.perf_counter()
    reading = read_text(text, date=PUBLISHED)
    assert time.perf_counter() - began < 20
    assert any("too long" in one.reason for one in reading.unread)
