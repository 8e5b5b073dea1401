"""What can be fetched, and the addresses of what is asked for; the addresses are a table, `tables/downloads.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlencode

from sverka.model.errors import UsageError
from sverka.reference.addresses import checked_url
from sverka.reference.places import require_place

Form = Literal["csv", "zip", "7z", "preview"]

_TABLE = Path(__file__).parent.parent / "tables" / "downloads.toml"
_FLOWS = {"export": "EXP", "import": "IMP"}
_RELEASE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[a-z]?", re.ASCII)
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_COMMODITY = re.compile(r"TOTAL|AG[246]|\d\d|\d{4}|\d{6}", re.ASCII)
_WHOLE_YEAR = "52"
"""What Eurostat writes in place of a month for the file of a year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of the table."""

    id: str
    base: str
    path: str
    file: str
    form: Form
    begins: tuple[bytes, ...]
    takes: tuple[str, ...]
    needs: tuple[str, ...]
    max_bytes: int
    max_unannounced_bytes: int
    interval_s: float
    absent: str
    source: str
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """How the preview of UN Comtrade is asked, and its columns."""

    limit: int
    constant: dict[str, str]
    flows: dict[str, str]
    world: str
    own_codes: dict[str, str]
    columns: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What to fetch of a source; each source takes some of these."""

    flow: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    period: tuple[str, ...] = ()
    edition: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    reporter: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    commodity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to fetch: what it is called, and the addresses whose answers make it (several only for an API)."""

    entry: Entry
    name: str
    urls: tuple[str, ...]


@cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def sources() -> tuple[str, ...]:
    """The ids of what can be fetched, in the order of the table.

    >>> sources()
    ('comexstat-state', 'comexstat-municipal', 'comtrade', 'comext', 'baci')
    """
    return tuple(name for name, row in _table().items() if "path" in row)


def entry_of(source: str) -> Entry:
    """The row of a source; `UsageError` for one that is not in the table."""
    if source not in sources():
        raise UsageError(f"{source!r} cannot be fetched", "", f"one of {', '.join(sources())}")
    row = dict(_table()[source])
    row["begins"] = tuple(text.encode() for text in cast("list[str]", row["begins"]))
    for name in ("takes", "needs", "editions"):
        row[name] = tuple(cast("list[str]", row.get(name, [])))
    return Entry(id=source, **row)  # type: ignore[arg-type]  # the table is part of the package


def preview_of() -> Preview:
    """How the preview of UN Comtrade is asked."""
    row = dict(_table()["preview"])
    row["columns"] = tuple(cast("list[str]", row["columns"]))
    return Preview(**row)  # type: ignore[arg-type]  # the table is part of the package


def wanted(source: str, asked: Asked, base: str | None = None) -> tuple[Wanted, ...]:
    """The files that the options ask for, each once; `base` stands for scheme and host of the source's own address.

    `UsageError` for an option that the source does not take, lacks, or cannot understand.

    >>> [one.urls[0] for one in wanted("baci", Asked(edition=("HS92",), release=("202401b",)))]
    ['https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS92_V202401b.zip']
    """
    entry = entry_of(source)
    _check_options(entry, asked)
    root = entry.base if base is None else checked_base(base)
    if entry.form == "preview":
        return tuple(dict.fromkeys(_preview_files(entry, asked, root)))
    return tuple(dict.fromkeys(_files(entry, asked, root)))


def checked_base(base: str) -> str:
    """Scheme and host, and a path if need be, without the slash at its end; `InputError` for anything else."""
    parts, _, _ = checked_url(base)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError("not the address of a server", f"--base {base!r}", "write http(s)://host")
    return base.rstrip("/")


def _check_options(entry: Entry, asked: Asked) -> None:
    """Every option given must be one of the source, and those it needs must be there."""
    given = [one.name for one in fields(asked) if getattr(asked, one.name)]
    may = " and ".join(f"--{name}" for name in entry.takes)
    for name in given:
        if name not in entry.takes:
            raise UsageError(f"{entry.id} does not take --{name}", "sverka fetch", f"it takes {may}")
    for name in entry.needs:
        if name not in given:
            raise UsageError(f"--{name} is missing", f"sverka fetch {entry.id}", f"it takes {may}")


def _files(entry: Entry, asked: Asked, root: str) -> Iterator[Wanted]:
    """One file for each combination of the options that stand in the path."""
    choices = {
        "flow": [_FLOWS[flow] for flow in asked.flow or tuple(_FLOWS)],
        "year": [str(year) for year in asked.year],
        "period": [_period(text) for text in asked.period],
        "edition": [_edition(text, entry) for text in asked.edition],
        "release": [_release(text) for text in asked.release],
    }
    for values in product(*(choices[name] for name in entry.takes)):
        blanks = dict(zip(entry.takes, values, strict=True))
        yield Wanted(entry, entry.file.format(**blanks), (root + entry.path.format(**blanks),))


def _preview_files(entry: Entry, asked: Asked, root: str) -> Iterator[Wanted]:
    """One file for each reporter, year and flow; each partner is a question of its own, so that fewer are cut short."""
    table = preview_of()
    commodities = tuple(dict.fromkeys(_commodity(text) for text in asked.commodity)) or ("TOTAL",)
    partners = tuple(dict.fromkeys(_partner(name, table) for name in asked.partner))
    for reporter, year, flow in product(asked.reporter, asked.year, asked.flow or tuple(table.flows)):
        blanks = {
            "reporter": _place(reporter, "--reporter"),
            "year": year,
            "flow": flow,
            "commodity": "-".join([*commodities, *(f"p{code}" for code in partners)]),
        }
        query = table.constant | {
            "reporterCode": _code(reporter, "--reporter", table),
            "period": str(year),
            "flowCode": table.flows[flow],
            "cmdCode": ",".join(commodities),
            "maxRecords": str(table.limit),
        }
        each = [query | {"partnerCode": code} for code in partners] or [query]
        urls = tuple(f"{root}{entry.path}?{urlencode(one, safe=',')}" for one in each)
        yield Wanted(entry, _short(entry.file.format(**blanks)), urls)


def _short(name: str) -> str:
    """A name that fits any disk: one that names too much is cut and told apart by a checksum."""
    if len(name) <= 120:
        return name
    from hashlib import sha256

    return f"{name[:96]}_{sha256(name.encode()).hexdigest()[:12]}.csv"


def _place(name: str, option: str) -> str:
    place = require_place(name)
    if place.kind != "country":
        raise UsageError("not a country", f"{option} {name!r}", "UN Comtrade has countries: BR, RU, CN")
    return place.id


def _code(name: str, option: str, table: Preview) -> str:
    """The code that UN Comtrade gives a country, without leading zeros."""
    place = _place(name, option)
    return table.own_codes.get(place) or str(int(require_place(place).m49))


def _partner(name: str, table: Preview) -> str:
    return table.world if name == "world" else _code(name, "--partner", table)


def _commodity(text: str) -> str:
    if not _COMMODITY.fullmatch(text):
        raise UsageError(
            "not a commodity", f"--commodity {text!r}", "TOTAL, AG2, AG4, AG6, or a code: 27, 2709, 270900"
        )
    return text


def _period(text: str) -> str:
    """A month or a year as Eurostat names its files.

    >>> _period("2024-01"), _period("2023")
    ('202401', '202352')
    """
    found = _PERIOD.fullmatch(text)
    if not found:
        raise UsageError("not a period", f"--period {text!r}", "write a month, 2024-01, or a year, 2023")
    return found[1] + (found[2] or _WHOLE_YEAR)


def _edition(text: str, entry: Entry) -> str:
    if text.upper() not in entry.editions:
        raise UsageError("no such edition", f"--edition {text!r}", f"one of {', '.join(entry.editions)}")
    return text.upper()


def _release(text: str) -> str:
    name = text.removeprefix("V")
    if not _RELEASE.fullmatch(name):
        raise UsageError("not a release", f"--release {text!r}", "write year and month as in 202401b or 202501")
    return name
