"""The import checker sees what it must see, and the project keeps its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_imports


def plant(source: Path, module: str, text: str) -> list[str]:
    """The objections to one planted module, by their words."""
    file = source / "sverka" / module
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [breach.what for breach in check_imports.breaches(source)]


def test_the_project_keeps_its_floors() -> None:
    assert [str(breach) for breach in check_imports.breaches(check_imports.SOURCE)] == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("model/claims.py", "from sverka.reference import places\n"),
        ("model/claims.py", "import numpy\n"),
        ("reference/places.py", "from ..reading import document\n"),
        ("reading/engine.py", "import highspy\n"),
        ("reading/engine.py", "def late() -> None:\n    from sverka import reconciling\n"),
        ("reconciling/cells.py", "import sverka.reading.document\n"),
        ("checking/weigh.py", "import importlib\nimportlib.import_module('sverka.writing')\n"),
        ("checking/weigh.py", "from sverka import read\n"),
        ("writing/html.py", "import click\n"),
        ("writing/html.py", "from sverka.cli.main import main\n"),
        ("__main__.py", "from sverka.reading import read_text\n"),
        ("somewhere/new.py", "\n"),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, module: str, text: str) -> None:
    assert len(plant(tmp_path, module, text)) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("model/claims.py", "from __future__ import annotations\nimport re\nfrom .interval import Interval\n"),
        ("reference/places.py", "from sverka.model import period\nfrom ..model.claims import Claim\n"),
        ("reading/html.py", "def parse() -> None:\n    import trafilatura\n    from lxml import etree\n"),
        ("checking/weigh.py", "from sverka.reconciling import reconcile\n"),
        ("cli/main.py", "import click\nfrom sverka import reading, writing\n"),
        ("__init__.py", "from sverka.reading import read_text\n"),
        ("__main__.py", "from sverka.cli.main import main\n"),
    ],
)
def test_what_the_floors_allow_is_let_pass(tmp_path: Path, module: str, text: str) -> None:
    assert plant(tmp_path, module, text) == []


def test_a_breach_names_file_and_line(tmp_path: Path) -> None:
    plant(tmp_path, "model/claims.py", "import re\n\nimport click\n")
    (breach,) = check_imports.breaches(tmp_path)
    assert str(breach).endswith("claims.py:3: model must not import click (libraries it may: none)")
    assert check_imports.main([str(tmp_path)]) == 1
