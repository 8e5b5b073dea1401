"""Names of partners that are totals: all partners, the reporter's own total, and what must be asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import read_mapping
from sverka.recording.source import Asked
from sverka.recording.total_names import beside_total
from sverka.recording.unknowns import kind_of_unknown

from .drafting import drafted
from .test_shaping import recorded

WORLDS = (
    "Импорт – всего",
    "Экспорт, всего",
    "Итого импорт",
    "Итого по всем странам",
    "ВСЕГО В МИРЕ",
    "Total exports",
    "Total Imports:",
    "Республика Казахстан, всего",
    "Kazakhstan total",
    "Total Kazakhstan",
    "Total general",
    "Todos los países",
    "Total das exportações",
    "Ensemble des pays",
    "Insgesamt",
    "Ausfuhr insgesamt",
    "Genel Toplam",
    "Toplam ihracat",
    "Jami eksport",
    "Экспорт, барлығы",
    "出口合计",
    "进出口总值",
)
DOUBTS = (
    "Ruritania, total",
    "Страны Золотой Орды, всего",
    "Всего по разделу",
    "Toplam Ruritanya",
    "Экспорт",
    "合计 其他",
)
PARTNERS = ("China", "Ruritania", "Togo", "Казахстан", "Прочие", "Totalia", "Rest of world", "Exporta Islands")


def table(name: str) -> str:
    quoted = f'"{name}"'
    return f"Country,Year,Value (USD)\n{quoted},2023,30\nChina,2023,20\nPeru,2023,10\n"


def load(tmp_path: Path, draft: str, text: str) -> tuple[Path, tuple[str, ...]]:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    asked = Asked(mapping=tomllib.loads(draft))
    loaded = load_records(tmp_path / "b", Request((tmp_path / "x.csv",), "table", asked))
    return tmp_path / "b", tuple(kind_of_unknown(one) for one in loaded.entry.unknown)


@pytest.mark.parametrize("name", WORLDS)
def test_names_of_all_partners_are_the_world(tmp_path: Path, name: str) -> None:
    draft = drafted(tmp_path / "x.csv", table(name))
    assert "? " not in draft
    assert "hierarchical = true" in draft
    book, unknown = load(tmp_path, draft, table(name))
    assert unknown == ()
    assert recorded(book, "partner, aggregate, primary_value::DOUBLE") == [
        ("CN", None, 20.0),
        ("PE", None, 10.0),
        ("world", "partners", 30.0),
    ]


@pytest.mark.parametrize("name", DOUBTS)
def test_what_may_be_a_total_is_asked(tmp_path: Path, name: str) -> None:
    draft = drafted(tmp_path / "x.csv", table(name))
    with pytest.raises(InputError, match="may be a total: of which other rows"):
        read_mapping(draft, "m.toml")
    asked = next(one for one in draft.splitlines() if one.startswith("totals = "))
    answered = draft.replace(asked, "totals = []")
    _, unknown = load(tmp_path, answered, table(name))
    assert unknown == ("total",)


@pytest.mark.parametrize("name", PARTNERS)
def test_other_names_are_partners_unasked(tmp_path: Path, name: str) -> None:
    text = table(name).replace("China", "Italy")
    draft = drafted(tmp_path / "x.csv", text)
    assert "? " not in draft
    assert "hierarchical = false" in draft
    book, unknown = load(tmp_path, draft, text)
    assert "total" not in unknown
    assert recorded(book, "sum(primary_value)::DOUBLE") == [(60.0,)]


def test_an_answer_keeps_a_total_apart(tmp_path: Path) -> None:
    text = table("Страны Золотой Орды, всего")
    draft = drafted(tmp_path / "x.csv", text)
    asked = next(one for one in draft.splitlines() if one.startswith("totals = "))
    book, unknown = load(tmp_path, draft.replace(asked, 'totals = ["Страны Золотой Орды, всего"]'), text)
    assert recorded(book, "sum(primary_value) FILTER (aggregate IS NULL)::DOUBLE") == [(30.0,)]
    assert unknown == ("group",)


def test_the_total_of_another_country_is_no_total_of_this_one(tmp_path: Path) -> None:
    assert "may be a total" in drafted(tmp_path / "x.csv", table("Uzbekistan, total"))
    assert beside_total("Uzbekistan, total") == "Uzbekistan"
