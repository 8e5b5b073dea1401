"""Read and check hostile texts, and say how it went: `fuzz.py [--number N] [--seed S] [--check-every K]`.

Prints one JSON object: how many texts, each failure with the error, the slowest text and the peak of memory of the
whole run. Exits 1 when a text raised anything but a `SverkaError`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

import gold
from fuzzing import fuzzed_texts
from memory import peak_mb
from sverka.model.errors import SverkaError

Work = Callable[[str, str | None], object]


def read(text: str, date: str | None) -> object:
    """Read a text as plain text of that date."""
    from sverka.reading import read_text

    return read_text(text, date=date)


def check(text: str, date: str | None) -> object:
    """Check a text against itself."""
    import sverka

    return sverka.check(text, date=date)


def attempt(work: Work, text: str) -> tuple[float, str | None]:
    """The seconds of processor time that the work took, and the error that it must not raise."""
    started = time.process_time()
    error = None
    try:
        work(text, "2023-05-25")
    except SverkaError:
        pass
    except Exception:  # any other error at all is what fuzzing looks for
        error = traceback.format_exc(limit=-3)
    return time.process_time() - started, error


def run(number: int, seed: int, check_every: int) -> dict[str, Any]:
    """Fuzz, each `check_every`-th text through checking too."""
    texts = [one["text"] for lang in gold.LANGUAGES for one in gold.documents(lang)]
    attempt(read, texts[0])  # loads the tables and the dictionary, whose time is start-up's
    slowest, failures = (0.0, -1), []
    for index, text in enumerate(fuzzed_texts(texts, number, seed)):
        work = check if check_every and index % check_every == 0 else read
        seconds, error = attempt(work, text)
        slowest = max(slowest, (seconds, index))
        if error:
            failures.append({"index": index, "error": error, "text": text[:2000]})
    return {
        "texts": number,
        "failures": failures,
        "slowest_seconds": round(slowest[0], 3),
        "slowest_index": slowest[1],
        "peak_mb": peak_mb(),
    }


def main() -> int:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description="Read and check hostile texts.")
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20230525)
    parser.add_argument("--check-every", type=int, default=10, metavar="K")
    options = parser.parse_args()
    result = run(options.number, options.seed, options.check_every)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 1 if result["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
