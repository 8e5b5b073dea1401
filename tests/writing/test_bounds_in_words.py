"""What a reconciliation says in words: the undefined, open limits, limits of the search, small numbers."""

from __future__ import annotations

import pytest

from sverka.checking.weighing import Weighed, weigh
from sverka.checking.wording import Ui
from sverka.model.grammar import parse_measure
from sverka.recording.statements import read_statements
from sverka.writing.proofs import Prose
from sverka.writing.terminal import Screen
from sverka.writing.text import bounds_text

HEAD = "kind,flow,partners,goods,period,base,hedge,value,unit,of\n"
NOTHING = "level,export,,,2022,,exact,0,USD,\n"
HALF = "share,export,CN,,2022,,exact,50,%,export\n"
SMALL = "level,export,CN,,2022,,exact,0.004,USD,\nlevel,export,,,2022,,exact,1000000,USD,\n"
MANY = "".join(f"level,export,,,2022,,exact,{100 + 7 * at},USD,\n" for at in range(24))


def told(rows: str, ui: Ui, *ask: str) -> str:
    statements = read_statements(HEAD + rows, source="rows", reporter="RU-TOM")
    weighed: Weighed = weigh([], statements, measures=[parse_measure(text) for text in ask], exact=True)
    prose = Prose.about(weighed.claims, ui, weighed.reporter)
    text = bounds_text(weighed, prose, Screen(ui, 400, False), asked=bool(ask))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("ui", "measure", "sentence"),
    [
        (
            "en",
            "share(export[CN;; 2022], export[;; 2022])",
            "share of China in exports in 2022: not defined, it is a share",
        ),
        ("ru", "share(export[CN;; 2022], export[;; 2022])", "не определено, это доля от нуля"),
        ("en", "ratio(import[;; 2022], export[;; 2022])", "not defined, it is a ratio to nothing"),
        ("ru", "ratio(import[;; 2022], export[;; 2022])", "не определено, это отношение к нулю"),
        ("en", "growth(export[;; 2023])", "not defined, it is a growth from nothing"),
        ("ru", "growth(export[;; 2023])", "не определено, это прирост к нулю"),
    ],
)
def test_what_is_not_defined_is_said_with_the_reason(ui: Ui, measure: str, sentence: str) -> None:
    text = told(NOTHING, ui, measure)
    assert sentence in text
    assert {"en": "what it divides by is 0", "ru": "делитель: 0"}[ui] in text
    assert {"en": "nothing that is said bounds it", "ru": "сказанное этого не ограничивает"}[ui] not in text


@pytest.mark.parametrize(
    ("ui", "change"),
    [
        ("en", "0 US dollars would have to be more than 0 US dollars, by however little"),
        ("ru", "вместо 0 долларов США должно быть больше 0 долларов США, хотя бы немного"),
    ],
)
def test_a_limit_that_is_open_is_said_to_be_passed(ui: Ui, change: str) -> None:
    assert change in told(NOTHING + HALF, ui)


@pytest.mark.parametrize(
    ("ui", "limit"),
    [
        ("en", "the search for conflicts was stopped at 200: there may be more"),
        ("ru", "поиск противоречий остановлен, найдено 200: могут быть и другие"),
    ],
)
def test_limits_of_the_search_are_said(ui: Ui, limit: str) -> None:
    assert limit in told(MANY, ui)


@pytest.mark.parametrize(("ui", "share", "level"), [("en", "0.0000004 %", "0.004"), ("ru", "0,0000004 %", "0,004")])
def test_small_numbers_are_not_written_as_nothing(ui: Ui, share: str, level: str) -> None:
    text = told(SMALL, ui, "share(export[CN;; 2022], export[;; 2022])")
    assert share in text
    assert level in text
