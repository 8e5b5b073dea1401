"""A profile as Markdown: tables that read well as they are; nothing of a name is taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.wording import Ui
from sverka.measuring.profile_records import Profile
from sverka.writing.markdown import escaped
from sverka.writing.profile import Grid, Section, Spark, profile_sheet


def profile_markdown(profile: Profile, ui: Ui) -> str:
    """What `show --format md` prints."""
    sheet = profile_sheet(profile, ui)
    lines = [f"# {escaped(sheet.title)}", ""]
    if sheet.warning:
        lines += [f"**{escaped(sheet.warning)}**", ""]
    lines += [f"- {escaped(label)}: {escaped(text)}" for label, text in sheet.head]
    lines += [f"- {escaped(note)}" for note in sheet.notes]
    for section in sheet.sections:
        lines += ["", f"## {escaped(section.title)}", "", *_section(section)]
    lines += ["", *(f"{escaped(line)}  " for line in sheet.legend)]
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.grid is not None:
        yield from _table(section.grid)
    for spark in section.sparks:
        yield _run(spark)
    if section.lines:
        yield ""
        yield from (escaped(line) for line in section.lines)


def _table(grid: Grid) -> Iterator[str]:
    """A table; rows that are sums are set in bold."""
    yield _row([escaped(column.whole_title) for column in grid.columns])
    yield _row(["---:" if column.number else "---" for column in grid.columns])
    for number, row in enumerate(grid.rows):
        cells = [escaped(cell) for cell in row]
        is_sum = number >= len(grid.rows) - grid.totals
        yield _row([f"**{cell}**" if is_sum and cell else cell for cell in cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _run(spark: Spark) -> str:
    return f"- {escaped(spark.label)}: `{spark.bars}` {escaped(spark.told)}"
