"""One open book asked by many threads at once answers each as it answers one alone."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from sverka.measuring.book import Book, open_book
from sverka.measuring.lineage import query_text
from sverka.measuring.mirrors import mirrored
from sverka.measuring.once import Once
from sverka.measuring.profile import profile_of
from sverka.measuring.reporters import book_reporters
from sverka.model.errors import NotCoveredError, UsageError

THREADS = 8
SOON_SECONDS = 20
Question = Callable[[Book], object]

REPORTERS = ("AQ", "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AR", "AS", "RU", "CN", "XX")
MEASURES = (
    "level(export[CN;; 2022])",
    "share(export[CN+KZ;; 2022], export[;; 2022])",
    "growth(turnover[;; 2022])",
    "level(export[;27], EUR)",
    "rank(KZ, export[;; 2022])",
    "count(goods@4, import[;; 2022])",
    "level(export[eu], kg)",
)
TABLES = (("partner", "year"), ("goods@2", None), ("year", "flow"))


def measured(reporter: str, measure: str, sources: Sequence[str] = ()) -> Question:
    def ask(book: Book) -> object:
        cube = book.cube(reporter, sources=sources)
        answer = cube.measure(measure)
        return answer.value, answer.rows, answer.remarks, query_text(cube, answer)

    return ask


def mirror(reporter: str) -> Question:
    def ask(book: Book) -> object:
        found = mirrored(book.cube(reporter), "level(export[CN;; 2022])")
        return [(partner, answer.value) for partner, answer in found]

    return ask


def table(reporter: str, rows: str, columns: str | None) -> Question:
    def ask(book: Book) -> object:
        try:
            frame = book.cube(reporter).table(rows=rows, columns=columns)
        except NotCoveredError as error:
            return str(error)
        return frame.to_rows(), frame.notes

    return ask


def profile(reporter: str) -> Question:
    def ask(book: Book) -> object:
        made = profile_of(book.cube(reporter))
        return made and (made.totals, made.tables, made.concentration, made.points, made.notes, made.coverage)

    return ask


QUESTIONS: tuple[Question, ...] = (
    *(measured(reporter, measure) for reporter in REPORTERS for measure in MEASURES),
    *(measured("RU", MEASURES[0], (source,)) for source in ("fts", "comtrade", "comext", "baci", "no-such")),
    *(table(reporter, *sides) for reporter in ("AQ", "AG", "AR", "RU") for sides in TABLES),
    *(profile(reporter) for reporter in REPORTERS),
    mirror("RU"),
    book_reporters,
    lambda book: book.rates,
    lambda book: book.version,
)


@pytest.mark.parametrize("part", range(4))
def test_eight_threads_get_the_answers_of_one(shared_book: Book, part: int) -> None:
    """More cubes are asked for than are kept, in another order by each thread."""
    questions = QUESTIONS[part::4]
    expected = [question(shared_book) for question in questions]
    orders = [random.Random(f"{part} {thread}").sample(range(len(questions)), len(questions)) for thread in range(8)]
    barrier = threading.Barrier(THREADS)
    with open_book(shared_book.snapshot.path) as book, ThreadPoolExecutor(THREADS) as pool:

        def ask(order: list[int]) -> list[object]:
            barrier.wait()
            return [questions[at](book) for at in order]

        for order, answers in zip(orders, pool.map(ask, orders), strict=True):
            assert answers == [expected[at] for at in order]


def test_a_cube_is_built_once_and_others_meanwhile(shared_book: Book) -> None:
    """Two cubes wait for each other's query to have begun: were they built in turn, neither would come."""
    both = threading.Barrier(2)
    queries: list[str] = []
    with open_book(shared_book.snapshot.path) as book, ThreadPoolExecutor(THREADS) as pool:
        fetch = book.engine.fetch_groups

        def counted(query: str, tick: object = None) -> object:
            queries.append(query)
            both.wait(SOON_SECONDS)
            return fetch(query)

        book.engine.fetch_groups = counted  # type: ignore[method-assign, assignment]
        found = list(pool.map(book.cube, ["AQ", "RU"] * (THREADS // 2)))
    assert len(queries) == len(set(map(id, found))) == 2


def test_whoever_asks_while_the_book_is_closed_gets_an_answer_or_an_error(shared_book: Book) -> None:
    questions = QUESTIONS[::4]
    expected = [question(shared_book) for question in questions]
    with ThreadPoolExecutor(THREADS) as pool:
        book = open_book(shared_book.snapshot.path)

        def ask(at: int) -> bool:
            try:
                return questions[at](book) == expected[at]
            except UsageError as error:
                return "closed" in error.what

        asked = [pool.submit(ask, at) for at in range(len(questions))]
        while not all(one.done() for one in asked):
            time.sleep(0.02)
            book.close()
        assert all(one.result() for one in asked)
    book.close()


def test_closing_stops_a_query_that_runs(shared_book: Book) -> None:
    endless = "SELECT sum(a.range * b.range) AS n FROM range(10000000) a, range(10000000) b"
    book = open_book(shared_book.snapshot.path)

    def ask() -> object:
        with book.working() as engine:
            return engine.fetch(endless)

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        while not asked.running():
            time.sleep(0.01)
        started = time.monotonic()
        book.close()
        with pytest.raises(UsageError, match="closed while it was asked"):
            asked.result(SOON_SECONDS)
    assert time.monotonic() - started < SOON_SECONDS


def test_the_oldest_goes_but_none_that_is_being_made() -> None:
    kept: Once[int, int] = Once(most=2)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        assert go_on.wait(SOON_SECONDS)
        return 0

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept.get, 0, slow)
        begun.wait(SOON_SECONDS)
        made = [kept.get(number, lambda number=number: number) for number in range(1, 5)]
        go_on.set()
        assert (first.result(SOON_SECONDS), made) == (0, [1, 2, 3, 4])
    assert kept.get(0, lambda: -1) == 0, "it was kept while others went"
    assert kept.get(1, lambda: -1) == -1, "and the oldest of the others is gone"


def test_a_failure_is_for_who_failed_and_an_error_for_all_who_waited() -> None:
    kept: Once[str, int] = Once()

    def fail(error: BaseException) -> int:
        raise error

    with pytest.raises(KeyboardInterrupt):
        kept.get("a", lambda: fail(KeyboardInterrupt()))
    assert kept.get("a", lambda: 1) == 1
    begun = threading.Event()

    def refuse() -> int:
        begun.set()
        time.sleep(0.1)
        raise UsageError("no", "", "")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "b", refuse)
        begun.wait(SOON_SECONDS)
        second = pool.submit(kept.get, "b", lambda: 2)
        for one in (first, second):
            with pytest.raises(UsageError):
                one.result(SOON_SECONDS)
    assert kept.get("b", lambda: 3) == 3
