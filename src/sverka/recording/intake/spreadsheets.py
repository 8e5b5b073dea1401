"""A sheet of a workbook as a text file, its rows as lines of the same numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.intake.containers import archive_members
from sverka.recording.intake.files import shown_name, written_whole
from sverka.recording.intake.limits import Limits, in_words

_SAVE = "save the sheet as CSV"
Merge = tuple[int, int, int, int]
"""Merged cells: the first row and column and the last ones, counted from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was written as CSV; the header's line is counted from 1."""

    text: Path
    header_line: int
    notes: tuple[str, ...]
    name: str = ""
    merged: tuple[Merge, ...] = ()


def expand_workbook(path: Path, work: Path, file: str, *, sheet: str | None, limits: Limits) -> Sheet:
    """The first visible sheet of an XLSX or XLS file with a header, or that of a name, as a CSV file in `work`.

    The header is the first row of several values. Formulas stand as the values that were saved with them, texts as
    they are, `=1+1` too; numbers that a workbook keeps as numbers have lost their leading zeros before they come here.
    Raises `InputError` where the workbook is broken, too large, or has no such sheet.
    """
    old = not zipfile.is_zipfile(path)
    expanded = path.stat().st_size if old else sum(one.file_size for one in archive_members(path, limits=limits))
    if expanded > limits.workbook:
        raise InputError(f"the workbook expands to more than {in_words(limits.workbook)}", file, _SAVE)
    options = {"sheet": sheet, "cells": limits.cells, "memory": limits.memory}
    with written_whole(work) as target:
        answer = _answer([str(path), str(target), json.dumps(options)], file, limits)
        if "error" in answer:
            answer["old"] = old
            raise _refusal(answer, file, sheet, limits)
    return Sheet(target, int(str(answer["header"])), _notes(answer), str(answer["sheet"]), _merged(answer))


def list_sheets(path: Path, file: str, *, limits: Limits) -> tuple[str, ...]:
    """The names of the sheets that a user sees, in their order."""
    answer = _answer([str(path), "", json.dumps({"sheet": None, "cells": 0, "memory": limits.memory})], file, limits)
    names = answer.get("names")
    if not isinstance(names, list):
        raise _refusal(answer, file, None, limits)
    return tuple(map(str, names))


def _merged(answer: dict[str, object]) -> tuple[Merge, ...]:
    found = answer.get("merged")
    return tuple((a, b, c, d) for a, b, c, d in found) if isinstance(found, list) else ()


def _answer(arguments: list[str], file: str, limits: Limits) -> dict[str, object]:
    worker = Path(__file__).with_name("sheet_worker.py")
    # The worker finds the library where this process does; -P keeps this folder's modules from standing in for others.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(worker), *arguments],
            env=environment,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"the workbook took more than {limits.seconds} seconds to read", file, _SAVE) from None
    if done.returncode != 0:
        return {"error": "memory"}
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def _refusal(answer: dict[str, object], file: str, sheet: str | None, limits: Limits) -> InputError:
    match answer["error"]:
        case "large":
            return InputError(
                f"the sheet {_quote(answer['sheet'])} has more than {limits.cells:,} cells",
                file,
                f"{_SAVE}, or split it",
            )
        case "header":
            return InputError("no sheet has a header, a row of several values", file, "add one, or save it as CSV")
        case "name":
            what = "has no visible sheet" if sheet is None else f"has no sheet {_quote(sheet)}"
            return InputError(f"the workbook {what}", file, f"its sheets are {_listed(answer['sheets'])}")
        case "memory":
            return InputError("the workbook cannot be read within the limits of memory, or is broken", file, _SAVE)
        case _ if answer.get("old"):
            what = "this is an old Excel or Word file that cannot be read, or one with a password"
            return InputError(what, file, "save the sheet without a password as .xlsx or CSV")
        case _:
            return InputError("the workbook is broken", file, "open and save it in a spreadsheet program, or as CSV")


def _notes(answer: dict[str, object]) -> tuple[str, ...]:
    others = answer["others"]
    read = f"read from the sheet {_quote(answer['sheet'])}"
    return (f"{read}; other sheets: {_listed(others)}" if others else read,)


def _quote(name: object) -> str:
    return f"“{shown_name(str(name))}”"


def _listed(names: object) -> str:
    known = [_quote(name) for name in names] if isinstance(names, list) else []
    return ", ".join(known[:10]) + (" …" if len(known) > 10 else "")
