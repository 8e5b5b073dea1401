"""The tree of errors: exit codes, and what each error says."""

from __future__ import annotations

from sverka.model.errors import InputError, MeasureError, NotCoveredError, RefusedError, SverkaError, UsageError


def test_each_branch_has_its_exit_code() -> None:
    codes = {UsageError: 2, MeasureError: 2, InputError: 3, RefusedError: 4, NotCoveredError: 5}
    assert {kind: kind.exit_code for kind in codes} == codes
    assert all(issubclass(kind, SverkaError) for kind in codes)


def test_an_error_says_what_where_what_next() -> None:
    error = InputError("the file is empty", "page.html", "give another")
    assert str(error) == "the file is empty: page.html: give another"
    assert str(UsageError("no such place", next_step="see sverka places")) == "no such place: see sverka places"
