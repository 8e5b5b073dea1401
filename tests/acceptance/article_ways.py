"""The ways in which the figures of an article may be read, each to its verdicts.

Answers of readers to `sverka prompt` are kept as they came, a line for each article, in
`articles/answers/ROUND.jsonl`: `{"id", "reader", "answer"}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from article_scoring import ARTICLES, Article, Outcome, outcomes

from sverka.checking.findings import check_readings
from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.model.errors import InputError
from sverka.reading import read_document
from sverka.reading.document import load_document

if TYPE_CHECKING:
    from sverka.measuring.book import Book

Way = Callable[[Article, "Book"], list[Outcome]]
ANSWERS = ARTICLES / "answers"


@cache
def answers(name: str) -> Mapping[str, str]:
    """What a reader answered for each article of a round; none where no answers are kept."""
    file: Path = ANSWERS / f"{name}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {one["id"]: one["answer"] for one in map(json.loads, lines)}


def read_article(article: Article, book: Book) -> Text:
    """An article as Sverka reads it by itself, beside a book."""
    document = load_document(article.text.encode(), article.id)
    return Text(document, read_document(document, date=article.published, lang=article.lang, recorded=book.regions))


def by_rules(article: Article, book: Book) -> list[Outcome]:
    """Each claim judged by its own reading alone."""
    return _checked(article, read_article(article, book), book, alone=True)


def by_readings(article: Article, book: Book) -> list[Outcome]:
    """Each claim judged over its readings."""
    return _checked(article, read_article(article, book), book)


def by_reader(article: Article, book: Book) -> list[Outcome]:
    """A reader's claims as they were handed over, and nothing else."""
    text = _handed(article, book)
    given = tuple(claim for claim in text.reading.claims if claim.origin)
    return _checked(article, replace(text, reading=replace(text.reading, claims=given, second=())), book)


def by_two_readers(article: Article, book: Book) -> list[Outcome]:
    """A reader's claims beside Sverka's own reading."""
    return _checked(article, _handed(article, book), book)


def _handed(article: Article, book: Book) -> Text:
    text = read_article(article, book)
    answer = next(found[article.id] for name in _rounds() if article.id in (found := answers(name)))
    file = read_claims_file(answer.encode(), article.id)
    try:
        return take_claims([file], [text], published=article.published)[0]
    except InputError:
        return replace(text, reading=replace(text.reading, claims=()))


def _rounds() -> list[str]:
    return [file.stem for file in sorted(ANSWERS.glob("*.jsonl"))]


def _checked(article: Article, text: Text, book: Book, *, alone: bool = False) -> list[Outcome]:
    checked = check_readings([text.reading], book=book, date=article.published)
    return outcomes(article, checked.documents[0], alone=alone)


WAYS: Mapping[str, Way] = {
    "rules": by_rules,
    "rules with readings": by_readings,
    "a reader's claims": by_reader,
    "a reader's claims, two readers": by_two_readers,
}
OF_ANSWERS = frozenset({"a reader's claims", "a reader's claims, two readers"})
