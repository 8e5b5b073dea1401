from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Where a book will be."""
    return tmp_path / "book"
