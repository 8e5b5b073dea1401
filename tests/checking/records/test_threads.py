"""Texts are read, weighed and checked by eight threads at once, from a cold start, as by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WORK = """
import json, sys
from concurrent.futures import ThreadPoolExecutor

sys.setswitchinterval(1e-5)  # change threads as often as can be
import sverka

texts, book = json.loads(sys.argv[1]), sverka.open_book(sys.argv[2])

def work(job):
    how, text = job
    told = {"date": "2023-05-25", "reporter": "RU-TOM"}
    if how == "read":
        return repr(sverka.read(text, **told))
    if how == "bounds":
        return repr(sverka.bounds(text, measures=["share(export, turnover)"], **told))
    found = sverka.check(text, book=book, ui="ru", **told)
    return repr([(f.verdict, f.reason, f.figure, f.causes) for d in found.documents for f in d.findings])

jobs = [(how, text) for text in texts for how in ("check", "read", "bounds")]
with ThreadPoolExecutor(int(sys.argv[3])) as pool:
    print(json.dumps(list(pool.map(work, jobs))))
"""


@pytest.mark.slow
def test_eight_threads_read_weigh_and_check_as_one_does(
    make_book: Callable[..., Path], gold_documents: Callable[[str], list[dict[str, Any]]]
) -> None:
    trade = {"reporter": "RU-TOM", "source": "fts", "classification": "TNVED", "commodity": "2709"}
    book = make_book(
        [
            {**trade, "year": year, "month": month, "flow": flow, "partner": partner, "primary_value": value * month}
            for year in (2021, 2022)
            for month in range(1, 13)
            for flow, partner, value in (("export", "CN", 2e6), ("export", "KZ", 1e6), ("import", "DE", 5e5))
        ]
    )
    texts = [one["text"] for lang in ("ru", "en") for one in gold_documents(lang)[:4]]

    def answers(threads: int) -> list[str]:
        command = [sys.executable, "-c", WORK, json.dumps(texts), str(book), str(threads)]
        still = {**os.environ, "PYTHONHASHSEED": "0"}  # sets are printed in the order of their hashes
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=still)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))

    alone = answers(1)
    assert any("recorded" in one or "Figure(" in one for one in alone)
    assert answers(8) == alone
