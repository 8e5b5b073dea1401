"""Acceptance: verdicts on free articles, for each way of reading, are no worse than what is kept and published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from article_scoring import ARTICLES, BELIEVED, NO_FIGURE, TRUTHS, Outcome, load_articles, tally
from article_ways import OF_ANSWERS, WAYS, answers

if TYPE_CHECKING:
    from sverka.measuring.book import Book

KEPT: dict[str, dict[str, dict[str, Any]]] = json.loads((ARTICLES / "scores.json").read_text(encoding="utf-8"))
WORSE_UPWARDS = ("called_false", "believed", "judged", "accused_of_no_figure")
WORSE_DOWNWARDS = ("confirmed", "caught")
ROWS = [(name, way) for name, ways in KEPT.items() for way in ways]


@pytest.mark.parametrize(("name", "way"), ROWS)
def test_no_way_of_reading_judges_worse_than_is_kept(parana_book: Book, name: str, way: str) -> None:
    found = [one for article in load_articles(name) for one in WAYS[way](article, parana_book)]
    now, kept = tally(found).counts(), KEPT[name][way]
    assert {which: now[which] for which in WORSE_UPWARDS if now[which] > kept[which]} == {}
    assert {which: now[which] for which in WORSE_DOWNWARDS if now[which] < kept[which]} == {}


def test_every_round_and_way_is_kept() -> None:
    rounds = {file.stem for file in ARTICLES.glob("*.jsonl")}
    wanted = {(name, way) for name in rounds for way in WAYS if way not in OF_ANSWERS or answers(name)}
    assert set(ROWS) == wanted


@pytest.mark.parametrize("name", list(KEPT))
def test_figures_stand_where_they_are_said_to(name: str) -> None:
    for article in load_articles(name):
        for figure in article.figures:
            assert article.text[figure.start : figure.end] == figure.quote, article.id
            assert figure.truth in TRUTHS
            assert (figure.recorded is None) == (figure.truth == "unanswerable"), (article.id, figure.quote)


def test_the_tally_counts_each_sort_once() -> None:
    made = [
        *(Outcome("a", "true", verdict, "1") for verdict in ("fails", "conflicts", "unsure", "not covered", "unread")),
        *(Outcome("a", "true", verdict, "1") for verdict in BELIEVED),
        *(Outcome("a", "false", verdict, "1") for verdict in ("fails", "holds", "unsure", "not covered")),
        *(Outcome("a", "unanswerable", verdict, "1") for verdict in ("fails", "holds", "unread", "not covered")),
        *(Outcome("a", NO_FIGURE, verdict, "1") for verdict in ("fails", "holds", "not covered")),
    ]
    counted = tally(made)
    assert (counted.true, counted.called_false, counted.confirmed) == (8, 2, 3)
    assert (counted.false, counted.caught, counted.believed, counted.unsure) == (4, 1, 1, 2)
    assert (counted.unanswerable, counted.judged, counted.accused_of_no_figure) == (4, 2, 1)
    assert counted.right == (3 + 1 + 2) / 16
