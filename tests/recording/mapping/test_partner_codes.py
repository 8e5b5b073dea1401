"""Which of several columns of partners a draft takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.drafting import Wishes, draft_of_file


@pytest.mark.parametrize(
    ("heads", "rows", "column"),
    [
        ("CountryId,CountryCode", ("4,DE", "720,CN"), "CountryCode"),
        ("Country code,Country", ("4,Germany", "720,China"), "Country"),
        ("partnerCode,partnerISO", ("276,DEU", "156,CHN"), "partnerISO"),
        ("partnerCode,Product", ("276,Cars", "156,Cars"), "partnerCode"),
    ],
)
def test_letters_go_before_bare_numbers(tmp_path: Path, heads: str, rows: tuple[str, str], column: str) -> None:
    path = tmp_path / "trade.csv"
    path.write_text(f"Year,{heads},Value USD\n" + "".join(f"2023,{row},1\n" for row in rows), encoding="utf-8")
    assert f'column = "{column}"' in draft_of_file(path, Wishes("GB", "export")).partition("[partner]")[2]


@pytest.mark.parametrize("head", ["CountryId", "country", "country code", "id", "Partner id"])
def test_bare_numbers_of_no_known_system_are_asked(tmp_path: Path, head: str) -> None:
    path = tmp_path / "trade.csv"
    path.write_text(f"Year,{head},Value USD\n2023,4,1\n2023,156,2\n2023,400,3\n", encoding="utf-8")
    told = draft_of_file(path, Wishes("GB", "export")).partition("[partner]")[2].partition("\n\n")[0]
    assert f"the column {head} holds bare numbers (4, 156, 400): codes of UN M49" in told
    assert f'# ASKED: of M49 or ISO write column = "{head}"' in told


@pytest.mark.parametrize("head", ["partnerCode", "Partner Code", "partner M49", "country ISO numeric"])
def test_bare_numbers_of_a_system_that_the_head_names_are_taken(tmp_path: Path, head: str) -> None:
    path = tmp_path / "trade.csv"
    path.write_text(f"Year,{head},Value USD\n2023,4,1\n2023,156,2\n2023,400,3\n", encoding="utf-8")
    draft = draft_of_file(path, Wishes("GB", "export"))
    assert (
        f'[partner]  # the other country; a name that is not recognised keeps a code of its own\ncolumn = "{head}"'
        in draft
    )
    assert "ASKED" not in draft


def test_running_numbers_are_no_partners(tmp_path: Path) -> None:
    path = tmp_path / "trade.csv"
    path.write_text("id,Year,Value USD\n1,2023,1\n2,2023,2\n3,2023,3\n", encoding="utf-8")
    assert "bare numbers" not in draft_of_file(path, Wishes("GB", "export"))
