"""The file of the region's statistics office in SDMX-CSV: yearly totals by chapter and partner, declared World totals.

The office counts trade where the goods are made or used, the customs where the trader is registered: so their totals
differ by about two per cent, upwards in exports and downwards in imports. Values are rounded to thousands of dollars;
small and confidential cells are not shown, but count in the totals over all partners: the parts fall short of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sverka.recording.sampling.chance import drawn, key_of
from sverka.recording.sampling.customs import Output, Written
from sverka.recording.sampling.months import month_number, year_of
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.tally import Tally
from sverka.recording.sampling.world import FLOWS, Flow, partners

NAME = "sdmx_annual.csv"
HEADER = (
    "DATAFLOW,FREQ,REF_AREA,TRADE_FLOW,COUNTERPART_AREA,COMMODITY,CLASSIFICATION,VALUATION,TIME_PERIOD,OBS_VALUE,"
    "UNIT_MEASURE,UNIT_MULT,OBS_STATUS"
)
DATAFLOW = "SMP-STAT:TRADE_ANNUAL(1.0)"
WORLD, ALL_GOODS = "W1", "_T"
FLOW_CODES: dict[Flow, str] = {"export": "X", "import": "M"}
VALUATIONS: dict[Flow, str] = {"export": "FOB", "import": "CIF"}
LEAST_THOUSANDS = 10
SECRET_ONE_IN = 24
OPEN_RANKS = 3
"""Of the partners below these ranks, one cell in twenty-four is confidential."""
CENTS_OF_THOUSAND = 100_000


@dataclass(slots=True)
class Declared:
    """Per flow and year: the World total as declared, and the sum of the cells shown, in thousands of dollars."""

    world: dict[tuple[Flow, int], int] = field(default_factory=dict)
    shown: dict[tuple[Flow, int], int] = field(default_factory=dict)


def office_years() -> range:
    """The years that the customs files cover whole."""
    told = story()
    first, after = month_number(told["first_month"]), month_number(told["last_month"]) + 1
    return range(-(-first // 12), year_of(after))


def write_office_file(path: Path, tally: Tally, seed: int) -> tuple[Written, Declared]:
    """Write the file from what was recorded after restatements."""
    written, declared = Written(NAME), Declared()
    with path.open("wb") as target:
        output = Output(target, "utf-8", "\r\n")
        output.write(HEADER)
        for year in office_years():
            for flow in FLOWS:
                for line in _year_lines(tally, flow, year, seed, declared):
                    output.write(line)
                    written.rows += 1
                    written.aggregates += f",{WORLD}," in line
        written.sha256 = output.finish()
    return written, declared


def _year_lines(tally: Tally, flow: Flow, year: int, seed: int, declared: Declared) -> Iterator[str]:
    """The World total, the chapters of the World, and each partner's chapters that are shown."""
    exact = _exact_cents(tally, flow, year, seed)
    by_chapter: dict[str, int] = {}
    for (_, chapter), cents in exact.items():
        by_chapter[chapter] = by_chapter.get(chapter, 0) + cents
    declared.world[(flow, year)] = _thousands(sum(by_chapter.values()))
    declared.shown[(flow, year)] = 0
    yield _line(flow, year, WORLD, ALL_GOODS, declared.world[(flow, year)])
    for chapter in sorted(by_chapter):
        yield _line(flow, year, WORLD, chapter, _thousands(by_chapter[chapter]))
    ranks = {partner.id: partner.rank(flow) for partner in partners()}
    for partner, chapter in sorted(exact):
        value = _thousands(exact[(partner, chapter)])
        secret = ranks.get(partner, 0) > OPEN_RANKS and _is_secret(flow, partner, chapter, seed)
        if partner in ranks and value >= LEAST_THOUSANDS and not secret:
            declared.shown[(flow, year)] += value
            yield _line(flow, year, partner, chapter, value)


def _exact_cents(tally: Tally, flow: Flow, year: int, seed: int) -> dict[tuple[str, str], int]:
    """What the office counts, by partner and chapter, before rounding."""
    cells = tally.cells[(flow, year)]
    counted = {chapter: _office_permille(flow, chapter, seed) for _, chapter in cells}
    return {key: amount.cents * counted[key[1]] // 1000 for key, amount in cells.items()}


def _office_permille(flow: Flow, chapter: str, seed: int) -> int:
    """What the office counts of a chapter against the customs: 1.0 to 3.0 per cent more exports, or less imports."""
    apart = 10 + drawn(key_of(seed, "office", flow), int(chapter)) % 21
    return 1000 + apart if flow == "export" else 1000 - apart


def _is_secret(flow: Flow, partner: str, chapter: str, seed: int) -> bool:
    return drawn(key_of(seed, "secret", flow, partner), int(chapter)) % SECRET_ONE_IN == 0


def _thousands(cents: int) -> int:
    """Thousands of dollars, halves upwards."""
    return (cents + CENTS_OF_THOUSAND // 2) // CENTS_OF_THOUSAND


def _line(flow: Flow, year: int, partner: str, commodity: str, value: int) -> str:
    return (
        f"{DATAFLOW},A,{story()['reporter']},{FLOW_CODES[flow]},{partner},{commodity},HS2017,{VALUATIONS[flow]},{year},"
        f"{value},USD,3,A"
    )
