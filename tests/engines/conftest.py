"""One suite for every engine: `engine` is each in turn, skipped with the reason where the machine lacks it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from engine_gaps import ENGINES, SPARK, WORDS, expectations
from engine_records import make_book

from sverka.measuring.book import Book, open_book
from sverka.measuring.engines import Engine, open_engine
from sverka.measuring.engines.spark_context import lacking

UNCLOSED = "ignore:unclosed <socket:ResourceWarning"
"""Spark's Python side leaves the sockets on which results come to the garbage collector."""


def pytest_configure(config: pytest.Config) -> None:
    for word in WORDS:
        config.addinivalue_line("markers", f"{word}(engines, raises, reason): a gap, see engine_gaps.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        engine = getattr(getattr(item, "callspec", None), "params", {}).get("engine_name")
        if engine is not None:
            for expected in expectations(engine, item.iter_markers()):
                item.add_marker(expected)
        if engine in SPARK:
            item.add_marker(pytest.mark.filterwarnings(UNCLOSED))


def _param(name: str) -> object:
    # Two contexts at once do not fit into a small machine: one worker runs all tests of Spark (--dist loadgroup).
    marks = [pytest.mark.xdist_group("spark"), pytest.mark.slow] if name in SPARK else []
    return pytest.param(name, id=name, marks=marks)


@pytest.fixture(scope="session", params=[_param(name) for name in ENGINES])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine's name in the suite."""
    return str(request.param)


@pytest.fixture(scope="session")
def engine(engine_name: str) -> Iterator[Engine]:
    """An open engine; it keeps Spark's context for all tests of it."""
    problem = lacking() if engine_name in SPARK else None
    if problem is not None:
        pytest.skip(f"{problem.what}: {problem.next_step}")
    with pytest.MonkeyPatch.context() as patch:
        # The suite ends before Java's better compiler would have paid for itself.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
        opened = open_engine(ENGINES[engine_name])
    yield opened
    opened.close()
    gc.collect()


@pytest.fixture(scope="session")
def book_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the suite, in a folder with a space and letters beyond ASCII."""
    return make_book(tmp_path_factory.mktemp("книга торговли"))


@pytest.fixture(scope="session")
def book(engine: Engine, engine_name: str, book_path: Path) -> Iterator[Book]:
    """The book, open on the engine."""
    with open_book(book_path, engine=ENGINES[engine_name]) as opened:
        assert opened.engine.name == engine.name
        yield opened
