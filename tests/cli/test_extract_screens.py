"""A book of food alone, as portals give it: every screen names it, in both languages, and a brief of it reads back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames

CODES = {"en": "HS 01–24", "ru": "ТН ВЭД 01–24"}
NAMES = {"en": "food and agricultural goods", "ru": "продовольствие и сельхозтовары"}
# What would say that a total is of all trade: foreign trade, and a flow that no goods or partners follow.
BARE = ("foreign trade", "внешняя торговля", "внешнеторговый")
LARGE = (
    ("CN", "120190", 40.0),
    ("US", "020714", 21.0),
    ("JP", "170114", 9.0),
    ("DE", "230400", 8.0),
    ("KZ", "100199", 5.0),
)
ARTICLES = {
    "en": "Paraná's exports came to $1.3 billion in 2023. Imports rose by 40 % in 2023. China took 41 % of exports.",
    "ru": "Экспорт Параны в 2023 году составил 1,3 млрд долларов. На Китай пришёлся 41 % экспорта.",
}


def records() -> list[dict[str, Any]]:
    """Two years of exports of a few goods, and a little of every other chapter of food; some imports."""
    found = []
    small = [("CN", f"{chapter:02d}01", 0.1) for chapter in range(1, 25)]
    for year, factor in ((2022, 1.0), (2023, 1.25)):
        for month in range(1, 13):
            for flow, part in (("export", 1.0), ("import", 0.2)):
                for partner, goods, millions in (*LARGE, *small):
                    value = round(millions * factor * part * 1e6 + month)
                    row = {"reporter": "BR-PR", "flow": flow, "year": year, "month": month}
                    found.append({**row, "partner": partner, "commodity": goods, "primary_value": value})
    return found


@pytest.fixture
def book(make_book: Callable[..., Path]) -> str:
    return str(make_book(records()))


@pytest.mark.parametrize("ui", CODES)
def test_show(run: Run, golden: Golden, book: str, ui: str) -> None:
    code, out, _ = run("show", "BR-PR", "--book", book, "--ui", ui)
    assert code == 0
    assert CODES[ui] in out.splitlines()[0]
    golden(f"show_food_{ui}.txt", out)
    assert [word for word in BARE if word in out.casefold()] == []


@pytest.mark.parametrize("ui", CODES)
@pytest.mark.parametrize("style", ["talking-points", "press", "table"])
def test_brief(run: Run, golden: Golden, book: str, ui: str, style: str) -> None:
    code, out, _ = run("brief", "BR-PR", "--period", "2023", "--book", book, "--lang", ui, "--style", style)
    assert code == 0
    golden(f"brief_food_{style}_{ui}.md", out)
    assert CODES[ui] in out.splitlines()[0]
    assert [word for word in BARE if word in out.casefold()] == []


@pytest.mark.parametrize("ui", CODES)
@pytest.mark.parametrize("style", ["talking-points", "press", "table"])
def test_a_brief_reads_back_and_holds(run: Run, book: str, tmp_path: Path, ui: str, style: str) -> None:
    asked = ("brief", "BR-PR", "--period", "2023", "--book", book, "--lang", ui, "--style", style, "--format", "json")
    told = json.loads(run(*asked)[1])
    made = {figure["measure"] for sentence in told["sentences"] for figure in sentence["figures"]}
    text = tmp_path / "brief.txt"
    text.write_text(told["text"], encoding="utf-8")
    code, out, _ = run("check", str(text), "--book", book, "--reporter", "BR-PR", "--lang", ui, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert len(made) >= 12
    assert {claim["measure"] for claim in found["claims"]} == made
    assert {claim["verdict"] for claim in found["claims"]} == {"holds"}
    assert {claim["figure"]["scope"] for claim in found["claims"]} == {None}, "no sentence says more than is held"


HEADER = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"


@pytest.mark.parametrize("ui", CODES)
def test_load_and_book(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ui: str) -> None:
    """Said of the whole book: a load that adds what was left out says it no more."""
    monkeypatch.chdir(tmp_path)
    partners, rest = (160, 249, 23, 399), [f"{chapter:02d}01" for chapter in range(25, 98, 3) if chapter != 77]
    for name, year, goods in (("EXP_1.csv", 2022, [f"{one:02d}01" for one in range(1, 25)]), ("EXP_2.csv", 2023, rest)):
        rows = [
            f'"{year}";"01";"{code}";"{partners[at % 4]}";"PR";"4106902";"10";"100"' for at, code in enumerate(goods)
        ]
        Path(name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    load = ("load", "comexstat-municipal", "EXP_1.csv", "--book", "b", "--ui", ui)
    assert CODES[ui] in run(*load)[1]
    assert CODES[ui] in run("book", "--book", "b", "--ui", ui)[1]
    (told,) = json.loads(run("book", "--book", "b", "--format", "json")[1])["extents"]
    assert told == {
        "source": "comexstat-municipal",
        "reporter": "BR-PR",
        "name": "food and agricultural goods, HS 01–24",
        "goods": ["01-24"],
        "partners": [],
    }
    assert json.loads(run(*load, "--format", "json")[1])["extents"] == [told]
    more = ("load", "comexstat-municipal", "EXP_2.csv", "--book", "b", "--ui", ui)
    assert CODES[ui] not in run(*more)[1]
    assert json.loads(run("book", "--book", "b", "--format", "json")[1])["extents"] == []


@pytest.mark.parametrize("ui", CODES)
def test_bounds(run: Run, golden: Golden, book: str, tmp_path: Path, ui: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLES[ui], encoding="utf-8")
    code, out, _ = run("bounds", str(article), "--reporter", "BR-PR", "--book", book, "--ui", ui)
    assert code == 0
    assert CODES[ui] in out
    golden(f"bounds_food_{ui}.txt", out)
    _, alone, _ = run("bounds", str(article), "--reporter", "BR-PR", "--ui", ui)
    assert CODES[ui] not in alone


@pytest.mark.parametrize("ui", CODES)
def test_measure_and_check(
    run: Run, golden: Golden, book: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ui: str
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("level(export[;; 2023])", "share(export[CN;; 2023], export[;; 2023])", "level(export[; 10; 2023])")
    _, measured, _ = run("measure", *asked, "--reporter", "BR-PR", "--book", book, "--ui", ui)
    assert measured.count(CODES[ui]) == 2
    Path("article.txt").write_text(ARTICLES[ui], encoding="utf-8")
    _, checked, _ = run("check", "article.txt", "--date", "2024-02-01", "--book", book, "--ui", ui)
    golden(f"check_food_{ui}.txt", checked)
    assert NAMES[ui] in " ".join(checked.split())
