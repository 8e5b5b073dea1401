"""A JSON document of records as a text file: a list of objects, or one under `data`, `dataset` or `value`, as APIs
answer; or a list of lists, the first of which names the fields.

Numbers stand as the document writes them. Fields of fields are left out: records of trade are flat.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sverka.model.errors import InputError
from sverka.recording.intake.files import written_whole
from sverka.recording.intake.limits import MAX_COLUMNS, Limits, in_words, need_disk
from sverka.recording.intake.separators import clean_name

MAX_JSON = 128_000_000
"""A document is held in memory whole."""
ENVELOPES = ("data", "dataset", "value")
"""Under which names answers hold their records: the API of UN Comtrade, and that until 2022; OData, as HMRC's."""
_ADVICE = "ask the source for CSV, or turn its list of records into CSV"


def expand_json(path: Path, work: Path, file: str, *, limits: Limits) -> tuple[Path, tuple[str, ...]]:
    """The records of a document as a CSV file in `work`, with a header of all their fields; and what is to be said.

    `InputError` for what is no JSON, holds no list of records, or is too large.
    """
    size = path.stat().st_size
    if size > MAX_JSON:
        raise InputError(f"a JSON document of more than {in_words(MAX_JSON)}", file, _ADVICE)
    need_disk(work, size, file, limits)
    records, found = _records(_parsed(path, file), file)
    names = list(dict.fromkeys(key for record in records for key, value in record.items() if not _is_nested(value)))
    if len(names) < 2 or len(names) > MAX_COLUMNS:
        raise InputError(f"JSON records of {len(names)} fields", file, _ADVICE)
    with written_whole(work) as target, target.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow([clean_name(name) for name in names])
        lines.writerows([_text(record.get(name)) for name in names] for record in records)
    return target, (f"JSON: {found}",)


def _parsed(path: Path, file: str) -> Any:
    try:
        return json.loads(
            path.read_bytes().decode("utf-8-sig"), parse_int=str, parse_float=_plain, parse_constant=lambda _: ""
        )
    except UnicodeDecodeError:
        raise InputError("a JSON document that is not UTF-8", file, "save it as UTF-8") from None
    except RecursionError:
        raise InputError("a JSON document of too many levels", file, _ADVICE) from None
    except ValueError as error:
        raise InputError(f"a JSON document that is damaged ({error})", file, "download it again") from None


def _plain(number: str) -> str:
    """A number without an exponent."""
    if "e" not in number.lower():
        return number
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    return f"{value:f}" if -30 < value.adjusted() < 30 else number


def _records(document: Any, file: str) -> tuple[list[dict[str, Any]], str]:
    """The records, and where they stand."""
    places: Iterable[tuple[Any, str]] = [(document, "a list of records")]
    if isinstance(document, dict):
        places = [(document.get(name), f"the records under {name!r}") for name in ENVELOPES]
    if (rows := _listed(document)) is not None:
        return rows, "a list of rows below their heads"
    for found, where in places:
        if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
            return found, where
    raise InputError("a JSON document without a list of records", file, _ADVICE)


def _listed(document: Any) -> list[dict[str, Any]] | None:
    """The records of a list of lists, as the API of the US Census answers: the first names the fields of the others."""
    if not (isinstance(document, list) and len(document) > 1 and all(isinstance(row, list) for row in document)):
        return None
    names, *rows = document
    told = all(isinstance(name, str) and any(map(str.isalpha, name)) for name in names)
    told = told and len(set(names)) == len(names)
    if not told or any(len(row) != len(names) for row in rows):
        return None
    return [dict(zip(names, row, strict=True)) for row in rows]


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _text(value: Any) -> str:
    if value is None or _is_nested(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())
