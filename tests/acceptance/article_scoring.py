"""Free articles about the recorded trade of Paraná, and how verdicts on their figures compare with the truth.

An article of `articles/ROUND.jsonl` has its figures with their place in the text and their truth, found by SQL on the
raw files: `true`, `false`, or `unanswerable` by these records.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sverka.checking.findings import CheckedDocument
from sverka.model.findings import Finding, Verdict

ARTICLES = Path(__file__).with_name("articles")
TRUTHS = ("true", "false", "unanswerable")
NO_FIGURE = "no figure"
UNREAD = "unread"
BELIEVED = frozenset({"holds", "nearly holds", "holds otherwise"})
ACCUSED = frozenset({"fails", "conflicts"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an article: where it stands, and what becomes of it by the raw files."""

    quote: str
    start: int
    end: int
    truth: str
    question: str
    recorded: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its figures, in the order of the text."""

    id: str
    lang: str
    published: str
    text: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one figure, or on a claim of what is no figure of trade (`truth` is then `no figure`)."""

    article: str
    truth: str
    verdict: str
    quote: str
    figure: Figure | None = None
    finding: Finding | None = None


def load_articles(name: str) -> list[Article]:
    """The articles of a round, as they stand in its file."""
    lines = (ARTICLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_article(json.loads(line)) for line in lines if line.strip()]


def _article(data: dict[str, Any]) -> Article:
    figures = (Figure(**{name: one[name] for name in Figure.__dataclass_fields__}) for one in data["figures"])
    return Article(data["id"], data["lang"], data["published"], data["text"], tuple(figures))


def outcomes(article: Article, document: CheckedDocument, *, alone: bool = False) -> list[Outcome]:
    """The verdict on each figure, that of the claim which its words are in; then claims of what is no figure.

    With `alone` the verdict is that of the claim's own reading, whatever else the sentence may say.
    """
    found = [_of_figure(article, figure, document.findings, alone) for figure in article.figures]
    return [*found, *_of_no_figure(article, document.findings, alone)]


def _of_figure(article: Article, figure: Figure, findings: Iterable[Finding], alone: bool) -> Outcome:
    finding = next((one for one in findings if _is_in(one, figure)), None)
    verdict = _verdict(finding, alone) if finding else UNREAD
    return Outcome(article.id, figure.truth, verdict, figure.quote, figure, finding)


def _of_no_figure(article: Article, findings: Iterable[Finding], alone: bool) -> Iterator[Outcome]:
    for finding in findings:
        if finding.claim.mentions and not any(_is_in(finding, figure) for figure in article.figures):
            yield Outcome(
                article.id, NO_FIGURE, _verdict(finding, alone), finding.claim.mentions[0].text, None, finding
            )


def _is_in(finding: Finding, figure: Figure) -> bool:
    return any(one.start < figure.end and figure.start < one.end for one in finding.claim.mentions)


def _verdict(finding: Finding, alone: bool) -> str:
    own = finding.readings[0].verdict if alone and finding.readings else None
    return (own if finding.verdict is Verdict.UNSURE and own else finding.verdict).value


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures got which verdict, by their truth."""

    true: int
    called_false: int
    confirmed: int
    unsure: int
    false: int
    caught: int
    believed: int
    unanswerable: int
    judged: int
    accused_of_no_figure: int

    @property
    def right(self) -> float:
        """The share of figures with the verdict that records give: true confirmed, false caught, others left."""
        figures = self.true + self.false + self.unanswerable
        return (self.confirmed + self.caught + self.unanswerable - self.judged) / figures if figures else 0.0

    def counts(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


def tally(found: Sequence[Outcome]) -> Tally:
    """The outcomes counted."""
    count = Counter((one.truth, _sort(one.verdict)) for one in found)
    whole = Counter(one.truth for one in found)
    return Tally(
        true=whole["true"],
        called_false=count["true", "accused"],
        confirmed=count["true", "believed"],
        unsure=count["true", "unsure"] + count["false", "unsure"],
        false=whole["false"],
        caught=count["false", "accused"],
        believed=count["false", "believed"],
        unanswerable=whole["unanswerable"],
        judged=count["unanswerable", "accused"] + count["unanswerable", "believed"],
        accused_of_no_figure=count[NO_FIGURE, "accused"],
    )


def _sort(verdict: str) -> str:
    return "accused" if verdict in ACCUSED else "believed" if verdict in BELIEVED else verdict
