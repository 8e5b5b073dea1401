from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMATS = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
STYLES = f'<styleSheet xmlns="{MAIN}">{FORMATS}</styleSheet>'
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)

WriteXlsx = Callable[..., Path]


def cell(row: int, column: int, value: object) -> str:
    """A cell; a text that begins with `<` is taken as the XML of its content, with a style number before it."""
    where = f'r="{chr(64 + column)}{row}"'
    if isinstance(value, bool):
        return f'<c {where} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {where}><v>{value!r}</v></c>"
    if isinstance(value, tuple):
        return f'<c {where} s="{value[0]}"><v>{value[1]}</v></c>'
    return f'<c {where} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[object]]) -> str:
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = "".join(cell(at, column, value) for column, value in enumerate(row, start=1) if value is not None)
        lines.append(f'<row r="{at}">{cells}</row>' if cells else "")
    return "".join(lines)


def write_workbook(path: Path, sheets: dict[str, str], hidden: tuple[str, ...] = (), shared: str = "") -> Path:
    """A workbook of sheets given as the XML of their rows."""
    names = list(sheets)
    states = {name: ' state="hidden"' if name in hidden else "" for name in names}
    listed = "".join(
        f'<sheet name="{n}" sheetId="{i}"{states[n]} r:id="rId{i}"/>' for i, n in enumerate(names, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATION}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    relations += f'<Relationship Id="rId98" Type="{RELATION}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="rId99" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        )
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
        for at, rows in enumerate(sheets.values(), start=1):
            archive.writestr(
                f"xl/worksheets/sheet{at}.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            )
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def rows_xml() -> Callable[[Sequence[Sequence[object]]], str]:
    return sheet_xml


@pytest.fixture
def write_xlsx(tmp_path: Path) -> WriteXlsx:
    def write(sheets: dict[str, str], hidden: tuple[str, ...] = (), shared: str = "", name: str = "book.xlsx") -> Path:
        return write_workbook(tmp_path / name, sheets, hidden, shared)

    return write


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    def make(content: bytes | str, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[..., Path]:
    def make(members: dict[str, bytes], name: str = "archive.zip") -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return make
