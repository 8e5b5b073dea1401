"""The public names are the ones promised, and one version is told everywhere."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import sverka

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {"__version__", "bounds", "check", "read"}


def test_the_public_names_are_exactly_these() -> None:
    assert set(sverka.__all__) == PROMISED
    assert sverka.__all__ == sorted(sverka.__all__)
    visible = {
        name for name in vars(sverka) if not name.startswith("_") and not inspect.ismodule(getattr(sverka, name))
    }
    typing_only = {"annotations", "Sequence", "TYPE_CHECKING"}
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
    declared = {re.split(r"[<>=~! ]", one)[0] for one in settings["project"]["dependencies"]}
    allowed = {name for names in check_imports.LIBRARIES.values() for name in names}
    needed_by_others = {"pymorphy3-dicts-ru", "lxml-html-clean"}
    assert declared - needed_by_others == allowed
