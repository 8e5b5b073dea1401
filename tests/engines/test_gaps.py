"""The marks of gaps say what they must, and nothing that the suite does not know."""

from __future__ import annotations

import pytest
from engine_gaps import ENGINES, expectations


def test_a_gap_is_expected_of_its_engines_alone() -> None:
    mark = pytest.mark.notyet("duckdb", raises=KeyError, reason="it has no such thing").mark
    assert expectations("spark-local", [mark]) == []
    (expected,) = expectations("duckdb", [mark])
    assert expected.kwargs == {"raises": KeyError, "reason": "notyet: it has no such thing", "strict": True}


def test_a_gap_may_be_that_of_several_engines() -> None:
    mark = pytest.mark.never(["spark-local", "spark-cluster"], raises=KeyError, reason="one each").mark
    assert [bool(expectations(engine, [mark])) for engine in ENGINES] == [False, True, True]


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        (pytest.mark.notimpl("oracle", raises=KeyError, reason="why").mark, "names no engine of the suite"),
        (pytest.mark.notimpl(raises=KeyError, reason="why").mark, "names no engine of the suite"),
        (pytest.mark.never("duckdb", raises=KeyError).mark, "needs the error"),
        (pytest.mark.notyet("duckdb", reason="why").mark, "needs the error"),
        (pytest.mark.notyet("duckdb", raises=KeyError, reason="why", strict=False).mark, "needs the error"),
    ],
)
def test_a_malformed_mark_stops_the_run(mark: pytest.Mark, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        expectations("duckdb", [mark])
