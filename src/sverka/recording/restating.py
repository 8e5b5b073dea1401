"""What a load does to the book: which scopes it brings, repeats or restates, and the files that this makes.

A scope is (source, reporter, flow, period). Within one load all files are weighed together. A scope that comes again
with the same rows is left alone; one that comes with other rows replaces the old, which stays readable in the version
before. A load that would drop a large part of a scope, as a filtered extract does, is refused unless the user says
`--replace` or `--merge`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sverka.model.errors import RefusedError
from sverka.model.plurals import counted
from sverka.recording import repeated_totals
from sverka.recording.aggregates import TOLD, marked
from sverka.recording.book import DataFile, NewFile, Shelf, Snapshot
from sverka.recording.columns import COLUMNS, SHELF, STORED
from sverka.recording.engine import ROW_GROUP_ROWS, parquet, run
from sverka.recording.source import literal
from sverka.recording.staging import Staged, Tick, copy_to

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Mode = Literal["guard", "replace", "merge"]
Group = tuple[str, str, int, str]
"""Source, frequency, year, flow."""
DROPPED_SHARE = 0.1
"""How much of a scope's recorded value may vanish with partners or headings that the new file does not have."""
SAME_SHARE = 0.5
"""How many of a file's rows another file of the same load may have too, by partner, goods and detail."""
SORT_BELOW_ROWS = 2_000_000
CLUSTER_SAMPLE = 64
_SCOPE_OF = ("source", "frequency", "year", "flow")
_KEY = ("reporter", "month", "partner", "commodity")
_COMPARED = (
    *(column.name for column in COLUMNS if column.name not in ("aggregate", "year", "source")),
    # What is told of totals comes from the rows themselves; what a file or a correction says of a row is its own.
    f"CASE WHEN aggregate NOT IN ({', '.join(map(literal, (*TOLD, *repeated_totals.MARKS)))}) THEN aggregate END",
)


@dataclass(slots=True)
class Outcome:
    """What the commit will hold, and what is told of the load."""

    add: list[NewFile] = field(default_factory=list)
    remove: list[DataFile] = field(default_factory=list)
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    unchanged_rows: dict[int, int] = field(default_factory=dict)
    aggregate_rows: dict[int, int] = field(default_factory=dict)
    totals_told: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By file, rows of totals that are declared with different values, and those that repeat a total."""


@dataclass(frozen=True, slots=True)
class Work:
    """Where a load works: the engine, the version before it, its folder, the names of its files, the mode.

    `settled` are own codes of partners whose names have a place now.
    """

    connection: DuckDBPyConnection
    before: Snapshot
    folder: Path
    load: str
    mode: Mode
    tick: Tick | None = None
    settled: frozenset[str] = frozenset()


def restate(work: Work, staged: Sequence[Staged]) -> Outcome:
    """Weigh staged files against the book; the new data files are made, in the work folder, and not yet in place."""
    outcome = Outcome()
    groups = _groups(work.connection, staged)
    for group, members in sorted(groups.items()):
        alone = len(members) == 1 and sum(members[0] in others for others in groups.values()) == 1
        _restate_group(work, {number: staged[number] for number in members}, group, outcome, alone=alone)
    return outcome


def _groups(connection: DuckDBPyConnection, staged: Sequence[Staged]) -> dict[Group, list[int]]:
    """By source, frequency, year and flow, the positions of the files that have rows there."""
    groups: dict[Group, list[int]] = {}
    for number, one in enumerate(staged):
        if one.stored:
            year = _only_year(connection, one)
            if year is not None:
                fixed = one.fixed
                groups.setdefault((fixed["source"], fixed["frequency"], year, fixed["flow"]), []).append(number)
                continue
            for group in connection.execute(f"SELECT DISTINCT {', '.join(_SCOPE_OF)} FROM ({one.relation})").fetchall():
                groups.setdefault(group, []).append(number)
    return groups


def _only_year(connection: DuckDBPyConnection, one: Staged) -> int | None:
    """The year of a file that has one and is otherwise of one group, which the file's own statistics tell."""
    if [name for name in _SCOPE_OF if name not in one.fixed] != ["year"]:
        return None
    years = connection.execute(f"SELECT min(year), max(year) FROM {parquet(one.path)}").fetchone()
    return int(years[0]) if years is not None and years[0] == years[1] else None


def all_rows(staged: Mapping[int, Staged]) -> str:
    """A query for the rows of staged files with all canonical columns and, as `__file`, the number of the file."""
    parts = []
    for number, one in staged.items():
        have = {*one.columns, *one.fixed}
        chosen = ", ".join(
            column.name if column.name in have else f"CAST(NULL AS {column.sql_type}) AS {column.name}"
            for column in COLUMNS
        )
        parts.append(f"SELECT {number} AS __file, {chosen} FROM ({one.relation})")
    return " UNION ALL ".join(parts)


def _restate_group(work: Work, staged: Mapping[int, Staged], group: Group, outcome: Outcome, *, alone: bool) -> None:
    """One source, frequency, year and flow: compare scopes, guard, and make the files.

    `alone`: one file has all rows of the group and no others.
    """
    condition = " AND ".join(f"{name} = {_value(value)}" for name, value in zip(_SCOPE_OF, group, strict=True))
    old = [file for file in work.before.files if file.shelf.scope == group]
    hierarchical = any(one.plan.hierarchical for one in staged.values())
    if alone and not old and not hierarchical and _move_whole(work, next(iter(staged.values())), outcome):
        return
    work.connection.execute(f"CREATE OR REPLACE VIEW incoming AS SELECT * FROM ({all_rows(staged)}) WHERE {condition}")
    if len(staged) > 1:
        _check_overlap(work, staged)
    _create_target(work, old)
    _count_scopes(work, old, outcome)
    _make_files(work, old, hierarchical, outcome)


def _check_overlap(work: Work, staged: Mapping[int, Staged]) -> None:
    """Refuse two files that bring the same rows of a scope: they do not make it up, one restates the other."""
    key = ", ".join((*_KEY, "detail"))
    keys = f"SELECT DISTINCT __file, {key} FROM incoming"
    same = _matches("a", "b", (*_KEY, "detail"))
    found = work.connection.execute(
        f"WITH keys AS MATERIALIZED ({keys}), sizes AS (SELECT __file, reporter, month, count(*) AS n FROM keys "
        f"GROUP BY ALL), shared AS (SELECT a.__file AS f, b.__file AS g, a.reporter, a.month, count(*) AS n "
        f"FROM keys a JOIN keys b ON {same} WHERE a.__file < b.__file GROUP BY ALL) "
        f"SELECT f, g, s.reporter, s.n FROM shared s JOIN sizes z ON z.__file IN (f, g) "
        f"AND {_matches('s', 'z', ('reporter', 'month'))} WHERE s.n > {SAME_SHARE} * z.n ORDER BY ALL LIMIT 1"
    ).fetchone()
    if found is None:
        return
    first, second, reporter, count = found
    what = f"two files of one load bring the same {counted(count, 'row')} of {reporter}"
    where = f"{staged[first].file} and {staged[second].file}"
    raise RefusedError(what, where, "load the older first, then by itself the one that restates it")


def _value(value: object) -> str:
    return str(value) if isinstance(value, int) else literal(str(value))


def _old_rows(old: Sequence[DataFile]) -> str:
    """A query for the recorded rows of some files, with all canonical columns."""
    parts = []
    for file in old:
        chosen = ", ".join(
            f"{_value(getattr(file.shelf, column.name))} AS {column.name}"
            if column.shelf
            else (column.name if column.name in file.columns else f"CAST(NULL AS {column.sql_type}) AS {column.name}")
            for column in COLUMNS
        )
        parts.append(f"SELECT {chosen} FROM {parquet(file.path)}")
    return " UNION ALL ".join(parts)


def _create_target(work: Work, old: Sequence[DataFile]) -> None:
    """The view `target`: what each incoming scope shall hold; and the table `scopes` with what becomes of each."""
    run_sql = work.connection.execute
    if not old:
        run_sql("CREATE OR REPLACE VIEW target AS SELECT * FROM incoming")
        run_sql(
            "CREATE OR REPLACE TABLE scopes AS "
            "SELECT reporter, month, 'new' AS becomes FROM incoming GROUP BY reporter, month"
        )
        return
    run_sql(
        f"CREATE OR REPLACE VIEW recorded AS SELECT * FROM ({_old_rows(old)}) r SEMI JOIN "
        f"(SELECT DISTINCT reporter, month FROM incoming) i ON {_matches('i', 'r', ('reporter', 'month'))}"
    )
    merged = f" UNION ALL BY NAME SELECT -1 AS __file, * FROM ({_untouched()})" if work.mode == "merge" else ""
    run_sql(f"CREATE OR REPLACE VIEW target AS SELECT * FROM incoming{merged}")
    run_sql(
        f"CREATE OR REPLACE TABLE scopes AS SELECT n.reporter, n.month, CASE WHEN o.reporter IS NULL THEN 'new' "
        f"WHEN o.digest = n.digest THEN 'unchanged' ELSE 'replaced' END AS becomes "
        f"FROM ({_digests('target')}) n LEFT JOIN ({_digests('recorded')}) o "
        f"ON {_matches('n', 'o', ('reporter', 'month'))}"
    )
    if work.mode == "guard":
        _guard(work)


def _digests(rows: str) -> str:
    """Of each scope, what its rows come to, whatever their order."""
    hashed = ", ".join(_COMPARED)
    return (
        f"SELECT reporter, month, struct_pack(n := count(*), h := sum(hash({hashed})::HUGEINT), "
        f"v := sum(primary_value)) AS digest FROM {rows} GROUP BY reporter, month"
    )


def _untouched() -> str:
    """Recorded rows of incoming scopes whose key the load does not speak of."""
    return f"SELECT * FROM recorded r ANTI JOIN incoming i ON {_matches('i', 'r', _KEY)}"


def _matches(left: str, right: str, columns: Sequence[str]) -> str:
    # A null month is the whole year; plain equality keeps the joins of the other columns fast.
    return " AND ".join(
        f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}"
        if name in ("month", "detail")
        else f"{left}.{name} = {right}.{name}"
        for name in columns
    )


def _guard(work: Work) -> None:
    """Refuse a load with which more than a tenth of a scope's value would vanish."""
    # A name that was not known has a place now: its code goes, its value stays.
    kept = f"WHERE r.partner NOT IN ({', '.join(map(literal, sorted(work.settled)))}) " if work.settled else ""
    gone = (
        f"SELECT reporter, month, sum(primary_value) AS lost, count(*) AS lost_rows FROM parts r ANTI JOIN incoming i "
        f"ON {_matches('i', 'r', ('reporter', 'month', 'partner'))} AND left(i.commodity, 4) = left(r.commodity, 4) "
        f"{kept}GROUP BY ALL"
    )
    whole = "SELECT reporter, month, sum(primary_value) AS had FROM parts GROUP BY ALL"
    worst = work.connection.execute(
        f"WITH parts AS (FROM recorded WHERE aggregate IS NULL) "
        f"SELECT g.reporter, g.month, 100 * lost / nullif(had, 0), lost_rows, count(*) OVER () "
        f"FROM ({gone}) g JOIN ({whole}) w ON {_matches('g', 'w', ('reporter', 'month'))} "
        f"WHERE lost > {DROPPED_SHARE} * had ORDER BY 3 DESC, 1, 2 LIMIT 1"
    ).fetchone()
    if worst is not None:
        raise _refusal(work, *worst)


def _refusal(work: Work, reporter: str, month: int | None, percent: object, rows: int, scopes: int) -> RefusedError:
    row = work.connection.execute("SELECT year, flow FROM incoming LIMIT 1").fetchone()
    year, flow = row or ("", "")
    period = str(year) if month is None else f"{year}-{month:02d}"
    more = f" (and much of {scopes - 1} more)" if scopes > 1 else ""
    lost = f"{float(str(percent)):.0f} % of the {flow}s of {reporter} in {period}, {counted(rows, 'row')}"
    what = f"the load would drop {lost}{more}"
    next_step = "add --merge to keep what it does not speak of, or --replace to let it go"
    return RefusedError(what, "the file has no such partners or goods", next_step)


def _count_scopes(work: Work, old: Sequence[DataFile], outcome: Outcome) -> None:
    counted = dict(work.connection.execute("SELECT becomes, count(*) FROM scopes GROUP BY 1").fetchall())
    outcome.new += counted.get("new", 0)
    outcome.replaced += counted.get("replaced", 0)
    outcome.unchanged += counted.get("unchanged", 0)
    if old:
        same = work.connection.execute(
            f"SELECT __file, count(*) FROM incoming i SEMI JOIN (FROM scopes WHERE becomes = 'unchanged') s "
            f"ON {_matches('s', 'i', ('reporter', 'month'))} GROUP BY 1"
        )
        for number, rows in same.fetchall():
            outcome.unchanged_rows[number] = outcome.unchanged_rows.get(number, 0) + rows


def _make_files(work: Work, old: Sequence[DataFile], hierarchical: bool, outcome: Outcome) -> None:
    changed = (
        "SELECT t.* FROM target t"
        if not old
        else f"SELECT t.* FROM target t SEMI JOIN (FROM scopes WHERE becomes <> 'unchanged') s "
        f"ON {_matches('s', 't', ('reporter', 'month'))}"
    )
    if hierarchical:
        settled = work.folder / "settled.parquet"
        # All rows of the scopes, so that unchanged ones are counted as what they are.
        run(work.connection, copy_to(marked("SELECT * FROM target"), settled), tick=work.tick)
        work.connection.execute(f"CREATE OR REPLACE VIEW target AS SELECT * FROM {parquet(settled)}")
        _settle_repeated(work, parquet(settled), outcome)
    counted = work.connection.execute("SELECT __file, count(*) FROM target WHERE aggregate IS NOT NULL GROUP BY 1")
    for number, rows in counted.fetchall():
        outcome.aggregate_rows[number] = outcome.aggregate_rows.get(number, 0) + rows
    shelves = work.connection.execute(f"SELECT DISTINCT {', '.join(SHELF)} FROM ({changed}) ORDER BY ALL").fetchall()
    for values in shelves:
        shelf = Shelf(*values)
        condition = " AND ".join(f"{name} = {_value(value)}" for name, value in zip(SHELF, values, strict=True))
        outcome.add.append(_write(work, f"SELECT * FROM ({changed}) WHERE {condition}", shelf, len(outcome.add)))
    for file in old:
        _rewrite(work, file, outcome)


def _settle_repeated(work: Work, rows: str, outcome: Outcome) -> None:
    """Say of totals that are declared more than once which of them counts, if any does."""
    read = f"SELECT * FROM {rows}"
    if work.connection.execute(repeated_totals.any_repeated(read)).fetchone() is None:
        return
    once = work.folder / "once.parquet"
    run(work.connection, copy_to(repeated_totals.settled(read), once), tick=work.tick)
    work.connection.execute(f"CREATE OR REPLACE VIEW target AS SELECT * FROM {parquet(once)}")
    for number, contested, repeated in work.connection.execute(repeated_totals.counted("FROM target")).fetchall():
        before = outcome.totals_told.get(number, (0, 0))
        outcome.totals_told[number] = (before[0] + contested, before[1] + repeated)


def _rewrite(work: Work, file: DataFile, outcome: Outcome) -> None:
    """Take replaced scopes out of a recorded file; the file stays where it holds none of them."""
    rows = f"SELECT * FROM ({_old_rows([file])}) r"
    gone = f"(FROM scopes WHERE becomes = 'replaced') s ON {_matches('s', 'r', ('reporter', 'month'))}"
    found = work.connection.execute(f"SELECT count(*) FROM ({rows} SEMI JOIN {gone})").fetchone()
    if not found or not found[0]:
        return
    outcome.remove.append(file)
    if found[0] < file.rows:
        outcome.add.append(_write(work, f"{rows} ANTI JOIN {gone}", file.shelf, len(outcome.add)))


def _write(work: Work, rows: str, shelf: Shelf, number: int) -> NewFile:
    """One data file, sorted by reporter, without columns that are null in every row."""
    nulls = work.connection.execute(
        "SELECT " + ", ".join(f"count({c.name})" for c in STORED if c.optional) + f" FROM ({rows})"
    ).fetchone()
    empty = {c.name for c, n in zip([c for c in STORED if c.optional], nulls or (), strict=True) if not n}
    columns = [*(c.name for c in STORED if c.name not in empty), "year"]
    path = work.folder / f"{work.load}-{number}.parquet"
    order = "reporter, month, partner, commodity" if "month" in columns else "reporter, partner, commodity"
    select = f"SELECT {', '.join(columns)} FROM ({rows}) ORDER BY {order}"
    run(work.connection, copy_to(select, path), tick=work.tick)
    return described(work.connection, path, shelf, tuple(columns))


def _move_whole(work: Work, staged: Staged, outcome: Outcome) -> bool:
    """Take a staged file as it is, where it is the whole of one new shelf and lies near enough to the order wanted."""
    read = parquet(staged.path)
    loose = [name for name in SHELF if name not in staged.fixed]
    if loose != ["year"] or (staged.stored >= SORT_BELOW_ROWS) is False:
        return False
    years = work.connection.execute(f"SELECT min(year), max(year) FROM {read}").fetchone()
    if years is None or years[0] != years[1] or not _is_clustered(work.connection, read):
        return False
    shelf = Shelf(**{**staged.fixed, "year": years[0]})
    target = work.folder / f"{work.load}-{len(outcome.add)}.parquet"
    staged.path.rename(target)
    outcome.add.append(described(work.connection, target, shelf, staged.columns))
    scope = "(reporter, month)" if "month" in staged.columns else "reporter"
    scopes = work.connection.execute(f"SELECT count(DISTINCT {scope}) FROM {parquet(target)}").fetchone()
    outcome.new += scopes[0] if scopes else 0
    return True


def _is_clustered(connection: DuckDBPyConnection, read: str) -> bool:
    """Whether a reporter's rows lie together: on average fewer than three reporters in a group of rows, or few more
    groups than reporters; told from one row in 64.
    """
    found = connection.execute(
        f"SELECT count(*), count(DISTINCT g), count(DISTINCT reporter) FROM (SELECT DISTINCT "
        f"file_row_number // {ROW_GROUP_ROWS} AS g, reporter FROM {read} WHERE file_row_number % {CLUSTER_SAMPLE} = 0)"
    ).fetchone()
    if found is None:
        return False
    pairs, groups, reporters = found
    return bool(pairs <= 2 * (groups + reporters))


def described(connection: DuckDBPyConnection, path: Path, shelf: Shelf, columns: tuple[str, ...]) -> NewFile:
    """A data file with what the commit tells of it; `name` is the place that it will have within the book."""
    # Grouped first: the engine compares the few codes of a file, not that of each row.
    counts = f"SELECT reporter, count(*) AS n FROM {parquet(path)} GROUP BY reporter"
    row = connection.execute(
        f"SELECT coalesce(sum(n), 0)::BIGINT, min(reporter), max(reporter) FROM ({counts})"
    ).fetchone()
    rows, first, last = row or (0, "", "")
    return NewFile(f"{shelf.folder}/{path.name}", shelf, rows, first, last, columns)
