"""Every kind of measure over a real state's files, checked against SQL written by hand over the raw files.

The SQL knows nothing of the book: it reads the agency's CSV, names countries as the agency does, and takes from the
project only who belongs to a group of countries.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sverka.measuring.answers import Answer
from sverka.measuring.book import Book, Cube, open_book
from sverka.model.period import Period
from sverka.recording.load import Loaded, Request, load_records
from sverka.recording.source import literal
from sverka.reference.places import members

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "comexstat-parana"
COUNTRIES = ROOT / "src" / "sverka" / "recording" / "tables" / "comexstat_countries.csv"
GROUPS = ("asia", "europe", "central-asia", "mercosur")
REPORTER = "BR-PR"

RAW = """CREATE TABLE {name} AS
SELECT CO_ANO AS y, CO_MES AS m, SH4 AS sh4, NO_PAIS AS nome, KG_LIQUIDO AS kg, VL_FOB AS fob, id AS iso
FROM read_csv({file}, delim = ';', types = {{'SH4': 'VARCHAR'}}) AS rows
JOIN read_csv({names}, delim = ';') AS named USING (CO_PAIS)
JOIN (SELECT code::INTEGER AS CO_PAIS, id FROM read_csv({codes}, comment = '#', types = {{'code': 'VARCHAR'}})) AS coded
USING (CO_PAIS)"""

SOJA, FRANGO = "sh4 = '1201'", "sh4 = '0207'"
CHINA = "nome = 'China'"
GRAINS = "SELECT sum(fob) FROM exp WHERE sh4[:2] = '10' AND y = {}"
BY_COUNTRY = "(SELECT nome, sum({what}) AS v FROM {flow} WHERE {where} GROUP BY nome)"
BY_HEADING = "(SELECT sh4[:{digits}] AS h, sum(fob) AS v FROM {flow} WHERE {where} GROUP BY h)"


def fob(where: str, flow: str = "exp") -> str:
    """The value of some rows."""
    return f"SELECT sum(fob) FROM {flow} WHERE {where}"


def kg(where: str, flow: str = "exp") -> str:
    """The weight of some rows."""
    return f"SELECT sum(kg) FROM {flow} WHERE {where}"


def percent(part: str, whole: str) -> str:
    """A share."""
    return f"SELECT 100 * ({part})::DOUBLE / ({whole})"


def grown(now: str, before: str) -> str:
    """Growth, in per cent."""
    return f"SELECT 100 * (({now}) - ({before}))::DOUBLE / ({before})"


def less(a: str, b: str) -> str:
    """A difference."""
    return f"SELECT ({a}) - ({b})"


def place(of: str, flow: str, where: str, what: str = "fob") -> str:
    """The place of a country by value or weight: one more than how many are above it."""
    table = BY_COUNTRY.format(what=what, flow=flow, where=where)
    return f"SELECT 1 + count(*) FROM {table} WHERE v > (SELECT v FROM {table} WHERE nome = '{of}')"


def heading_place(of: str, flow: str, where: str) -> str:
    """The same for a heading or chapter."""
    table = BY_HEADING.format(digits=len(of), flow=flow, where=where)
    return f"SELECT 1 + count(*) FROM {table} WHERE v > (SELECT v FROM {table} WHERE h = '{of}')"


def how_many(table: str) -> str:
    """How many have a value above zero."""
    return f"SELECT count(*) FROM {table} WHERE v > 0"


LEVELS = {
    "level(export[;; 2020], USD)": fob("y = 2020"),
    "level(export[;; 2023], USD)": fob("y = 2023"),
    "level(export[CN;; 2023], USD)": fob(f"{CHINA} AND y = 2023"),
    "level(export[CN; 1201; 2023])": fob(f"{CHINA} AND {SOJA} AND y = 2023"),
    "level(import[PY; 10; 2022], USD)": fob("nome = 'Paraguai' AND sh4 LIKE '10%' AND y = 2022", "imp"),
    "level(import[;; 2021-07])": fob("y = 2021 AND m = 7", "imp"),
    "level(export[;; 2024-Q3])": fob("y = 2024 AND m BETWEEN 7 AND 9"),
    "level(export[;; 2022-11/2023-02])": fob("y * 100 + m BETWEEN 202211 AND 202302"),
    "level(export[;; 2020/2025])": "SELECT sum(fob) FROM exp",
    "level(turnover[AR;; 2023])": (
        "SELECT sum(fob) FROM (FROM exp UNION ALL FROM imp) WHERE nome = 'Argentina' AND y = 2023"
    ),
    "level(export[; 0207; 2023], kg)": kg(f"{FRANGO} AND y = 2023"),
    "level(export[CN; 1201; 2021-Q2], t)": f"SELECT sum(kg) / 1000 FROM exp WHERE {CHINA} AND {SOJA} AND y = 2021 "
    "AND m IN (4, 5, 6)",
    "level(import[; 0713; 2025], kg)": kg("sh4 = '0713' AND y = 2025", "imp"),
    "level(turnover[;; 2020], t)": "SELECT sum(kg) / 1000 FROM (FROM exp UNION ALL FROM imp) WHERE y = 2020",
    "level(export[asia;; 2023])": fob("iso IN (FROM asia) AND y = 2023"),
    "level(export[asia+-CN;; 2023])": fob("iso IN (FROM asia) AND nome <> 'China' AND y = 2023"),
    "level(export[-CN;; 2023])": fob("nome <> 'China' AND y = 2023"),
    "level(export[-asia;; 2023], kg)": kg("iso NOT IN (FROM asia) AND y = 2023"),
    "level(export[eu;; 2022])": fob("iso IN (FROM eu) AND y = 2022"),
    "level(export[eu+GB;; 2022])": fob("(iso IN (FROM eu) OR nome = 'Reino Unido') AND y = 2022"),
    "level(export[europe+-eu;; 2022])": fob("iso IN (FROM europe) AND iso NOT IN (FROM eu) AND y = 2022"),
    "level(export[central-asia;; 2023])": fob("iso IN (FROM central_asia) AND y = 2023"),
    "level(import[mercosur;; 2021])": fob("iso IN (FROM mercosur) AND y = 2021", "imp"),
    "level(export[CN+JP+KR;; 2024])": fob("nome IN ('China', 'Japão', 'Coreia do Sul') AND y = 2024"),
    "level(export[; 01-24; 2023])": fob("sh4[:2] BETWEEN '01' AND '24' AND y = 2023"),
    "level(export[; 15-17; 2023])": fob("sh4[:2] IN ('15', '16', '17') AND y = 2023"),
    "level(export[; 0201-0203; 2023])": fob("sh4 IN ('0201', '0202', '0203') AND y = 2023"),
    "level(export[; 02+-0207; 2023])": fob("sh4[:2] = '02' AND sh4 <> '0207' AND y = 2023"),
    "level(export[; -1201; 2023])": fob("sh4 <> '1201' AND y = 2023"),
    "level(export[CN; 12+23+-1201; 2023])": fob(f"{CHINA} AND sh4[:2] IN ('12', '23') AND sh4 <> '1201' AND y = 2023"),
    "level(export[; meat; 2022])": fob("sh4[:2] = '02' AND y = 2022"),
    "level(export[; poultry-meat; 2022], t)": f"SELECT sum(kg) / 1000 FROM exp WHERE {FRANGO} AND y = 2022",
    "level(export[; processed-food; 2022])": fob("sh4[:2] BETWEEN '16' AND '22' AND y = 2022"),
    "level(export[; beef+pork; 2024])": fob("sh4 IN ('0201', '0202', '0203') AND y = 2024"),
}
QUOTIENTS = {
    "share(export[CN;; 2023], export[;; 2023])": percent(fob(f"{CHINA} AND y = 2023"), fob("y = 2023")),
    "share(export[asia;; 2022], export[;; 2022])": percent(fob("iso IN (FROM asia) AND y = 2022"), fob("y = 2022")),
    "share(export[CN;; 2023], export[asia;; 2023])": percent(
        fob(f"{CHINA} AND y = 2023"), fob("iso IN (FROM asia) AND y = 2023")
    ),
    "share(export[; 1201; 2023-05], export[;; 2023-05])": percent(
        fob(f"{SOJA} AND y = 2023 AND m = 5"), fob("y = 2023 AND m = 5")
    ),
    "share(export[;; 2021], turnover[;; 2021])": percent(
        fob("y = 2021"), "SELECT sum(fob) FROM (FROM exp UNION ALL FROM imp) WHERE y = 2021"
    ),
    "share(export[CN;; 2023], export[;; 2023], kg)": percent(kg(f"{CHINA} AND y = 2023"), kg("y = 2023")),
    "share(import[AR; 10; 2020], import[; 10; 2020], t)": percent(
        kg("nome = 'Argentina' AND sh4[:2] = '10' AND y = 2020", "imp"), kg("sh4[:2] = '10' AND y = 2020", "imp")
    ),
    "ratio(export[;; 2023], import[;; 2023])": f"SELECT ({fob('y = 2023')})::DOUBLE / ({fob('y = 2023', 'imp')})",
    "ratio(export[CN;; 2025], export[CN;; 2020])": (
        f"SELECT ({fob(f'{CHINA} AND y = 2025')})::DOUBLE / ({fob(f'{CHINA} AND y = 2020')})"
    ),
    "ratio(export[; 0207; 2022], export[; 0203; 2022], kg)": (
        f"SELECT ({kg(f'{FRANGO} AND y = 2022')})::DOUBLE / ({kg('sh4 = ' + literal('0203') + ' AND y = 2022')})"
    ),
}
COMPARED = {
    "growth(export[;; 2023])": grown(fob("y = 2023"), fob("y = 2022")),
    "growth(import[AR;; 2021])": grown(
        fob("nome = 'Argentina' AND y = 2021", "imp"), fob("nome = 'Argentina' AND y = 2020", "imp")
    ),
    "growth(export[;; 2025], 2020)": grown(fob("y = 2025"), fob("y = 2020")),
    "growth(export[;; 2023-04])": grown(fob("y = 2023 AND m = 4"), fob("y = 2022 AND m = 4")),
    "growth(export[;; 2023-04], 2023-03)": grown(fob("y = 2023 AND m = 4"), fob("y = 2023 AND m = 3")),
    "growth(export[CN;; 2024-Q2])": grown(
        fob(f"{CHINA} AND y = 2024 AND m BETWEEN 4 AND 6"), fob(f"{CHINA} AND y = 2023 AND m BETWEEN 4 AND 6")
    ),
    "growth(export[;; 2024-Q2], 2024-Q1)": grown(
        fob("y = 2024 AND m BETWEEN 4 AND 6"), fob("y = 2024 AND m BETWEEN 1 AND 3")
    ),
    "growth(export[; 02; 2023-01/2023-08])": grown(
        fob("sh4[:2] = '02' AND y = 2023 AND m <= 8"), fob("sh4[:2] = '02' AND y = 2022 AND m <= 8")
    ),
    "growth(export[;; 2024/2025])": grown(fob("y IN (2024, 2025)"), fob("y IN (2022, 2023)")),
    "growth(export[; 0207; 2024], kg)": grown(kg(f"{FRANGO} AND y = 2024"), kg(f"{FRANGO} AND y = 2023")),
    "growth(export[eu;; 2021])": grown(fob("iso IN (FROM eu) AND y = 2021"), fob("iso IN (FROM eu) AND y = 2020")),
    "growth(turnover[-CN;; 2022])": grown(
        "SELECT sum(fob) FROM (FROM exp UNION ALL FROM imp) WHERE nome <> 'China' AND y = 2022",
        "SELECT sum(fob) FROM (FROM exp UNION ALL FROM imp) WHERE nome <> 'China' AND y = 2021",
    ),
    "change(export[;; 2023], USD)": less(fob("y = 2023"), fob("y = 2022")),
    "change(export[CN;; 2024], USD, 2021)": less(fob(f"{CHINA} AND y = 2024"), fob(f"{CHINA} AND y = 2021")),
    "change(import[; 10; 2023-02], kg)": less(
        kg("sh4[:2] = '10' AND y = 2023 AND m = 2", "imp"), kg("sh4[:2] = '10' AND y = 2022 AND m = 2", "imp")
    ),
    "change(share(export[CN;; 2023], export[;; 2023]))": less(
        percent(fob(f"{CHINA} AND y = 2023"), fob("y = 2023")), percent(fob(f"{CHINA} AND y = 2022"), fob("y = 2022"))
    ),
    "change(share(import[AR; 10; 2023-Q1], import[; 10; 2023-Q1], kg), 2020-Q1)": less(
        percent(
            kg("nome = 'Argentina' AND sh4[:2] = '10' AND y = 2023 AND m <= 3", "imp"),
            kg("sh4[:2] = '10' AND y = 2023 AND m <= 3", "imp"),
        ),
        percent(
            kg("nome = 'Argentina' AND sh4[:2] = '10' AND y = 2020 AND m <= 3", "imp"),
            kg("sh4[:2] = '10' AND y = 2020 AND m <= 3", "imp"),
        ),
    ),
    "balance([;; 2023], USD)": less(fob("y = 2023"), fob("y = 2023", "imp")),
    "balance([AR;; 2020])": less(fob("nome = 'Argentina' AND y = 2020"), fob("nome = 'Argentina' AND y = 2020", "imp")),
    "balance([mercosur; 10; 2022-Q4], kg)": less(
        kg("iso IN (FROM mercosur) AND sh4[:2] = '10' AND y = 2022 AND m >= 10"),
        kg("iso IN (FROM mercosur) AND sh4[:2] = '10' AND y = 2022 AND m >= 10", "imp"),
    ),
}
STANDINGS = {
    "rank(CN, export[;; 2023])": place("China", "exp", "y = 2023"),
    "rank(JP, export[;; 2021])": place("Japão", "exp", "y = 2021"),
    "rank(DE, export[eu;; 2023])": place("Alemanha", "exp", "iso IN (FROM eu) AND y = 2023"),
    "rank(PY, import[; 10; 2022])": place("Paraguai", "imp", "sh4[:2] = '10' AND y = 2022"),
    "rank(NL, export[;; 2023], kg)": place("Países Baixos (Holanda)", "exp", "y = 2023", "kg"),
    "rank(0207, export[;; 2023])": heading_place("0207", "exp", "y = 2023"),
    "rank(0207, export[; 0207+12; 2023])": heading_place(
        "0207", "exp", "(sh4 = '0207' OR sh4[:2] = '12') AND y = 2023"
    ),
    "rank(sugar, export[; sugar+soya-beans+poultry-meat; 2023])": (
        heading_place("1701", "exp", "sh4 IN ('1701', '1201', '0207') AND y = 2023")
    ),
    "rank(1201, export[JP;; 2022])": heading_place("1201", "exp", "nome = 'Japão' AND y = 2022"),
    "rank(17, export[;; 2024])": heading_place("17", "exp", "y = 2024"),
    "count(partners, export[;; 2023])": how_many(BY_COUNTRY.format(what="fob", flow="exp", where="y = 2023")),
    "count(partners, import[; 10; 2021-01])": how_many(
        BY_COUNTRY.format(what="fob", flow="imp", where="sh4[:2] = '10' AND y = 2021 AND m = 1")
    ),
    "count(partners, export[asia+-CN; 0207; 2025])": how_many(
        BY_COUNTRY.format(
            what="fob", flow="exp", where=f"iso IN (FROM asia) AND nome <> 'China' AND {FRANGO} AND y = 2025"
        )
    ),
    "count(goods@2, export[CN;; 2022])": how_many(
        BY_HEADING.format(digits=2, flow="exp", where=f"{CHINA} AND y = 2022")
    ),
    "count(goods@4, export[;; 2023])": how_many(BY_HEADING.format(digits=4, flow="exp", where="y = 2023")),
    "count(goods@4, import[AR; 02-10; 2020-Q3])": how_many(
        BY_HEADING.format(
            digits=4,
            flow="imp",
            where="nome = 'Argentina' AND sh4[:2] BETWEEN '02' AND '10' AND y = 2020 AND m BETWEEN 7 AND 9",
        )
    ),
}
OF_QUOTIENTS = ("growth", "change(share")
PRICES = {
    "unit_value(export[; 1201; 2023], USD/t)": (
        f"SELECT 1000 * sum(fob)::DOUBLE / sum(kg) FROM exp WHERE {SOJA} AND y = 2023"
    ),
    "unit_value(import[AR; 10; 2022-Q1], USD/kg)": (
        "SELECT sum(fob)::DOUBLE / sum(kg) FROM imp WHERE nome = 'Argentina' AND sh4[:2] = '10' AND y = 2022 AND m <= 3"
    ),
}
EXACT = {**LEVELS, **STANDINGS, **{text: sql for text, sql in COMPARED.items() if not text.startswith(OF_QUOTIENTS)}}
RATIOS = {**QUOTIENTS, **PRICES, **{text: sql for text, sql in COMPARED.items() if text.startswith(OF_QUOTIENTS)}}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the folder `shared/data/comexstat-parana` does not stand next to the repository"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Loaded]:
    """The two files in a book, and the account of their load."""
    book = tmp_path_factory.mktemp("parana") / "book"
    files = tuple(DATA / f"{flow}_MUN_PR_2020_2025.csv" for flow in ("EXP", "IMP"))
    return book, load_records(book, Request(files))


@pytest.fixture(scope="module")
def book(loaded: tuple[Path, Loaded]) -> Iterator[Book]:
    with open_book(loaded[0]) as opened:
        yield opened


@pytest.fixture(scope="module")
def cube(book: Book) -> Cube:
    return book.cube(REPORTER)


@pytest.fixture(scope="module")
def by_hand() -> Iterator[duckdb.DuckDBPyConnection]:
    """The raw files as `exp` and `imp`, and the groups of countries that did not change in these years."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        for name, flow in (("exp", "EXP"), ("imp", "IMP")):
            file, names = DATA / f"{flow}_MUN_PR_2020_2025.csv", DATA / "PAIS.csv"
            paths = {"file": literal(str(file)), "names": literal(str(names)), "codes": literal(str(COUNTRIES))}
            connection.execute(RAW.format(name=name, **paths))
        for group in (*GROUPS, "eu"):
            codes = sorted(members(group, Period.year(2023)))
            table = group.replace("-", "_")
            connection.execute(f"CREATE TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS iso", [codes])
        yield connection


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> float | int:
    row = connection.execute(sql).fetchone()
    assert row is not None
    assert row[0] is not None, "the SQL finds nothing, so that it proves nothing"
    return row[0]  # type: ignore[no-any-return]


def covered(cube: Cube, measure: str) -> Answer:
    answer = cube.measure(measure)
    assert answer.value is not None, answer.remarks
    assert answer.rows > 0
    return answer


def test_the_raw_tables_lose_no_row(by_hand: duckdb.DuckDBPyConnection) -> None:
    assert one(by_hand, "SELECT count(*) FROM exp") == 160_676
    assert one(by_hand, "SELECT count(*) FROM imp") == 28_262


def test_there_are_questions_of_every_kind() -> None:
    asked = [text.partition("(")[0] for text in (*EXACT, *RATIOS)]
    assert len(asked) >= 60
    assert set(asked) == {"level", "unit_value", "share", "growth", "change", "ratio", "balance", "rank", "count"}


@pytest.mark.parametrize("measure", EXACT)
def test_amounts_ranks_and_counts_are_exact(cube: Cube, by_hand: duckdb.DuckDBPyConnection, measure: str) -> None:
    assert covered(cube, measure).value == one(by_hand, EXACT[measure])


@pytest.mark.parametrize("measure", RATIOS)
def test_quotients_agree(cube: Cube, by_hand: duckdb.DuckDBPyConnection, measure: str) -> None:
    assert covered(cube, measure).value == pytest.approx(one(by_hand, RATIOS[measure]), rel=1e-9, abs=0)


def test_every_row_is_accounted_for(loaded: tuple[Path, Loaded]) -> None:
    told = [(file.rows, file.stored, file.quarantined) for file in loaded[1].files]
    assert told == [(160_676, 160_676, 0), (28_262, 28_262, 0)]
    assert loaded[1].entry.unknown == ()


@pytest.mark.parametrize(
    ("measure", "dollars"),
    [
        ("level(export[;; 2020], USD)", 12_187_367_929),
        ("level(export[;; 2023], USD)", 20_037_870_308),
        ("level(export[CN;; 2023], USD)", 8_178_163_776),
    ],
)
def test_the_known_totals(cube: Cube, measure: str, dollars: int) -> None:
    assert covered(cube, measure).value == dollars


def test_rows_are_those_of_the_file(cube: Cube, by_hand: duckdb.DuckDBPyConnection) -> None:
    for measure, where in (
        ("level(export[CN;; 2023])", f"exp WHERE {CHINA} AND y = 2023"),
        ("level(export[asia+-CN; 02; 2022-Q1])", "exp WHERE iso IN (FROM asia) AND nome <> 'China' AND sh4[:2] = '02' "
         "AND y = 2022 AND m <= 3"),
        ("level(import)", "imp WHERE y = 2025"),
    ):  # fmt: skip
        assert covered(cube, measure).rows == one(by_hand, f"SELECT count(*) FROM {where}")


def test_tables_are_what_sql_groups(cube: Cube, by_hand: duckdb.DuckDBPyConnection) -> None:
    found = cube.table(rows="goods@2", columns="year", cut="export[asia+-CN]").to_rows()
    sums = "SELECT sh4[:2] AS h, y, sum(fob) AS v FROM exp WHERE iso IN (FROM asia) AND nome <> 'China' GROUP BY ALL"
    expected = {(h, str(y)): float(v) for h, y, v in by_hand.execute(sums).fetchall()}
    cells = {(row["goods@2"], year): row[year] for row in found for year in row if year != "goods@2"}
    assert {key: value for key, value in cells.items() if value} == {k: v for k, v in expected.items() if v}
    totals = [sum(value for name, value in row.items() if name != "goods@2") for row in found]
    assert totals == sorted(totals, reverse=True)


QUERIED = (
    "level(export[CN;; 2023], USD)",
    "share(export[asia; 1201+0207; 2023], export[;; 2023])",
    "growth(turnover[CN;; 2023-Q1])",
    "balance([CN;; 2023])",
    "rank(CN, export[;; 2023])",
    "rank(1201, export[CN;; 2023])",
    "count(partners, export[;; 2023])",
    "count(goods@4, import[;; 2023])",
    "level(export[CN; 12; 2023-01/2023-08], t)",
    "level(export[-CN; 01-24+-02; 2023])",
    "change(import[mercosur; grain; 2022-05], USD, 2021-05)",
    "ratio(import[], export[; -02; 2023])",
    "unit_value(export[asia; 0207; 2023-05], USD/t)",
    "rank(soya-beans, export[; soya-beans+maize+poultry-meat; 2023])",
    "change(share(export[asia; 1201; 2023-05], export[; 1201; 2023-05]), 2021-05)",
)


def test_the_query_shown_gives_the_figure(cube: Cube, by_hand: duckdb.DuckDBPyConnection) -> None:
    """Whoever runs the query of a figure over the book's files has the figure, or its parts."""
    from sverka.measuring.lineage import query_text

    for measure in QUERIED:
        answer = covered(cube, measure)
        query = query_text(cube, answer)
        assert query is not None
        found = by_hand.execute(query).fetchall()
        told = [part for part in (answer.numerator, answer.denominator, answer.base) if part is not None]
        if measure.startswith("rank"):
            assert [row[0] for row in found].index(measure[5:].partition(",")[0]) + 1 == answer.value
        else:
            assert [float(part) for part in found[0]] == pytest.approx(told or [answer.value])
