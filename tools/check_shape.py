"""Hold the shape of the code: short files, short functions, no exception swallowed without a reason.

A file has at most 400 lines, a function at most 40 (its docstring aside). `except Exception` and a bare `except` need
a comment, on that line or on the next, that says why nothing narrower will do. `check_shape.py [FOLDER...]` prints
each breach as `file:line: what` and exits 1 when there is one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src", "tests", "tools", "benchmarks")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40
CARRIED = frozenset({ROOT / "tests" / "gold" / "score_claims.py"})
"""Files that belong to others and are carried as they are."""
BROAD = frozenset({"Exception", "BaseException"})


class Breach(NamedTuple):
    """One place that breaks the rules of shape."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function from `def` to its end, its docstring aside."""
    last = node.end_lineno or node.lineno
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return last - node.lineno + 1
    return last - node.lineno + 1 - ((first.end_lineno or first.lineno) - first.lineno + 1)


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return caught is None or any(isinstance(one, ast.Name) and one.id in BROAD for one in named)


def _has_reason(handler: ast.ExceptHandler, lines: list[str]) -> bool:
    """Whether a comment stands on the line of the handler or on the next."""
    here = lines[handler.lineno - 1]
    following = lines[handler.lineno].strip() if handler.lineno < len(lines) else ""
    return "#" in here or following.startswith("#")


def _breaches_in(text: str) -> Iterator[tuple[int, str]]:
    lines = text.splitlines()
    if len(lines) > MAX_FILE_LINES:
        yield 1, f"{len(lines)} lines; at most {MAX_FILE_LINES}: cut it by subject"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = function_lines(node)
            if length > MAX_FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines; at most {MAX_FUNCTION_LINES}"
        elif isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _has_reason(node, lines):
            yield node.lineno, "catches every exception without a comment that says why"


def breaches(folders: list[Path]) -> list[Breach]:
    """Every breach under the folders, by file and line."""
    files = sorted(file for folder in folders for file in folder.rglob("*.py") if file not in CARRIED)
    return [Breach(file, *found) for file in files for found in sorted(_breaches_in(file.read_text(encoding="utf-8")))]


def main(arguments: list[str]) -> int:
    """0 when the rules of shape hold."""
    found = breaches([Path(name) for name in arguments] or [ROOT / name for name in FOLDERS])
    for breach in found:
        print(breach)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
