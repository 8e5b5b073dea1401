"""A year of BACI's form loaded into a new book, against DuckDB's own `COPY … TO parquet` of the same file: in one
process, one after the other. The load hashes and counts the file, checks every row, recodes it and commits. Then the
same file with rows that need the careful way, against the file without: one that is quarantined, one in a thousand that
is, and one in a thousand whose code has lost its zero. Memory is the peak of a process that loads alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import baci_shaped

TITLE = "Loading"
HEADS = ("what", "result")
PAIRS = 3
TOOLS = Path(baci_shaped.__file__).parent
CAREFUL = (
    ("one bad row", 5_000_000, "4x"),
    ("1 row in 1,000 bad", 1000, "4x"),
    ("1 row in 1,000 padded", 1000, "10121"),
)
"""What is told, every which row, and what its code is instead."""
NAME = "BACI_HS92_Y{year}_V202401.csv"
ALONE = """
import sys
from pathlib import Path
from memory import peak_mb
from sverka.recording.load import Request, load_records
load_records(Path(sys.argv[1]), Request((Path(sys.argv[2]),)))
print(peak_mb())
"""


def copied(file: Path, folder: Path) -> float:
    """Seconds of DuckDB's own way, with its defaults."""
    import duckdb

    with duckdb.connect() as connection:
        started = time.perf_counter()
        connection.execute(f"COPY (FROM read_csv('{file}')) TO '{folder / 'copy.parquet'}' (FORMAT parquet)")
        return time.perf_counter() - started


def loaded(file: Path, folder: Path) -> float:
    """Seconds of a load into a new book."""
    from sverka.recording.load import Request, load_records

    book = folder / "book"
    shutil.rmtree(book, ignore_errors=True)
    started = time.perf_counter()
    account = load_records(book, Request((file,))).files[0]
    took = time.perf_counter() - started
    assert account.rows == account.stored + account.quarantined
    return took


def spoilt(file: Path, every: int, code: str) -> Path:
    """The file with another code in every so many of its rows."""
    target = file.parent / f"{every}{code}" / file.name
    target.parent.mkdir()
    with file.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            if number and number % every == 0:
                year, exporter, importer, _, rest = line.split(",", 4)
                out.write(",".join((year, exporter, importer, code, rest)))
            else:
                out.write(line)
    return target


def careful(year: Path, folder: Path) -> list[tuple[str, str]]:
    """How much longer a load takes when rows of its file need the careful way."""
    told = []
    for what, every, code in CAREFUL:
        file = spoilt(year, every, code)
        ratio = median(loaded(file, folder) / loaded(year, folder) for _ in range(PAIRS))
        told.append((f"{what}, ratio to the file without (wanted: at most 2)", f"{ratio:.2f}"))
        file.unlink()
    return told


def peak_mb(file: Path, folder: Path) -> int:
    """The peak memory of a process that loads a file, in MB."""
    book = folder / "alone"
    shutil.rmtree(book, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-c", ALONE, book, file], cwd=TOOLS, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def rows() -> list[tuple[str, str]]:
    """The pairs, their ratios, and memory at three sizes."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="sverka-bench-") as name, duckdb.connect() as connection:
        folder = Path(name)
        small, year, large = (folder / size / NAME.format(year=2020) for size in ("small", "year", "large"))
        counts = []
        for file, years, density in ((small, (2020,), 0.2), (year, (2020,), 0.9), (large, (2020, 2021, 2022), 0.9)):
            file.parent.mkdir()
            counts.append(baci_shaped.write_years(connection, file, years, density))
        loaded(small, folder)
        pairs = [(copied(year, folder), loaded(year, folder)) for _ in range(PAIRS)]
        slower = careful(year, folder)
        memory = [peak_mb(file, folder) for file in (small, year, large)]
        megabytes = year.stat().st_size / 1e6
    copy, load = (median(times) for times in zip(*pairs, strict=True))
    told = ", ".join(f"{ours / theirs:.2f}" for theirs, ours in pairs)
    return [
        ("the file", f"{counts[1]:,} rows, {megabytes:.0f} MB"),
        (f"DuckDB's COPY, median of {PAIRS}", f"{copy:.2f} s"),
        (f"`sverka load`, median of {PAIRS}", f"{load:.2f} s"),
        ("ratio, pair by pair", told),
        ("ratio, median (wanted: at most 1.3)", f"{median(ours / theirs for theirs, ours in pairs):.2f}"),
        *slower,
        *((f"peak memory, load of {count:,} rows", f"{peak} MB") for count, peak in zip(counts, memory, strict=True)),
    ]
