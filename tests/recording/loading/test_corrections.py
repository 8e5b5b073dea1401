"""Known errors of a source, corrected on the way in, and the guards that keep a correction from outliving its error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.corrections import Correction, read_corrections
from sverka.recording.load import Loaded

from . import forms

Load = Callable[..., Loaded]
ROWS = [
    (2021, 3, "1201", 160, "PR", 500, 70),
    (2021, 3, "1201", 160, "PR", 100, 30),
    (2021, 3, "0207", 160, "PR", 40, 4),
    (2021, 4, "1201", 160, "PR", 9, 1),
]
WHERE = 'where = { reporter = "BR-PR", flow = "export", period = "2021-03", partner = "CN", commodity = "1201" }'


def correction(
    change: str, *, where: str = WHERE, expect: str = "rows = 2", source: str = "comexstat-municipal"
) -> str:
    return (
        f'[[correction]]\nid = "soya"\nsource = "{source}"\nreason = "given in cents"\n{where}\n{change}\n'
        f"expect = {{ {expect} }}\n"
    )


def read(text: str) -> tuple[Correction, ...]:
    return read_corrections(text, "known.toml")


@pytest.fixture
def load(book: Path, tmp_path: Path) -> Load:
    """`load(text, rows)`: rows of a municipal file loaded under the corrections of a text."""

    def make(text: str, rows: list[tuple[object, ...]] | None = None, **how: object) -> Loaded:
        path = forms.write(tmp_path / "EXP_MUN.csv", forms.towns(*(ROWS if rows is None else rows)))
        return forms.load(book, path, corrections=read(text), **how)

    return make


def test_scaling_multiplies_the_rows_that_are_meant(book: Path, load: Load) -> None:
    loaded = load(correction('action = "scale"\nfactor = 0.01', expect="rows = 2, primary_value = 600"))
    assert loaded.entry.corrections == ("soya: 2 rows, primary_value was 600, scale 0.01: given in cents",)
    rows = forms.records(book)
    assert forms.parts(rows, commodity="1201", month=3) == 6
    assert (forms.parts(rows, commodity="0207"), forms.parts(rows, month=4)) == (40, 9)


def test_overriding_sets_a_column_of_each_row(book: Path, load: Load) -> None:
    load(
        correction('action = "override"\ncolumn = "net_weight_kg"\nvalue = 5.5', expect="rows = 2, net_weight_kg = 100")
    )
    weights = [(row["net_weight_kg"], row["primary_value"]) for row in forms.records(book) if row["month"] == 3]
    assert sorted(map(str, (weight for weight, _ in weights))) == ["4.000", "5.500", "5.500"]
    assert sum(value for _, value in weights) == 640


def test_dropped_rows_stay_in_the_book_and_are_not_counted(book: Path, load: Load) -> None:
    loaded = load(correction('action = "drop"'))
    assert loaded.files[0].stored == 4
    rows = forms.records(book)
    assert forms.parts(rows) == 49
    assert [row["aggregate"] for row in rows if row["commodity"] == "1201" and row["month"] == 3] == [
        "corrected:soya"
    ] * 2


def test_a_file_that_is_recorded_already_is_corrected_too(book: Path, load: Load) -> None:
    load("")
    assert forms.parts(forms.records(book)) == 649
    loaded = load(correction('action = "drop"'))
    assert (loaded.changed, loaded.entry.scopes_replaced) == (True, 1)
    assert forms.parts(forms.records(book)) == 49
    assert forms.parts(forms.records(book, as_of=1)) == 649
    assert load(correction('action = "drop"')).changed is False


@pytest.mark.parametrize(("expect", "what"), [("rows = 3", "rows is 2"), ("primary_value = 599.98", "is 600 where")])
def test_a_guard_that_fails_stops_the_load(book: Path, load: Load, expect: str, what: str) -> None:
    load("", [(2020, 1, "1201", 160, "PR", 1)])
    before = forms.state(book)
    with pytest.raises(InputError, match=what) as caught:
        load(correction('action = "drop"', expect=expect))
    assert "correction soya, EXP_MUN.csv" in caught.value.where
    assert "mended" in caught.value.next_step
    assert forms.state(book) == before


def test_a_correction_of_rows_that_are_gone_stops_the_load(book: Path, load: Load) -> None:
    with pytest.raises(InputError, match="matches no row"):
        load(correction('action = "drop"', where=WHERE.replace("1201", "1202")))
    assert forms.state(book)[0] == 0


@pytest.mark.parametrize(
    "other",
    [
        {"where": WHERE.replace("2021-03", "2022-03")},
        {"where": WHERE.replace("BR-PR", "BR-SP")},
        {"where": WHERE.replace("export", "import")},
        {"source": "comexstat-state"},
    ],
)
def test_a_correction_of_what_the_load_does_not_bring_is_left_aside(
    book: Path, load: Load, other: dict[str, str]
) -> None:
    assert load(correction('action = "drop"', **other)).entry.corrections == ()
    assert forms.parts(forms.records(book)) == 649


@pytest.mark.parametrize(
    ("period", "rows", "left"), [("2021-Q1", 3, 9), ("2021-Q2", 1, 640), ("2021", 4, 0), ("2021-03/2021-04", 4, 0)]
)
def test_a_period_is_just_its_months(book: Path, load: Load, period: str, rows: int, left: int) -> None:
    where = f'where = {{ reporter = "BR-PR", flow = "export", period = "{period}" }}'
    load(correction('action = "drop"', where=where, expect=f"rows = {rows}"))
    assert forms.parts(forms.records(book)) == left


def test_a_year_without_months_is_meant_by_the_year_alone(book: Path, tmp_path: Path) -> None:
    path = forms.write(tmp_path / "c.csv", forms.comtrade({}))
    for period, counted in (("2023-01", 100), ("2023", 50)):
        where = f'where = {{ reporter = "KZ", flow = "export", period = "{period}" }}'
        text = correction('action = "scale"\nfactor = 0.5', where=where, expect="rows = 1", source="comtrade")
        forms.load(book, path, corrections=read(text))
        assert forms.parts(forms.records(book)) == counted


def test_rows_of_one_month_in_two_files_are_weighed_together(book: Path, tmp_path: Path) -> None:
    one = forms.write(tmp_path / "EXP_1.csv", forms.towns(ROWS[0]))
    two = forms.write(tmp_path / "EXP_2.csv", forms.towns((*ROWS[1], 4118204)))
    three = forms.write(tmp_path / "EXP_3.csv", forms.towns(ROWS[2]))
    text = correction('action = "scale"\nfactor = 0.01', expect="rows = 2, primary_value = 600")
    forms.load(book, three, one, two, corrections=read(text))
    assert forms.parts(forms.records(book)) == 46


def test_corrections_of_one_load_follow_each_other(book: Path, load: Load) -> None:
    first = correction('action = "scale"\nfactor = 2', expect="primary_value = 600")
    second = correction('action = "override"\nvalue = 7', expect="primary_value = 1200").replace('"soya"', '"again"')
    load(first + second)
    assert forms.parts(forms.records(book), commodity="1201", month=3) == 14


def test_a_dropped_total_is_not_told_anew(book: Path, tmp_path: Path) -> None:
    path = forms.write(tmp_path / "c.csv", forms.comtrade({"partnerCode": "0", "cmdCode": "TOTAL"}, {}))
    where = 'where = { reporter = "KZ", flow = "export", period = "2023", partner = "world" }'
    forms.load(
        book, path, corrections=read(correction('action = "drop"', where=where, expect="rows = 1", source="comtrade"))
    )
    assert {row["partner"]: row["aggregate"] for row in forms.records(book)} == {"world": "corrected:soya", "CN": None}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ('action = "scale"\ncolumn = "quantity"\nfactor = 2', "the file has no quantity"),
        ('action = "scale"\nfactor = 1e17', "a number that is too large"),
        ('action = "override"\nvalue = 1e30', "a number that is too large"),
    ],
)
def test_a_correction_that_cannot_be_carried_out_stops_the_load(load: Load, change: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        load(correction(change))


WHOLE = correction('action = "scale"\nfactor = 0.01')


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[correction", "broken TOML"),
        (WHOLE.replace("[[correction]]", "[correction]"), "no list of tables"),
        ("correction = [1]", "no list of tables"),
        (WHOLE.replace('reason = "given in cents"', ""), "without reason"),
        (WHOLE.replace("expect = { rows = 2 }", ""), "without expect"),
        (WHOLE.replace("expect = { rows = 2 }", "expect = 2"), "expect is no table"),
        (WHOLE.replace("rows = 2", 'rows = "2"'), "expect cannot be read at rows"),
        (WHOLE.replace("rows = 2", "lines = 2"), "expect cannot be read at lines"),
        (WHOLE.replace(WHERE, "where = 5"), "where is no table"),
        (WHOLE.replace('partner = "CN"', 'party = "CN"'), "unknown key 'party'"),
        (WHOLE.replace('flow = "export", ', ""), "no scope"),
        (WHOLE.replace("2021-03", "March"), "not a period: 'March'"),
        (WHOLE.replace("scale", "halve"), "unknown action"),
        (WHOLE + 'column = "price"', "unknown action or column"),
        (WHOLE.replace("factor = 0.01", "value = 0.01"), "without its number"),
        (WHOLE.replace("factor = 0.01", "factor = true"), "without its number"),
        (WHOLE.replace("factor = 0.01", "factor = nan"), "without its number"),
        (WHOLE + 'status = "rumour"', "unknown status"),
    ],
)
def test_a_file_of_corrections_with_a_mistake_is_refused(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read(text)
    assert caught.value.where.startswith("known.toml")
    assert caught.value.next_step
