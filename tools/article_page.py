"""The part of `docs/reading-scores.md` on free articles, from the scores as they are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "acceptance" / "articles"
SCORES = ARTICLES / "scores.json"
FIRST_SIGHT = ARTICLES / "first_sight.json"
WITH_TOOLS = ARTICLES / "with_tools.json"

Row = dict[str, Any]

INTRODUCTION = """## Free articles about recorded trade

What users live by: news articles, columns, speeches, tables and posts about the food trade of Paraná, by writers who
had not seen the program, each figure with its truth by SQL on the raw files. *Called false* are true figures with the
verdict `fails` or `conflicts`, *confirmed* true ones that hold in some sense; *caught* are false figures with such a
verdict, *believed* false ones that hold; *unsure* are true and false ones so answered; *judged* are figures that these
records cannot answer and that got a verdict all the same; *of no figure* are accusations of what is no figure of trade.
*Right* counts true ones confirmed, false ones caught, the others left alone. Seconds are those of one article, once its
reporter's cube is in memory.

"""
FIRST = """### At first sight

Each row was measured once, before anything was learnt from its articles. A later row has different articles.

"""
DOORS = """
### An assistant with tools

Ten of the articles (100 figures) judged by a language model that was given the texts and the quotes of their figures,
on 1 December 2026: once with the tools of `sverka mcp` alone, once with SQL over the raw files alone. Each figure was
to be called true, false or unanswerable. Characters are those of the calls and of their answers; with SQL the articles
themselves, which the other way sends along, are not among them.

"""
DOORS_END = """
What the tools give beside the verdict, SQL does not: definition, release, senses, and reasons that can be repeated.
"""
TODAY = """
### Now

The same articles after they were developed on: expect less of a text that is new. A test holds these counts
(`tests/acceptance/test_articles.py`, where the raw files stand beside the repository); `make articles` measures them
anew.

"""
COLUMNS = ("true", "called false", "confirmed", "false", "caught", "believed", "unsure", "unanswerable", "judged")


def section(first_sight: list[Row], scores: dict[str, dict[str, Row]]) -> str:
    """The section in Markdown."""
    kept = [({"articles": name, "way": way} | row) for name, ways in scores.items() for way, row in ways.items()]
    doors = DOORS + _doors(_loaded(WITH_TOOLS)) + DOORS_END
    return INTRODUCTION + FIRST + _table(first_sight) + doors + TODAY + _table(kept)


def load_section() -> str:
    """The section, from the files as they are kept."""
    return section(_loaded(FIRST_SIGHT), _loaded(SCORES))


def _loaded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _table(rows: list[Row]) -> str:
    head = ("articles", "way of reading", *COLUMNS, "of no figure", "right", "seconds")
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *map(_line, rows)]) + "\n"


def _doors(rows: list[Row]) -> str:
    lines = ["| way | right | true called false | calls | characters sent | characters got |", "|" + " --- |" * 6]
    for row in rows:
        right, sent, got = f"{row['right']} of {row['figures']}", row["characters_sent"], row["characters_got"]
        lines.append(f"| {row['way']} | {right} | {row['called_false']} | {row['calls']} | {sent:,} | {got:,} |")
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    shares = {"called false": _part(row, "called_false", "true"), "confirmed": _part(row, "confirmed", "true")}
    shares |= {name: _part(row, name, "false") for name in ("caught", "believed")}
    cells = [row["articles"], row["way"], *(str(shares.get(name, row.get(name, ""))) for name in COLUMNS)]
    return "| " + " | ".join([*cells, str(row["accused_of_no_figure"]), f"{row['right']:.1%}", _seconds(row)]) + " |"


def _part(row: Row, name: str, whole: str) -> str:
    return f"{row[name]} ({row[name] / row[whole]:.1%})" if row[whole] else "0"


def _seconds(row: Row) -> str:
    return f"{row['seconds']:.2f}" if row.get("seconds") is not None else "—"
