from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from . import making


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> making.Whole:
    """The book that is spoilt in copies."""
    return making.make(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def book(whole: making.Whole, tmp_path: Path) -> Path:
    """A copy of the book, to be spoilt."""
    return shutil.copytree(whole.book, tmp_path / "book")
