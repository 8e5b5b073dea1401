"""Hold the floors: which package may import which, and which may use what third-party library.

Every import statement counts, wherever it stands, and so does `importlib.import_module("…")` with a literal name.
`check_imports.py [SRC]` prints each breach as `file:line: what` and exits 1 when there is one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = "sverka"
SOURCE = Path(__file__).resolve().parents[1] / "src"

_GROUND = frozenset({"model"})
_REFERENCE = _GROUND | {"reference"}
_CHECKING = _REFERENCE | {"recording", "measuring", "reconciling"}
_WRITING = _CHECKING | {"reading", "claims_in", "checking"}
_SERVING = _WRITING | {"writing"}
_DOORS = _SERVING | {"serving", "assisting", "deciding"}

ALLOWED: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "reference": _GROUND,
    "reading": _REFERENCE,
    "claims_in": _REFERENCE | {"reading"},
    "assisting": _REFERENCE | {"reading", "claims_in"},
    "recording": _REFERENCE,
    "measuring": _REFERENCE | {"recording"},
    "reconciling": _REFERENCE,
    "checking": _CHECKING,
    "deciding": _WRITING,
    "writing": _WRITING,
    "serving": _SERVING,
    "mcp_door": _SERVING | {"serving"},
    "cli": _DOORS | {"mcp_door"},
    "web": _DOORS,
}
"""Which packages of the project each package may import, besides itself."""

DOORS: dict[str, frozenset[str]] = {"__init__": _DOORS, "__main__": frozenset({"cli"})}
"""The modules beside the packages: the public names, and `python -m sverka`."""

LIBRARIES: dict[str, frozenset[str]] = {
    "reconciling": frozenset({"highspy", "numpy"}),
    "reading": frozenset({"pymorphy3", "trafilatura", "lxml"}),
    "recording": frozenset({"duckdb", "python_calamine"}),
    "measuring": frozenset({"ibis", "numpy", "pyspark", "pandas", "polars", "py4j", "pyarrow"}),
    "writing": frozenset({"vl_convert", "docx"}),
    "mcp_door": frozenset({"mcp", "mcp_types", "anyio", "uvicorn"}),
    "assisting": frozenset({"httpx"}),
    "cli": frozenset({"click"}),
}
"""Which third-party libraries each package may import; a package without a line has the standard library alone."""


class Breach(NamedTuple):
    """One import that the floors forbid."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class Imported(NamedTuple):
    """One imported module by its absolute dotted name."""

    name: str
    line: int


def _absolute(node: ast.ImportFrom, package: tuple[str, ...]) -> str:
    """The absolute name of what `from … import` names, relative ones resolved against the package of the file."""
    if not node.level:
        return node.module or ""
    above = package[: len(package) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _dynamic(node: ast.Call) -> str | None:
    """The literal name given to `import_module` or `__import__`."""
    function = node.func
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    if name not in ("import_module", "__import__") or not node.args:
        return None
    argument = node.args[0]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def imports_of(tree: ast.Module, package: tuple[str, ...]) -> Iterator[Imported]:
    """Every module that a file imports; `from sverka import reading` gives `sverka.reading`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Imported(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            names = [f"{base}.{alias.name}" for alias in node.names] if base == PROJECT else [base]
            yield from (Imported(name, node.lineno) for name in names)
        elif isinstance(node, ast.Call) and (name := _dynamic(node)):
            yield Imported(name, node.lineno)


def _objection(package: str, name: str) -> str | None:
    """Why `package` must not import the module `name`, or `None` where it may."""
    top, *rest = name.split(".")
    if top == PROJECT:
        target = rest[0] if rest else "__init__"
        if target == package or target.startswith("__version"):
            return None
        may = DOORS.get(package, ALLOWED.get(package, frozenset()))
        return None if target in may else f"{package} must not import {PROJECT}.{target} (it may: {_listed(may)})"
    if top in sys.stdlib_module_names or top in LIBRARIES.get(package, frozenset()):
        return None
    return f"{package} must not import {top} (libraries it may: {_listed(LIBRARIES.get(package, frozenset()))})"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def breaches(source: Path) -> list[Breach]:
    """Every forbidden import under `source`, which holds the folder of the project; unknown packages are breaches."""
    found: list[Breach] = []
    for file in sorted((source / PROJECT).rglob("*.py")):
        parts = file.relative_to(source).parts
        package = parts[1] if len(parts) > 2 else file.stem
        if package not in ALLOWED and package not in DOORS:
            found.append(Breach(file, 1, f"package {package} has no floor: name it in tools/check_imports.py"))
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
        for imported in imports_of(tree, parts[:-1]):
            objection = _objection(package, imported.name)
            if objection:
                found.append(Breach(file, imported.line, objection))
    return found


def main(arguments: list[str]) -> int:
    """0 when the floors hold."""
    found = breaches(Path(arguments[0]) if arguments else SOURCE)
    for breach in found:
        print(breach)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
