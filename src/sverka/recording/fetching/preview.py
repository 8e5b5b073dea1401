"""Rows of UN Comtrade's public preview, written down in the columns of its own CSV files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.fetching.catalog import Preview, Wanted, preview_of
from sverka.recording.fetching.download import Fetched
from sverka.recording.fetching.parts import Places, file_sha256, open_part, put_in_place, write_checksum
from sverka.recording.fetching.patience import Patience, Stall, Watch, raise_for_passing
from sverka.recording.fetching.wire import DroppedError, Net, Reply, ask

_CHUNK = 1 << 16
_MAX_EXPONENT = 30
_LATER = "come back later; https://comtradeplus.un.org shows whether the service is up"

Row = Mapping[str, object]


def fetch_preview(wanted: Wanted, folder: Path, net: Net, watch: Watch) -> Fetched:
    """Ask the API and write its rows as one CSV file, or find that they are those of the file that is there.

    `InputError` where it answers with an error or has no rows. There is nothing to resume: an answer is small.
    """
    table, places = preview_of(), Places(folder / wanted.name)
    answers = [_rows(_body(wanted, url, net, watch), url, wanted) for url in wanted.urls]
    rows = [row for answer in answers for row in answer]
    if not rows:
        raise InputError("UN Comtrade has no such rows", wanted.urls[0], wanted.entry.absent)
    data = as_csv(rows, table).encode()
    cut = any(len(answer) >= table.limit for answer in answers)
    return _write(wanted, places, data, cut=cut)


def _write(wanted: Wanted, places: Places, data: bytes, *, cut: bool) -> Fetched:
    sha256 = hashlib.sha256(data).hexdigest()
    if places.file.is_file() and file_sha256(places.file) == sha256:
        write_checksum(places, sha256)
        return Fetched(wanted, places.file, "unchanged", len(data), sha256, cut=cut)
    with open_part(places) as part:
        part.truncate(0)
        part.write(data)
        put_in_place(part, places)
    write_checksum(places, sha256)
    return Fetched(wanted, places.file, "fetched", len(data), sha256, cut=cut)


def _body(wanted: Wanted, url: str, net: Net, watch: Watch) -> bytes:
    """The answer of one address, tried again where that may help."""
    patience = Patience(net, watch, url)
    while True:
        try:
            reply = ask(net, url, {"Accept": "application/json"}, wanted.entry.interval_s)
            try:
                raise_for_passing(reply, net)
                return _read(reply, wanted, url, net)
            finally:
                reply.close()
        except DroppedError as dropped:
            patience.wait(dropped)


def _read(reply: Reply, wanted: Wanted, url: str, net: Net) -> bytes:
    if reply.status != 200:
        what = f"UN Comtrade answers {reply.status} {reply.reason}".rstrip()
        raise InputError(what, url, "check the options" if reply.status in (400, 404) else _LATER)
    parts, size, stall, began = [], 0, Stall(net), net.now()
    while chunk := reply.read(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > wanted.entry.max_bytes:
            raise InputError(f"the answer has more than {wanted.entry.max_bytes:,} bytes", url, "ask for less")
        if net.now() - began > net.policy.longest_answer_s:
            raise InputError("the answer does not arrive in time", url, _LATER)
        stall.came(len(chunk))
    length = reply.header("Content-Length")
    if length.isdigit() and int(length[:18]) != size:
        raise DroppedError(f"the connection broke off at {size:,} of {length} bytes")
    return b"".join(parts)


def _rows(body: bytes, url: str, wanted: Wanted) -> list[Row]:
    """The rows of an answer; numbers as they are written, to the last digit."""
    try:
        answer = json.loads(body, parse_float=Decimal, parse_int=str, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InputError("what UN Comtrade sent is not JSON", url, _LATER) from error
    data = answer.get("data") if isinstance(answer, dict) else None
    told = answer.get("error") if isinstance(answer, dict) else None
    if told:
        raise InputError(f"UN Comtrade refuses: {str(told)[:200]}", url, "check the options")
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise InputError("what UN Comtrade sent holds no rows", url, _LATER)
    return data


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


def as_csv(rows: Sequence[Row], table: Preview) -> str:
    """Rows in the columns of UN Comtrade; columns that it has added since stand at the end, by name."""
    known = set(table.columns)
    columns = [*table.columns, *sorted({name for row in rows for name in row} - known)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """A value as a CSV file of UN Comtrade has it; what is not given is empty.

    >>> [_cell(value) for value in (None, True, "76", Decimal("4.1992E+5"), Decimal("0.50"))]
    ['', 'true', '76', '419920', '0.50']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and abs(value.adjusted()) <= _MAX_EXPONENT:
        return format(value, "f")
    return str(value)
