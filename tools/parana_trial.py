"""The trial on the records of Paraná: the score of verdicts on statements made from the raw files, and each wrong one.

    parana_trial.py --book BOOK                    300 statements and 100 that cannot be answered, by seed 1
    parana_trial.py --book BOOK --seed 5 --seed 6  other statements
    parana_trial.py --read                         score only what is read, without a book

The raw files are taken from `shared/data` next to the repository.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TRIAL = ROOT / "tests" / "acceptance"
RAW = ROOT.parent / "shared" / "data" / "comexstat-parana"


def _module(name: str) -> Any:
    if str(TRIAL) not in sys.path:
        sys.path.insert(0, str(TRIAL))
    return import_module(name)


def score_reading(records: Any, seed: int) -> list[str]:
    """What is misread among the statements of a seed, one text each; the score is printed."""
    drawn = _module("parana_statements").statements(records, seed)
    misread = _module("parana_scoring").misread
    wrong = [f"{one.text}\n    {why}" for one in drawn if (why := misread(one))]
    print(f"seed {seed}: {len(drawn) - len(wrong)} of {len(drawn)} read rightly")
    return wrong


def score_verdicts(records: Any, seed: int, book: Any) -> list[str]:
    """The wrong verdicts on the statements of a seed, one text each; the scores are printed."""
    scoring = _module("parana_scoring")
    outcomes = [scoring.judged(one, book) for one in _module("parana_statements").statements(records, seed)]
    silent = [scoring.abstained(one, book) for one in _module("parana_unanswerable").unanswerable(seed)]
    slandered = sum(one.found in ("fails", "conflicts") and one.wanted != "fails" for one in outcomes)
    print(
        f"seed {seed}: {sum(one.right for one in outcomes)} of {len(outcomes)} verdicts right, "
        f"{slandered} true called false; {sum(one.right for one in silent)} of {len(silent)} left without one"
    )
    wrong = [one for one in (*outcomes, *silent) if not one.right]
    return [f"{one.text}\n    {one.found} instead of {one.wanted} {one.detail}" for one in wrong]


def main() -> int:
    """Print the scores and each wrong statement."""
    parser = argparse.ArgumentParser(description="Score verdicts on statements made from the raw files of Paraná.")
    parser.add_argument("--book", help="a book that the raw files are loaded into")
    parser.add_argument("--seed", type=int, action="append", help="which statements are drawn; may be repeated")
    parser.add_argument("--read", action="store_true", help="score what is read alone")
    options = parser.parse_args()
    if not RAW.is_dir():
        print(f"parana_trial: {RAW}: no raw files there", file=sys.stderr)
        return 3
    records = _module("parana_truth").Records(RAW)
    import sverka

    book = None if options.read else sverka.open_book(options.book)
    for seed in options.seed or [1]:
        wrong = score_reading(records, seed) if options.read else score_verdicts(records, seed, book)
        print(*(f"  {one}" for one in wrong), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
