"""CEPII BACI: world trade between pairs of countries by HS subheading, one row for exporter, importer and product.

After CEPII, "The CEPII-BACI dataset" (description of the variables): `t` year, `i` exporter, `j` importer, `k` HS
subheading of 6 digits, `v` value in thousands of current US dollars, `q` quantity in metric tons. The declarations of
both sides are reconciled by the maker, imports brought to FOB (Gaulier and Zignago, CEPII working paper 2010-23).

`q` is empty or `NA`, with or without spaces, where no quantity is known. It is therefore read as text and tried as a
number in the expressions: were it declared as a number, each row with `NA` would be refused. CEPII warns that reading
`k` as a number loses leading zeros; as `k` always has six digits, the zero of a code of five is put back, and counted.
"""

from __future__ import annotations

import re

from sverka.recording.areas import un_areas
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, Source, quoted

VARIABLES = frozenset("tijkvq")
EDITIONS = {
    "92": "HS1992",
    "96": "HS1996",
    "02": "HS2002",
    "07": "HS2007",
    "12": "HS2012",
    "17": "HS2017",
    "22": "HS2022",
}
"""Editions of the Harmonized System by their mark in the names of the files, `BACI_HS92_Y2020_V202401b.csv`."""
DIGITS = 6
"""Digits of a product's code."""
MISSING = ("NA", "           NA")
"""How an unknown quantity is written; one that is padded otherwise is read all the same, the careful way."""
UNSPECIFIED = "9999AA"
"""Goods not specified according to kind: the one code of BACI's lists of products that is not 6 digits."""
_EDITION = re.compile(rf"(?<![a-z])HS({'|'.join(EDITIONS)})(?!\d)", re.IGNORECASE)


def _recognise(header: Header) -> bool:
    names = [column.strip().casefold() for column in header.columns]
    return len(names) == len(VARIABLES) and set(names) == VARIABLES


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; `asked` adds nothing, the flow is the exporter's."""
    del asked
    t, i, j, k, v, q = (quoted(header.exact(name)) for name in "tijkvq")
    classification, notes = _classification(header.file)
    return Plan(
        columns=(
            *(RawColumn(header.exact(name), "integer") for name in "tij"),
            RawColumn(header.exact("k"), "code", width=DIGITS),
            RawColumn(header.exact("v"), "float"),
            RawColumn(header.exact("q"), "float", required=False),
        ),
        fixed={
            "flow": "export",
            "frequency": "A",
            "classification": classification,
            "currency": "USD",
            "valuation": "FOB",
        },
        select={
            "year": t,
            "reporter": f"getvariable('un_areas')[{i} + 1]",
            "partner": f"getvariable('un_areas')[{j} + 1]",
            "commodity": k,
            "primary_value": f"{v} * 1000",
            "net_weight_kg": f"{q} * 1000",
        },
        checks=_checks(header),
        lists={"un_areas": un_areas()},
        enums={"reporter": "un_areas", "partner": "un_areas"},
        missing=MISSING,
        notes=notes,
    )


def _classification(file: str) -> tuple[str, tuple[str, ...]]:
    """The classification from the name of the file, with a note where the name does not tell."""
    told = {EDITIONS[mark] for mark in _EDITION.findall(file)}
    if len(told) == 1:
        return told.pop(), ()
    return "HS", ("the name of the file does not tell the edition of the HS (BACI_HS92_Y2020_… does): kept as HS",)


def _checks(header: Header) -> tuple[Check, ...]:
    t, i, j, k, v, q = (quoted(header.exact(name)) for name in "tijkvq")
    product = f"NOT (regexp_full_match({k}, '[0-9]{{{DIGITS}}}') OR {k} = '{UNSPECIFIED}')"
    bad = (
        (f"{t} NOT BETWEEN 1989 AND 2100", "not a year 1989 to 2100", "t"),
        (f"{i} NOT BETWEEN 1 AND 999", "not a code of a country", "i"),
        (f"{j} NOT BETWEEN 1 AND 999", "not a code of a country", "j"),
        (product, "must be 6 digits", "k"),
        (f"{v} < 0", "below 0", "v"),
        (f"{q} < 0", "below 0", "q"),
    )
    return tuple(Check(condition, reason, header.exact(name), blank_too=name == "k") for condition, reason, name in bad)


BACI = Source("baci", _recognise, _plan, two_sided=True, single=True)
