"""The draft itself: what is known of a table as the sections of a mapping, with comments and questions."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sverka.recording.drafting.facts import Facts, Wishes
from sverka.recording.drafting.money import money_section
from sverka.recording.drafting.places import flow_section, partner_section, reporter_section
from sverka.recording.drafting.sample import Found, Sample
from sverka.recording.drafting.standing import period_section, table_section
from sverka.recording.drafting.telling import system_told
from sverka.recording.drafting.toml import ask, asked_lines, flat, line, quoted, seen, texts
from sverka.recording.drafting.words import unit_in
from sverka.recording.source import Header
from sverka.reference.slugs import slug

__all__ = ["Wishes", "draft_of_file", "draft_of_header"]

MAX_ID = 40


def draft_of_file(path: Path, wishes: Wishes, sheet: str | None = None) -> str:
    """The draft of a mapping of a file, or of a sheet of it, in TOML. `InputError` where it holds no table."""
    from sverka.recording.drafting.sample import find_table

    with tempfile.TemporaryDirectory(prefix="sverka-") as work:
        return _drawn(Facts(find_table(path, Path(work), sheet), wishes))


def draft_of_header(header: Header, wishes: Wishes | None = None) -> str:
    """The draft of a mapping of a table by its header and first rows."""
    rows = tuple((at, tuple(map(str.strip, row))) for at, row in enumerate(header.rows, start=2))
    width = len(header.columns)
    whole = tuple((at, (*row[:width], *[""] * (width - len(row)))) for at, row in rows)
    found = Found(Sample(header.file, ()), (1,), 2, header.columns, whole, (), (), ())
    return _drawn(Facts(found, wishes or Wishes()))


def _drawn(facts: Facts) -> str:
    sections = [
        table_section(facts),
        reporter_section(facts),
        partner_section(facts),
        flow_section(facts),
        period_section(facts),
        _goods(facts),
        money_section(facts),
        *_amounts(facts),
    ]
    body = ["\n".join(lines) for lines in sections if lines]
    asked = len(asked_lines("\n".join(body)))
    return "\n\n".join(["\n".join(_top(facts, asked)), *body]) + "\n"


def _top(facts: Facts, asked: int) -> list[str]:
    stem = re.split(r"[\\/]", facts.found.sample.file)[-1].partition(".")[0]
    name = slug(stem)[:MAX_ID].strip("-") or "my-table"
    name = name if name[0].isalpha() else f"t-{name}"[:MAX_ID].strip("-")
    mark, doubt = facts.decimal
    asked += mark is None
    state = f"{asked} question{'s'[: asked != 1]}, marked ASKED, must be answered first" if asked else "needs no answer"
    lines = [
        f"# How the columns of this table are to be read: {state}. Correct what is wrong, then",
        "# sverka load table FILE --mapping THIS_FILE",
        "# Its columns: " + ", ".join(flat(one) for one in facts.found.names),
        line("source", quoted("my-table" if name == "table" else name), "an id of your own"),
        line("decimal", quoted(mark), "the decimal mark of the numbers")
        if mark
        else ask("decimal", f"{doubt}: is the mark in it decimal, or between thousands? . or ,", quoted(",")),
    ]
    if facts.wide.says and facts.dashes:
        lines.append(line("missing", texts(facts.dashes), "no amount"))
    totals = facts.totals
    why = totals or "true where totals (World, TOTAL, HS2 beside HS6) stand beside their parts"
    return [*lines, line("hierarchical", "true" if totals else "false", why), *_remarks(facts)]


def _remarks(facts: Facts) -> list[str]:
    """What else the reader of a draft should know: columns that are not read, how much of the file was looked at."""
    lines = [f"# not read: {flat(name)} ({why})" for name, why in facts.wide.dropped]
    used = {column.name for column in (*facts.roles.taken(), *facts.values)} | {name for name, _ in facts.wide.dropped}
    idle = [column.name for column in facts.columns if column.name not in used]
    if idle:
        lines.append(f"# not read: {', '.join(flat(name) for name in idle)}")
    if not facts.found.sample.whole:
        lines.append(f"# told from the first {len(facts.found.rows):,} rows")
    return lines


def _goods(facts: Facts) -> list[str]:
    column = facts.roles.goods
    wide = "commodity" in facts.wide.keys
    name = [f"{column.name} code"] if column else []
    told = system_told([*name, *facts.texts])
    codes = _codes(facts)
    if column is None and not wide:
        return [
            *_goods_by_name(facts),
            line("classification", quoted(told or "HS"), "" if told else "nothing is told by code"),
        ]
    lines = ["[commodity]"]
    if column is not None:
        lines.append(line("column", quoted(column.name), f"holds {seen(column.told)}"))
        lines += _blank_goods(facts)
        if width := _lost_zeros(codes, column.name):
            lines.append(line("width", str(width), "codes of a digit less have lost their leading zero"))
    return [*lines, _classification(told, codes)]


def _codes(facts: Facts) -> list[str]:
    """The codes of goods that are told, without signs between their digits."""
    told = facts.roles.goods.told if facts.roles.goods else [one.get("commodity", "") for _, one in facts.wide.says]
    return [
        code for text in told if re.fullmatch(r"0*[1-9][0-9]*", code := re.sub(r"[ .]", "", text.removesuffix(".0")))
    ]


def _classification(told: str | None, codes: Sequence[str]) -> str:
    if told:
        return line("classification", quoted(told), "with its edition if known: HS2017, SITC2, CN2023")
    odd = {len(code) for code in codes if len(code) % 2}
    if codes and not (odd and len(odd) == len({len(code) for code in codes})):
        return line("classification", quoted("HS"), "not said; the codes have the digits of the HS")
    question = "of which classification are the codes of goods: HS2017, SITC2, CN2023, or another?"
    return ask("classification", question, quoted("HS2017"))


def _lost_zeros(codes: Sequence[str], name: str) -> int | None:
    """The digits that codes have, where some have one less and none any other number: those that the name of the
    column says, HS6, else those of most codes.
    """
    sizes = {len(code) for code in codes}
    said = re.search(r"(?<!\d)(2|4|6|8|10)(?!\d)", name)
    if said and int(said[1]) - 1 in sizes and sizes <= {int(said[1]), int(said[1]) - 1}:
        return int(said[1])
    longest = max(sizes, default=0)
    if sizes == {longest, longest - 1} and longest % 2 == 0:
        short = [code for code in codes if len(code) == longest - 1]
        return longest if len(short) < len(codes) - len(short) else None
    return None


def _goods_by_name(facts: Facts) -> list[str]:
    """Goods without codes: all of them together, or a question where rows are of goods by name."""
    names = facts.roles.goods_names
    if names is not None and (whole := facts.cuts.kept.get(names.name)):
        return ["[commodity]", line("value", quoted("TOTAL"), f"rows of {seen(whole)} alone are taken")]
    if names is None or len(names.told) < 2:
        return ["[commodity]", line("value", quoted("TOTAL"), 'no column of codes; or column = "…"')]
    question = (
        f"the column {flat(names.name)} names goods ({seen(names.told)}) without codes: which column has their codes?"
    )
    return ["[commodity]", ask("column", question, quoted("HS code"))]


def _blank_goods(facts: Facts) -> list[str]:
    column = facts.roles.goods
    if column is None or all(column.values):
        return []
    if facts.blank(column):
        return [line("blank", quoted("TOTAL"), "rows with an empty cell are what the others add up to")]
    question = "what does an empty cell mean: TOTAL, or a code? without this line such rows are quarantined"
    return [ask("blank", question, quoted("TOTAL"))]


def _amounts(facts: Facts) -> list[list[str]]:
    """Net weight and quantity, where they can be read."""
    roles, sections = facts.roles, []
    wide = [head for head, _ in facts.wide.says if head.measure == "net_weight"]
    weight = roles.value if facts.weight_only and roles.value else roles.weight
    if weight is not None or wide or (facts.weight_only and facts.wide.says):
        heads = [weight.name] if weight else [head.column.name for head in wide] or []
        lines = ["[net_weight]"]
        if weight is not None and not facts.wide.says:
            lines.append(line("column", quoted(weight.name), f"holds {seen(weight.told)}"))
        sections.append([*lines, *_weight_unit(facts, heads)])
    if roles.quantity is not None and not facts.wide.says:
        sections.append(
            [
                f"# {flat(roles.quantity.name)} is a quantity; to read it, say its unit:",
                f'# quantity = {{ column = {flat(quoted(roles.quantity.name), 80)}, unit = "…" }}',
            ]
        )
    return sections


def _weight_unit(facts: Facts, heads: Sequence[str]) -> list[str]:
    unit = facts.wishes.unit if facts.wishes.unit.weight else unit_in(" ".join(heads))
    told = [unit_in(text, "title") for text in facts.found.texts] + [unit_in(text, "name") for text in facts.names]
    unit = unit if unit.weight else next((one for one in told if one.weight), unit)
    if not unit.weight:
        return [ask("unit", "in which unit are the weights: kg or t?", quoted("t"))]
    scale = (
        [line("scale", str(unit.scale), f"one is {unit.scale:,} {unit.weight}")]
        if unit.scale and unit.scale > 1
        else []
    )
    mixed = facts.wide.says and not facts.weight_only
    return [
        line("unit", quoted(unit.weight), "kg or t"),
        *(scale if not mixed or unit_in(" ".join(heads)).scale else []),
    ]
