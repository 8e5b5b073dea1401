"""The generated documentation follows the code, and drift is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

import generate_docs
from reference_pages import exit_codes, measures, verdicts
from reference_pages.markdown import cell, replace_block, table
from sverka.model.claims import CLAIM_KINDS, HEDGES
from sverka.model.findings import Verdict
from sverka.model.grammar import parse_measure


def test_every_example_of_a_measure_is_canonical() -> None:
    texts = [text for examples in measures.EXAMPLES.values() for text, _ in examples]
    assert [str(parse_measure(text)) for text in texts] == texts


@pytest.mark.parametrize("word", [*CLAIM_KINDS, *HEDGES, *Verdict])
def test_every_closed_word_is_documented(word: str) -> None:
    assert f"| `{word}` |" in verdicts.reference_page()


def test_a_word_without_a_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(verdicts.VERDICTS, "fails")
    with pytest.raises(ValueError, match="fails"):
        verdicts.reference_page()


@pytest.mark.parametrize("error", exit_codes.error_classes())
def test_every_exit_code_is_documented(error: type) -> None:
    page = (generate_docs.DOCS / "errors.md").read_text(encoding="utf-8")
    assert f"| {error.exit_code} | `{error.__name__}` |" in page


def test_drift_is_noticed(tmp_path: Path) -> None:
    for path, text in generate_docs.generated().items():
        copy = tmp_path / path.relative_to(generate_docs.DOCS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    assert generate_docs.drifted(tmp_path) == []
    page = tmp_path / "reference" / "verdicts.md"
    page.write_text(page.read_text(encoding="utf-8").replace("nearly holds", "roughly holds"), encoding="utf-8")
    assert generate_docs.drifted(tmp_path) == [page]


def test_blocks_are_replaced_between_their_marks() -> None:
    text = "a\n<!-- x: generated -->\nold\n<!-- x: end -->\nb"
    assert replace_block(text, "x", "new") == "a\n<!-- x: generated -->\nnew\n<!-- x: end -->\nb"
    with pytest.raises(ValueError, match="marks"):
        replace_block(text, "y", "new")


def test_a_table_keeps_its_columns() -> None:
    assert cell("a|b\nc") == "a\\|b c"
    assert table(["x"], [["1"]]).splitlines() == ["| x |", "| --- |", "| 1 |"]
