"""The checker of shape sees what it must see, and the project keeps its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_shape

LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * check_shape.MAX_FUNCTION_LINES
FITTING_FUNCTION = 'def fits() -> None:\n    """One.\n\n    Two.\n    """\n' + "    pass\n" * 39
SILENT = "try:\n    pass\nexcept Exception:\n    pass\n"
REASONED = "try:\n    pass\nexcept Exception:  # a hook of others may raise anything\n    pass\n"


def whats(folder: Path, text: str) -> list[str]:
    (folder / "planted.py").write_text(text, encoding="utf-8")
    return [breach.what for breach in check_shape.breaches([folder])]


def test_the_project_keeps_its_shape() -> None:
    folders = [check_shape.ROOT / name for name in check_shape.FOLDERS]
    assert [str(breach) for breach in check_shape.breaches(folders)] == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 401,
        LONG_FUNCTION,
        SILENT,
        SILENT.replace(" Exception", ""),
        SILENT.replace("Exception", "(OSError, BaseException)"),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, text: str) -> None:
    assert len(whats(tmp_path, text)) == 1


@pytest.mark.parametrize("text", ["x = 1\n" * 400, FITTING_FUNCTION, REASONED, SILENT.replace("Exception", "OSError")])
def test_what_the_rules_allow_is_let_pass(tmp_path: Path, text: str) -> None:
    assert whats(tmp_path, text) == []
