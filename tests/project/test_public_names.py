"""The public names are the ones promised, and one version is told everywhere."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import sverka
from sverka.model.errors import SverkaError

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {"__version__", "bounds", "check", "open_book", "read"}
OPTIONAL = {"anyio", "docx", "mcp", "mcp_types", "pandas", "polars", "py4j", "pyarrow", "pyspark", "uvicorn"}
"""What a plain installation does without: a cluster's libraries, Word documents, assistants' protocol, frames."""
PACKAGED_AS = {"ibis": "ibis-framework", "python_calamine": "python-calamine", "vl_convert": "vl-convert-python"}
"""Libraries whose package has another name."""


def test_the_public_names_are_exactly_these() -> None:
    assert set(sverka.__all__) == PROMISED
    assert sverka.__all__ == sorted(sverka.__all__)
    visible = {
        name for name in vars(sverka) if not name.startswith("_") and not inspect.ismodule(getattr(sverka, name))
    }
    typing_only = {"annotations", "Literal", "Sequence", "TYPE_CHECKING"}
    assert visible - typing_only == PROMISED - {"__version__"}


@pytest.mark.parametrize("name", sorted(PROMISED - {"__version__"}))
def test_every_public_function_says_what_it_promises(name: str) -> None:
    assert inspect.getdoc(getattr(sverka, name))


def test_the_citation_has_the_version() -> None:
    found = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert found[1] == sverka.__version__


def test_the_dependencies_are_those_that_the_floors_name() -> None:
    import tomllib

    import check_imports

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[<>=~! \[]", one)[0] for one in settings["project"]["dependencies"]}
    allowed = {name for names in check_imports.LIBRARIES.values() for name in names} - OPTIONAL
    needed_by_others = {"pymorphy3-dicts-ru", "lxml-html-clean"}
    assert declared - needed_by_others - OPTIONAL == {PACKAGED_AS.get(name, name) for name in allowed}


@pytest.mark.parametrize("name", sorted(OPTIONAL))
def test_an_optional_library_is_never_imported_with_a_module(name: str) -> None:
    """Its import stands inside a function or under TYPE_CHECKING, so that nothing else needs it."""
    source = ROOT / "src" / "sverka"
    at_the_margin = re.compile(rf"^(?:import|from) {name}\b", re.MULTILINE)
    assert [str(file) for file in source.rglob("*.py") if at_the_margin.search(file.read_text(encoding="utf-8"))] == []


def test_a_book_opens_by_the_public_name(make_book: Callable[..., Path]) -> None:
    record = {"flow": "export", "year": 2023, "reporter": "AQ", "partner": "CN", "commodity": "02", "primary_value": 7}
    place = make_book([record])
    with sverka.open_book(place) as book:
        assert (book.version, book.cube("AQ").measure("level(export)").value) == ("1", 7)
    with sverka.open_book(str(place), as_of=0) as before:
        assert (before.version, before.cube("AQ").measure("level(export)").value) == ("0", None)
    with pytest.raises(SverkaError, match="there is no book"):
        sverka.open_book(place / "none")
