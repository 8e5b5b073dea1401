"""What a load does to what the book holds already: repeats, restates, merges, or is refused."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sverka.model.errors import RefusedError

from . import forms

Write = Callable[..., Path]
MAY = [(2023, 5, "1201", 160, "PR", 600), (2023, 5, "0207", 160, "PR", 300), (2023, 5, "0207", 23, "PR", 100)]
JUNE = [(2023, 6, "1201", 160, "PR", 50), (2023, 6, "1201", 160, "SP", 70)]


@pytest.fixture
def towns(tmp_path: Path) -> Write:
    """`towns(rows, name)`: a municipal file."""

    def make(rows: list[tuple[object, ...]], name: str = "EXP_MUN.csv") -> Path:
        return forms.write(tmp_path / name, forms.towns(*rows))

    return make


def values(book: Path, as_of: int | None = None) -> dict[tuple[str, int, str, str], Decimal]:
    """What is recorded, by reporter, month, partner and heading."""
    return {
        (row["reporter"], row["month"], row["partner"], row["commodity"]): row["primary_value"]
        for row in forms.records(book, as_of)
    }


def test_the_same_file_again_changes_nothing(book: Path, towns: Write) -> None:
    first = forms.load(book, towns([*MAY, *JUNE]))
    before, rows = forms.state(book), forms.records(book)
    again = forms.load(book, towns([*JUNE, *reversed(MAY)], "EXP_again.csv"))
    assert (first.version, again.version, again.changed) == (1, 1, False)
    assert (again.files[0].unchanged, again.files[0].stored) == (5, 5)
    assert (first.entry.scopes_new, again.entry.scopes_new, again.entry.scopes_unchanged) == (3, 0, 3)
    assert forms.state(book) == before
    assert forms.records(book) == rows


def test_equal_rows_are_rows_of_their_own(book: Path, towns: Write) -> None:
    forms.load(book, towns([MAY[0], MAY[0]]))
    assert forms.parts(forms.records(book)) == 1200
    assert forms.load(book, towns([MAY[0], MAY[0]], "EXP_2.csv")).changed is False
    # One fewer of them is another month, and not a large part of it by partner and heading.
    assert forms.load(book, towns([MAY[0]], "EXP_3.csv")).entry.scopes_replaced == 1
    assert forms.parts(forms.records(book)) == 600


def test_a_restated_month_replaces_the_old_which_stays_readable(book: Path, towns: Write) -> None:
    forms.load(book, towns([*MAY, *JUNE]))
    before = forms.records(book)
    restated = [(*row[:5], row[5] + 1) for row in MAY]
    loaded = forms.load(book, towns(restated, "EXP_2.csv"))
    assert (loaded.version, loaded.entry.scopes_replaced, loaded.entry.scopes_new) == (2, 1, 0)
    rows = forms.records(book)
    assert forms.parts(rows, month=5) == 1003
    assert forms.parts(rows, month=6) == 120
    assert forms.records(book, as_of=1) == before
    assert forms.records(book, as_of=0) == []


def test_only_the_reporter_that_is_spoken_of_is_restated(book: Path, towns: Write) -> None:
    forms.load(book, towns([*MAY, *JUNE]))
    forms.load(book, towns([(2023, 6, "1201", 160, "PR", 51)], "EXP_2.csv"))
    assert forms.parts(forms.records(book), month=6, reporter="PR") == 0
    assert values(book)[("BR-PR", 6, "CN", "1201")] == 51
    assert values(book)[("BR-SP", 6, "CN", "1201")] == 70


def test_flows_are_scopes_of_their_own(book: Path, towns: Write) -> None:
    forms.load(book, towns(MAY))
    forms.load(book, towns([MAY[0]], "IMP_MUN.csv"))
    rows = forms.records(book)
    assert (forms.parts(rows, flow="export"), forms.parts(rows, flow="import")) == (1000, 600)


def test_an_extract_is_refused_and_the_book_is_as_it_was(book: Path, towns: Write) -> None:
    forms.load(book, towns([*MAY, *JUNE]))
    before = forms.state(book)
    extract = towns([MAY[0]], "EXP_soya.csv")
    with pytest.raises(RefusedError, match=r"would drop 40 % of the exports of BR-PR in 2023-05, 2 rows") as caught:
        forms.load(book, extract)
    assert "--merge" in caught.value.next_step
    assert "--replace" in caught.value.next_step
    assert forms.state(book) == before


def test_one_refused_scope_stops_the_whole_load(book: Path, towns: Write) -> None:
    forms.load(book, towns(MAY))
    before = forms.state(book)
    with pytest.raises(RefusedError):
        forms.load(book, towns(JUNE, "EXP_june.csv"), towns([MAY[0]], "EXP_soya.csv"))
    assert forms.state(book) == before


def test_merging_keeps_what_the_load_does_not_speak_of(book: Path, towns: Write) -> None:
    forms.load(book, towns([*MAY, *JUNE]))
    loaded = forms.load(book, towns([(2023, 5, "1201", 160, "PR", 601)], "EXP_2.csv"), mode="merge")
    assert loaded.files[0].stored == 1
    assert values(book) == {
        ("BR-PR", 5, "CN", "1201"): 601,
        ("BR-PR", 5, "CN", "0207"): 300,
        ("BR-PR", 5, "DE", "0207"): 100,
        ("BR-PR", 6, "CN", "1201"): 50,
        ("BR-SP", 6, "CN", "1201"): 70,
    }
    again = forms.load(book, towns([(2023, 5, "1201", 160, "PR", 601)], "EXP_2.csv"), mode="merge")
    assert again.changed is False


def test_replacing_lets_it_go(book: Path, towns: Write) -> None:
    forms.load(book, towns([*MAY, *JUNE]))
    forms.load(book, towns([MAY[0]], "EXP_2.csv"), mode="replace")
    assert forms.parts(forms.records(book), month=5) == 600
    assert forms.parts(forms.records(book, as_of=1), month=5) == 1000


def test_files_of_one_month_in_one_load_are_a_union(book: Path, towns: Write) -> None:
    loaded = forms.load(book, towns(MAY[:1], "EXP_a.csv"), towns(MAY[1:], "EXP_b.csv"))
    assert [file.stored for file in loaded.files] == [1, 2]
    assert forms.parts(forms.records(book)) == 1000
    again = forms.load(book, towns(MAY[1:], "EXP_b.csv"), towns(MAY[:1], "EXP_a.csv"))
    assert again.changed is False
    assert [file.unchanged for file in again.files] == [2, 1]


def test_a_file_given_twice_in_one_load_counts_once(book: Path, towns: Write) -> None:
    path = towns(MAY)
    loaded = forms.load(book, path, towns(MAY, "EXP_copy.csv"), path)
    assert forms.parts(forms.records(book)) == 1000
    assert [file.unchanged for file in loaded.files] == [0, 3, 3]
    assert all("given twice in one load" in file.notes for file in loaded.files[1:])


def test_equal_files_of_two_flows_are_not_the_same_file(book: Path, towns: Write) -> None:
    forms.load(book, towns(MAY, "EXP_MUN.csv"), towns(MAY, "IMP_MUN.csv"))
    rows = forms.records(book)
    assert (forms.parts(rows, flow="export"), forms.parts(rows, flow="import")) == (1000, 1000)


def test_a_packed_file_is_the_same_as_the_plain_one(book: Path, towns: Write, tmp_path: Path) -> None:
    path = towns([*MAY, *JUNE])
    forms.load(book, path)
    packed = tmp_path / "EXP_MUN.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert forms.load(book, packed).changed is False


def test_two_files_that_bring_the_same_rows_do_not_make_up_a_month(book: Path, towns: Write, tmp_path: Path) -> None:
    path = towns([*MAY, *JUNE])
    packed = tmp_path / "EXP_MUN.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    with pytest.raises(RefusedError, match=r"two files of one load bring the same 1 row of BR-PR"):
        forms.load(book, path, packed)
    assert forms.state(book)[0] == 0


def annual(**told: str) -> dict[str, str]:
    return {"period": "2022", **told}


def test_whole_years_are_scopes_too(book: Path, tmp_path: Path) -> None:
    wheat, coal = annual(cmdCode="100199", primaryValue="70"), annual(cmdCode="270112", primaryValue="30")
    forms.load(book, forms.write(tmp_path / "a.csv", forms.comtrade(wheat, coal)))
    assert forms.load(book, forms.write(tmp_path / "b.csv", forms.comtrade(coal, wheat))).changed is False
    with pytest.raises(RefusedError, match=r"30 % of the exports of KZ in 2022, 1 row:"):
        forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade(wheat)))
    more = annual(cmdCode="100199", primaryValue="71")
    forms.load(book, forms.write(tmp_path / "d.csv", forms.comtrade(more)), mode="merge")
    assert forms.parts(forms.records(book)) == 101
    forms.load(book, forms.write(tmp_path / "e.csv", forms.comtrade(more, coal)))
    assert {row["month"] for row in forms.records(book)} == {None}
    assert forms.parts(forms.records(book)) == 101
    assert forms.parts(forms.records(book, as_of=1)) == 100


def test_months_and_years_stand_beside_each_other(book: Path, tmp_path: Path) -> None:
    months = [{"period": f"2022{month:02}", "freqCode": "M", "primaryValue": "5"} for month in range(1, 13)]
    forms.load(book, forms.write(tmp_path / "a.csv", forms.comtrade(annual())))
    forms.load(book, forms.write(tmp_path / "m.csv", forms.comtrade(*months)))
    rows = forms.records(book)
    assert (forms.parts(rows, frequency="A"), forms.parts(rows, frequency="M")) == (100, 60)


def test_another_edition_replaces_the_old_one(book: Path, tmp_path: Path) -> None:
    forms.load(book, forms.write(tmp_path / "a.csv", forms.comtrade(annual(classificationCode="H5"))))
    loaded = forms.load(book, forms.write(tmp_path / "b.csv", forms.comtrade(annual(classificationCode="H6"))))
    assert loaded.entry.scopes_replaced == 1
    assert [row["classification"] for row in forms.records(book)] == ["HS2022"]
    sitc = forms.comtrade(annual(classificationCode="S3", cmdCode="0412"))
    with pytest.raises(RefusedError):
        forms.load(book, forms.write(tmp_path / "c.csv", sitc))
    forms.load(book, forms.write(tmp_path / "c.csv", sitc), mode="replace")
    assert [row["classification"] for row in forms.records(book)] == ["SITC3"]


def test_another_valuation_replaces_too(book: Path, tmp_path: Path) -> None:
    cif = annual(flowCode="M", cifvalue="100")
    fob = annual(flowCode="M", fobvalue="100")
    forms.load(book, forms.write(tmp_path / "a.csv", forms.comtrade(cif)))
    forms.load(book, forms.write(tmp_path / "b.csv", forms.comtrade(fob)))
    assert [row["valuation"] for row in forms.records(book)] == ["FOB"]


def test_sources_never_replace_one_another(book: Path, tmp_path: Path, towns: Write) -> None:
    forms.load(book, towns(MAY))
    brazil = {"reporterCode": "76", "period": "202305", "freqCode": "M"}
    forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade(brazil)))
    assert {row["source"] for row in forms.records(book)} == {"comexstat-municipal", "comtrade"}


def test_a_large_file_moved_whole_is_weighed_like_any_other(
    book: Path, towns: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sverka.recording import restating

    monkeypatch.setattr(restating, "SORT_BELOW_ROWS", 1)
    goods = "t,i,j,k,v,q\n2020,4,156,010121,5.5,1\n2020,4,842,010121,2,\n2020,76,4,270112,7,3.5\n"
    path = forms.write(towns([]).with_name("BACI_HS92_Y2020_V202401b.csv"), goods)
    first = forms.load(book, path)
    assert (first.entry.scopes_new, forms.parts(forms.records(book))) == (2, 14500)
    assert forms.load(book, path).changed is False
    changed = forms.write(path.with_name("BACI_HS92_Y2020_V202501.csv"), goods.replace("7,3.5", "8,3.5"))
    again = forms.load(book, changed)
    assert (again.entry.scopes_replaced, again.entry.scopes_unchanged) == (1, 1)
    assert forms.parts(forms.records(book)) == 15500
    assert forms.parts(forms.records(book, as_of=1)) == 14500
