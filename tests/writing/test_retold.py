"""What recording says in English is told again in Russian, by tables that say what the code says."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

import sverka
from sverka.recording.drafting.toml import asked_lines
from sverka.writing.retold import Kind, retold, rows_of
from sverka.writing.retold_draft import retold_draft

SOURCE = Path(sverka.__file__).parent
KINDS: tuple[Kind, ...] = ("reasons", "notes", "errors", "drafts", "areas")
_BLANK = re.compile(r"\{\*?\}")
ASSEMBLED = re.compile(
    r"(?:1 line|\{\} lines) (?:left out by|without)|(?:1 field|\{\} fields) where|"
    r"(?:left out|passed over): |\{\} \(column \{\}\)"
)
"""Beginnings of sentences that the code puts together from pieces, with the numbers in them."""

OTHERS = re.compile(r"no such option|missing (?:option|argument)|no such command|1 row$")
"""What click says, and a number with its noun."""


@cache
def sentences() -> frozenset[str]:
    """Every text of the program, with what is filled in as `{}`."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
                found.add("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for path in SOURCE.rglob("tables/*.csv"):
        rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        found |= {cell for row in rows for cell in row}
    return frozenset(found)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_unique_and_fill_the_same_blanks(kind: Kind) -> None:
    rows = rows_of(kind)
    assert len({row["en"] for row in rows}) == len(rows)
    for row in rows:
        count = len(_BLANK.findall(row["en"]))
        assert set(re.findall(r"\{(\d+)\}", row["ru"])) == {str(at) for at in range(count)}, row["en"]
        assert re.search(r"[а-яёА-ЯЁ]|\{0\}", row["ru"]), row["en"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_with_blanks_is_found_by_its_own_row(kind: Kind) -> None:
    for row in rows_of(kind):
        filled = _BLANK.sub("7", row["en"])
        assert retold(filled, "ru", kind) == re.sub(r"\{\d+\}", "7", row["ru"]), row["en"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_idle(kind: Kind) -> None:
    """A sentence that the code no longer says is taken out of its table; one that is reworded is reworded there."""
    said = {_BLANK.sub("{}", text) for text in sentences()}
    said |= {text.partition("# ")[2] for text in said if "# " in text}
    made = [_pattern(one) for one in said if _tells(one)]
    idle = []
    for row in rows_of(kind):
        english = _BLANK.sub("{}", row["en"]).removeprefix("expected ").removeprefix("ASKED: ")
        known = (
            english in said
            or OTHERS.match(english)
            or ASSEMBLED.match(english)
            or any(one.fullmatch(english) for one in made)
        )
        if not known and not any(_pattern(english).fullmatch(one) for one in said):
            idle.append(english)
    assert idle == []


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, template.split("{}"))), re.DOTALL)


def _tells(template: str) -> bool:
    """Whether a text with blanks has words of its own."""
    return "{}" in template and len(re.findall("[a-z]{2,}", template)) >= 2


def told(*texts: str, kind: Kind = "reasons") -> list[str]:
    return [retold(text, "ru", kind) for text in texts]


def test_what_users_name_is_left_as_it_is() -> None:
    assert told("empty: empty", "CO_MES: not a month 1 to 12") == ["empty: пусто", "CO_MES: не месяц от 1 до 12"]
    assert told("left out: empty, x.txt and 2 more", kind="notes") == ["пропущено: empty, x.txt и ещё 2"]
    assert told("Value: below 0 (column Sep and Oct)") == ["Value: меньше нуля (столбец Sep and Oct)"]


def test_a_sentence_that_is_not_known_stays() -> None:
    assert told("something new", "NETTO: something new") == ["something new", "NETTO: something new"]


def test_english_is_not_touched() -> None:
    assert retold("NETTO: not a number", "en", "reasons") == "NETTO: not a number"


def test_a_draft_is_the_same_mapping_in_russian() -> None:
    asked = 'value = "? which texts mean exports: a # b?"  # ASKED: write such as value = "GB"'
    draft = f"[reporter]  # whose trade it is\n{asked}"
    told = retold_draft(draft, "ru")
    assert told == (
        '[reporter]  # чья это торговля\nvalue = "? какие обозначения значат экспорт: a # b?"'
        '  # ASKED: ответ пишется так: value = "GB"'
    )
    assert asked_lines(told) == asked_lines(draft) == (2,)
    assert retold_draft(draft, "en") == draft


def test_what_a_draft_says_of_a_table_is_left() -> None:
    for line in ('column = "  # whose trade it is"  # new words', 'column = "whose trade it is"', "# whose"):
        assert retold_draft(line, "ru") == line
