"""Score verdicts on the free articles about the trade of Paraná, for each way of reading.

    score_articles.py                            every round, every way
    score_articles.py given --way rules          one round, one way
    score_articles.py given --wrong              also each figure whose verdict is wrong
    score_articles.py --update                   keep the counts, and write them to `docs/reading-scores.md`
    score_articles.py ROUND --first-sight NAME   add the rows to the log of first sight, under a name

The raw files are taken from `shared/data` next to the repository; without `--book` they are loaded first.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import article_page
import score_gold

ROOT = Path(__file__).resolve().parents[1]
TRIAL = ROOT / "tests" / "acceptance"
RAW = ROOT.parent / "shared" / "data" / "comexstat-parana"
REPORTER = "BR-PR"


def _module(name: str) -> Any:
    if str(TRIAL) not in sys.path:
        sys.path.insert(0, str(TRIAL))
    return import_module(name)


@contextmanager
def opened_book(path: str | None) -> Iterator[Any]:
    """The book of Paraná: the one at the path, else one that is loaded for the purpose."""
    import sverka
    from sverka.recording.load import Request, load_records

    with TemporaryDirectory() as folder:
        if path is None:
            path = str(Path(folder) / "book")
            load_records(Path(path), Request(tuple(sorted(RAW.glob("*_MUN_*.csv")))))
        with sverka.open_book(path) as book:
            book.cube(REPORTER)
            yield book


def rounds() -> list[str]:
    """The rounds of articles, by name."""
    return sorted(file.stem for file in (TRIAL / "articles").glob("*.jsonl"))


def score(name: str, way: str, book: Any, wrong: bool) -> dict[str, Any] | None:
    """The counts of one round in one way; `None` where the round has no answers for that way."""
    scoring, ways = _module("article_scoring"), _module("article_ways")
    if way in ways.OF_ANSWERS and not ways.answers(name):
        return None
    articles = scoring.load_articles(name)
    found, started = [], time.perf_counter()
    for article in articles:
        found += ways.WAYS[way](article, book)
    seconds = (time.perf_counter() - started) / len(articles)
    if wrong:
        print(*_told(found, scoring), sep="\n")
    counted = scoring.tally(found)
    return {**counted.counts(), "right": round(counted.right, 4), "seconds": round(seconds, 2)}


def _told(found: list[Any], scoring: Any) -> Iterator[str]:
    """The figures whose verdict is not what the truth asks for, with what was read."""
    wanted = {"true": scoring.BELIEVED, "false": scoring.ACCUSED}
    for one in found:
        judged = scoring.BELIEVED | scoring.ACCUSED
        right = one.verdict in wanted[one.truth] if one.truth in wanted else one.verdict not in judged
        if not right:
            yield f"{one.article} [{one.truth}] {one.verdict}: {one.quote!r}" + _asked(one)


def _asked(one: Any) -> str:
    finding, figure = one.finding, one.figure
    meant = f"\n    meant: {figure.question}: {figure.recorded}" if figure else ""
    if finding is None:
        return meant
    recorded = finding.figure.value if finding.figure else None
    return f"{meant}\n    read:  {finding.asked or finding.claim.measure} = {recorded}, said {finding.claim.value:g}"


def main() -> int:
    """Print the table, keep it where asked."""
    options = _options()
    if not RAW.is_dir() and options.book is None:
        print(f"score_articles: {RAW}: no raw files there", file=sys.stderr)
        return 3
    scores: dict[str, dict[str, Any]] = {}
    with opened_book(options.book) as book:
        for name in options.round or rounds():
            for way in options.way or _module("article_ways").WAYS:
                row = score(name, way, book, options.wrong)
                if row is not None:
                    scores.setdefault(name, {})[way] = row
                    print(json.dumps({"articles": name, "way": way, **row}), flush=True)
    if options.first_sight:
        _log(options.first_sight, scores)
    if options.update:
        article_page.SCORES.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    if options.first_sight or options.update:
        score_gold.write_page()
    return 0


def _log(name: str, scores: dict[str, dict[str, Any]]) -> None:
    """Add rows to the log of first sight."""
    kept = json.loads(article_page.FIRST_SIGHT.read_text(encoding="utf-8"))
    kept += [{"articles": name, "way": way, **row} for ways in scores.values() for way, row in ways.items()]
    lines = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in kept)
    article_page.FIRST_SIGHT.write_text(f"[\n {lines}\n]\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score verdicts on free articles about the trade of Paraná.")
    parser.add_argument("round", nargs="*", help="rounds of articles (default: all)")
    parser.add_argument("--way", action="append", help="one way of reading; may be repeated")
    parser.add_argument("--book", help="a book that the raw files are loaded into")
    parser.add_argument("--wrong", action="store_true", help="print each figure whose verdict is wrong")
    parser.add_argument("--update", action="store_true", help="keep the counts and write the page")
    parser.add_argument("--first-sight", metavar="NAME", help="add the rows to the log of first sight")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
